using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Vrs.Requests;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Requests;

public sealed class RequestPagesTests : AccountPartPages
{
    private readonly TestDb _ledger = TestDb.On(Engine.Sqlite);
    private readonly RequestDesk _desk;

    public RequestPagesTests()
    {
        var time = new FakeTimeProvider(A.Now);
        _desk = new(_ledger, time);
        Services.AddSingleton<TimeProvider>(time).AddSingleton(_desk).AddSingleton(new RequestListDesk(_ledger, time));
        SignIn(A.Clerk, Role.Editor);
        var person = A.Person();
        person.SetResidence([new() { EndedOn = A.Day("2026-10-31"), EndKind = ResidenceEnd.MovedOut }]);
        _ledger.Add(person, A.Dose(person));
    }

    private static RequestEntry Entry => new("131016", "千保予第12号", A.Day("2026-11-20"), ProvisionBasis.Consent, "0001204873");

    [Fact]
    public async Task AnEmptyForm_NamesEveryField()
    {
        var page = Render<NewRequestPage>();

        await PressAsync(page, "F12");

        Assert.Equal(5, page.FindAll("[role=alert] li").Count);
    }

    [Fact]
    public async Task ARequest_IsAnswered_AndThenItsSheetCanBePrinted()
    {
        var id = await _desk.TakeAsync(A.Clerk, Entry, Xunit.TestContext.Current.CancellationToken);
        var page = Render<RequestPage>(p => p.Add(x => x.Id, id));
        Assert.Empty(page.FindAll("[data-key=F8]"));

        await page.Find("#request-answer").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("回答を記録しました", page.Markup, StringComparison.Ordinal));
        await PressAsync(page, "F8");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("print-sheet")));
        Assert.Contains("千保予第12号 への回答", page.Find(".print-head").TextContent, StringComparison.Ordinal);
        var head = page.Find(".answer-head.print-only");
        Assert.Equal("回答書", head.QuerySelector("h1")!.TextContent);
        Assert.Contains("東京都千代田区　御中", head.TextContent, StringComparison.Ordinal);
        Assert.Contains("小樽市保健所", head.TextContent, StringComparison.Ordinal);
        Assert.Contains("no-print", page.Find(".page-head").ClassList);
        Assert.DoesNotContain("花園四丁目", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyProtected_IsShownWithoutPlaces_AndTheViewerDoesNotLearnWhoAsks()
    {
        var id = await _desk.TakeAsync(A.Clerk, Entry, Xunit.TestContext.Current.CancellationToken);
        await using (var db = _ledger.CreateDbContext())
        {
            db.People.Single().IsProtected = true;
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain("会場", Render<RequestPage>(p => p.Add(x => x.Id, id)).Find("table.records thead").TextContent, StringComparison.Ordinal);
        SignIn(A.Viewer, Role.Viewer);

        Assert.All([Render<RequestPage>(p => p.Add(x => x.Id, id)).Markup, Render<RequestsPage>().Markup], markup =>
        {
            Assert.Contains("支援措置のため表示しません", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("131016", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("千代田", markup, StringComparison.Ordinal);
            Assert.DoesNotContain("千保", markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task ARequestTakenByMistake_IsWithdrawn()
    {
        var id = await _desk.TakeAsync(A.Clerk, Entry, Xunit.TestContext.Current.CancellationToken);
        var page = Render<RequestPage>(p => p.Add(x => x.Id, id));
        await page.Find("#request-withdraw").ClickAsync(new());
        Assert.Contains("取消しの理由", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#request-withdrawal").ChangeAsync(new ChangeEventArgs { Value = "宛名番号の誤り" });
        await page.Find("#request-withdraw").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("受付を取り消しました", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-key=F8], #request-answer"));
    }

    [Fact]
    public async Task TheLists_PartWhatIsOpenFromWhatWasAnswered()
    {
        Assert.Contains("回答していない照会はありません", Render<RequestsPage>().Markup, StringComparison.Ordinal);
        await _desk.TakeAsync(A.Clerk, Entry, Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("千代田区", Render<RequestsPage>().Find("table.records tbody tr").TextContent, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo(Addresses.MunicipalityRequestsOver);
        Assert.Contains("受付を取り消した照会はまだありません", Render<RequestsPage>().Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _ledger.Dispose();
    }
}
