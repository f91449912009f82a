using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Media;
using Portal.Features.Ledger.EvidencePacks;
using Portal.Tests.Exchange.Media;
using Xunit;

namespace Portal.Tests.Ledger.EvidencePacks;

/// <summary>The form of a pack.</summary>
public sealed class EvidencePackPageTests : LedgerPages
{
    private readonly LedgerPerson _person = A.Person();
    private readonly Medium _stick = AMedium.Stick();
    private readonly MediumUse _use;

    public EvidencePackPageTests()
    {
        _use = AMedium.Approved(_stick, A.Manager);
        Ledger.Add(_person, _stick, _use);
        Services.AddSingleton<MediumExportDesk>();
        Services.AddSingleton(new EvidencePackDesk(Ledger, TestKeys.Ring, Time)).AddSingleton<EvidencePackOrders>();
        SignIn(A.Manager, Role.Approver);
    }

    [Fact]
    public async Task ADayBeforeThePersonWasKnown_IsRefusedBesideItsField_AndNoFileIsPromised()
    {
        var page = Show();
        await FillAsync(page);
        await page.Find("input[data-part=year]").ChangeAsync("1");

        await PressAsync(page);

        page.WaitForAssertion(() => Assert.Contains("その日以降を指定してください", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#pack-file"));
    }

    [Fact]
    public async Task PurposeAndMedium_AreAskedFor_EachBesideItsField()
    {
        var page = Show();
        await page.Find("#pack-medium").ChangeAsync("");

        await PressAsync(page);

        Assert.Equal(["作成の目的を4文字以", "書き出す媒体を選んで"], page.FindAll(".field-error").Select(e => e.TextContent.Trim(' ', '✕')[..10]));
        Assert.Equal(["true", "true"], page.FindAll("[aria-invalid]").Select(e => e.GetAttribute("aria-invalid")));
    }

    [Theory]
    [InlineData("#pack-purpose")]
    [InlineData("#pack-medium")]
    [InlineData("input[data-part=day]")]
    public async Task AFileThatIsReady_GoesWithAnyChangeOfWhatItWasAskedForWith(string changed)
    {
        var page = Show();
        await FillAsync(page);
        await PressAsync(page);
        Assert.NotEmpty(page.FindAll("#pack-file"));

        await page.Find(changed).ChangeAsync("12");

        Assert.Empty(page.FindAll("#pack-file"));
    }

    [Fact]
    public async Task AFileThatWasTaken_IsNotOfferedAgain()
    {
        var page = Show();
        await FillAsync(page);
        await PressAsync(page);
        Assert.Equal("F12", page.Find("#pack-file").GetAttribute("data-key"));

        var id = Guid.Parse(page.Find("#pack-file").GetAttribute("href")!.Split('/')[^1][..36]);
        await Services.GetRequiredService<EvidencePackOrders>().AnswerAsync(A.Manager, id, "画面", _ => Task.FromResult(Results.Ok()));
        await page.Find("#pack-file").ClickAsync(new());

        Assert.Empty(page.FindAll("#pack-file"));
        Assert.Contains("受け取りました", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Log(), e => e.Operation == Operation.EvidencePackMade);
    }

    [Fact]
    public async Task AFileThatIsRefused_IsSaidOnThePage_AndNoPassphraseStays()
    {
        var page = Show();
        await FillAsync(page);
        await PressAsync(page);
        var id = Guid.Parse(page.Find("#pack-file").GetAttribute("href")!.Split('/')[^1][..36]);

        await Services.GetRequiredService<EvidencePackOrders>().AnswerAsync(A.Manager, id, "画面", _ => throw new RuleException("媒体は消去されました。"));
        await page.Find("#pack-file").ClickAsync(new());

        Assert.Contains("媒体は消去されました", page.Find(".notice.error").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".passphrase-words, #pack-file"));
    }

    private async Task FillAsync(IRenderedComponent<EvidencePackPage> page)
    {
        await page.Find("#pack-purpose").ChangeAsync("開示請求 第12号");
        await page.Find("#pack-medium").ChangeAsync($"{_use.MediumUseId}");
    }

    private static Task PressAsync(IRenderedComponent<EvidencePackPage> page) => page.Find("[data-key=F12]").ClickAsync(new());

    private IRenderedComponent<EvidencePackPage> Show() => Render<EvidencePackPage>(p => p.Add(x => x.Id, _person.LedgerPersonId));
}
