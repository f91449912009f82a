using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.SlipComparison;
using Portal.Features.Corrections;
using Portal.Features.SlipComparison;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.SlipComparison;

public sealed class SlipCorrectionPageTests : AccountPartPages
{
    private static readonly ComparedPart Lot = new(RecordKind.Dose, DoseFields.LotNumber.Key);
    private static readonly ComparedPart Name = new(RecordKind.Person, PersonFields.Name.Key);
    private readonly SlipFixture _at = new();

    public SlipCorrectionPageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton<IDbContextFactory<PortalDb>>(_at.Ledger).AddSingleton(_at.Starts).AddSingleton(_at.Shows)
            .AddSingleton(_at.Differences).AddSingleton(_at.Results).AddSingleton(_at.Corrections).AddSingleton(ApprovalPolicy.Default)
            .AddSingleton<ApprovalDesk>().AddSingleton<EvidenceStore>().AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).AddSingleton<Drafts>();
        SignIn(_at.Screen, Role.Editor);
    }

    [Fact]
    public async Task TheOrdinaryForm_BeginsWithWhatWasNoted_AndTheReason()
    {
        var line = await NoteAsync();

        var dose = Open(line, RecordKind.Dose);
        Assert.Equal("EX3618", dose.Find("#field-lotNumber").GetAttribute("value"));
        Assert.Single(dose.FindAll(".field-changed"));
        Assert.Equal("予診票の読み合わせ 第1回 1番", dose.Find($"#{GroundsPart.TextId}").GetAttribute("value") ?? dose.Find($"#{GroundsPart.TextId}").TextContent);
        Assert.Equal("佐藤 一子", Open(line, RecordKind.Person).Find("#field-name").GetAttribute("value"));
    }

    [Fact]
    public async Task TheSheet_LeadsToTheFormOfEachRecordThatDiffers_WithoutAValueInTheAddress()
    {
        var line = await NoteAsync();

        var page = Render<ComparisonPage>(p => p.Add(x => x.Id, line.ComparisonId));

        Assert.Equal(
            [Addresses.CorrectSlip(line.ComparisonLineId, RecordKind.Person), Addresses.CorrectSlip(line.ComparisonLineId, RecordKind.Dose)],
            page.FindAll(".found-form").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task OfAnEndedComparison_ItSaysSo()
    {
        var line = await NoteAsync();
        await _at.Results.DiscardAsync(_at.Screen, line.ComparisonId, "綴りが見つからない");

        var page = Open(line, RecordKind.Dose);

        Assert.Contains("取りやめています", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#field-lotNumber"));
    }

    private async Task<ComparisonLine> NoteAsync()
    {
        var record = await _at.NextAsync(await _at.StartAsync());
        await _at.AnswerAsync(record, GivenAnswer.Differs(ComparedItem.Name, ComparedItem.LotNumber));
        await _at.Differences.NoteAsync(_at.Screen, record.Line.ComparisonLineId, new Dictionary<ComparedPart, string?> { [Name] = "佐藤 一子", [Lot] = "EX3618" });
        return (await _at.LinesAsync())[0];
    }

    private IRenderedComponent<SlipCorrectionPage> Open(ComparisonLine line, RecordKind kind)
    {
        var page = Render<SlipCorrectionPage>(p => p.Add(x => x.LineId, line.ComparisonLineId).Add(x => x.Word, Addresses.CorrectSlip(line.ComparisonLineId, kind).Split('/')[^1]));
        page.WaitForState(() => page.FindAll(".after-a-moment").Count == 0);
        return page;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
