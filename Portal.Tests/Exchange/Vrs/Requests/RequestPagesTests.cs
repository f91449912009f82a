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
        Assert.DoesNotContain("花園四丁目", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLists_PartWhatIsOpenFromWhatWasAnswered()
    {
        Assert.Contains("回答していない照会はありません", Render<RequestsPage>().Markup, StringComparison.Ordinal);
        await _desk.TakeAsync(A.Clerk, Entry, Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("千代田区", Render<RequestsPage>().Find("table.records tbody tr").TextContent, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo(Addresses.MunicipalityRequestsOver);
        Assert.Contains("回答した照会はまだありません", Render<RequestsPage>().Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _ledger.Dispose();
    }
}
