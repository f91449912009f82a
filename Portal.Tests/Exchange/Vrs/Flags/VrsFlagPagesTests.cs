using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Runs;
using Portal.Features.Exchange.Vrs.Flags;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Flags;

public sealed class VrsFlagPagesTests : AccountPartPages
{
    private readonly TestDb _ledger = TestDb.On(Engine.Sqlite);
    private readonly LedgerPerson _person = A.Person(residentNumber: "1");
    private readonly VrsFlagTakeDesk _taking;

    public VrsFlagPagesTests()
    {
        var time = new FakeTimeProvider(A.Now);
        _person.IsProtected = true;
        _person.SetResidence([new() { StartedOn = A.Day("2001-04-01") }]);
        _ledger.Add(_person);
        _taking = new(_ledger, new ExchangeLayouts(new ConfigurationBuilder().Build()), time);
        Services.AddSingleton<TimeProvider>(time).AddSingleton(_taking).AddSingleton(new VrsFlagDesk(_ledger, new RevisionSaving(_ledger, ApprovalPolicy.Default, time), time));
        SignIn(A.Clerk, Role.Editor);
    }

    [Fact]
    public async Task ARowIsChosen_TheActClosedByEsc_AndTheListIsBack()
    {
        var page = Open(await TakeAsync("20261031"));

        Assert.Contains("支援措置", page.Find("table.records tbody th").TextContent, StringComparison.Ordinal);
        await page.Find("table.records tbody tr").ClickAsync(new());
        await page.Find("tr.detail [data-key=Esc]").ClickAsync(new());

        Assert.Empty(page.FindAll("section.act-panel"));
        Assert.EndsWith("/exchange/vrs/flags", page.Find("[data-key=Esc]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusal_StandsBesideTheRow_AndWhatWasTypedStays()
    {
        var page = Open(await TakeAsync("20261031"));

        await page.Find("table.records tbody tr").ClickAsync(new());
        await page.Find("#flag-reason").ChangeAsync(new ChangeEventArgs { Value = "了" });
        await page.Find("#flag-accept").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("採用の理由を4文字以上", page.Find("tr.detail [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("了", page.Find("#flag-reason").GetAttribute("value"));
    }

    [Fact]
    public async Task AFlagOfADayToCome_HasAViewOfItsOwn_WhereNothingCanBeRecorded()
    {
        var run = await TakeAsync("20991231");

        Assert.Contains("未処理のフラグはありません", Open(run).Markup, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo(Addresses.VrsFlagRun(run, VrsFlagView.Ahead));
        var page = Open(run);
        await page.Find("table.records tbody tr").ClickAsync(new());

        Assert.Contains("異動日が先のフラグです", page.Find("section.act-panel").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("#flag-accept").HasAttribute("disabled"));
        Assert.False(page.Find("#flag-decline").HasAttribute("disabled"));
    }

    [Fact]
    public void ARunNobodyTook_SaysSo_AndLeadsBack()
    {
        var page = Open(Guid.NewGuid());

        Assert.Contains("この取込はありません", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.Find("a[data-key=Esc]"));
    }

    private IRenderedComponent<VrsFlagRunPage> Open(Guid run) => Render<VrsFlagRunPage>(p => p.Add(x => x.Id, run));

    private Task<Guid> TakeAsync(string day) => _taking.TakeAsync(A.Clerk, "flags.csv", new MemoryStream(Encoding.UTF8.GetBytes(
        $"\"H\",\"vrs-flags-output-1\",\"7\",\"012033\"\r\n\"D\",\"1\",\"1\",\"\",\"\",\"1\",\"{day}\"\r\n\"T\",\"1\"\r\n")));
}
