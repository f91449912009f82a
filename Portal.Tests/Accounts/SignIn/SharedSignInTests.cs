using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Demo;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Portal.Features.Accounts.SignIn;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Accounts.SignIn;

/// <summary>Signing in with a shared ID: who sits there, at which terminal, and the 交代.</summary>
public sealed class SharedSignInTests : IDisposable
{
    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task ThePasswordAlone_OpensNothing_TheMemberAndThePinDo()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await EnterAsync(browser);
        using var early = await PortalHost.GetAsync(browser, "/ledger");

        using var seated = await SitAsync(browser, "渡辺 由美", DemoStaff.Pin);

        Assert.Equal("/sign-in/seat", entered.Headers.Location!.ToString());
        Assert.Contains("/sign-in", early.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/", seated.Headers.Location!.ToString());
        Assert.Equal(("madoguchi-a", "渡辺 由美"), Names(_portal.Log(Operation.SignedIn).Single()));
    }

    [Fact]
    public async Task AtAnotherTerminal_NobodyMaySitDown()
    {
        using var browser = _portal.Browser();
        using var entered = await EnterAsync(browser);
        using var page = await PortalHost.GetAsync(browser, "/sign-in/seat");

        using var seated = await SitAsync(browser, "渡辺 由美", DemoStaff.Pin);

        Assert.Contains("登録された端末でだけ", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Empty(_portal.Log(Operation.SignedIn));
    }

    [Theory]
    [InlineData("佐々木 望", DemoStaff.Pin)]
    [InlineData("渡辺 由美", "111111")]
    public async Task ANonMember_OrAWrongPin_SitsNowhere(string name, string pin)
    {
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await EnterAsync(browser);

        using var answer = await SitAsync(browser, name, pin);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(_portal.Log(Operation.SignedIn, Operation.SeatTaken));
    }

    [Fact]
    public async Task TenWrongPins_LockTheMember_NotTheOthers()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await EnterAsync(browser);
        for (var failure = 0; failure < 10; failure++)
        {
            using var wrong = await SitAsync(browser, "渡辺 由美", "111111");
        }

        using var locked = await SitAsync(browser, "渡辺 由美", DemoStaff.Pin);
        using var other = await SitAsync(browser, "高橋 恵", DemoStaff.Pin);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Redirect], [locked.StatusCode, other.StatusCode]);
    }

    [Fact]
    public async Task AfterAHandOver_EveryLineNamesTheNewPerson_AndTheSeatsMeetAtThatInstant()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await EnterAsync(browser);
        using var seated = await SitAsync(browser, "高橋 恵", DemoStaff.Pin);
        using var before = await PortalHost.GetAsync(browser, "/corrections/approvals");
        _portal.Time.Advance(TimeSpan.FromMinutes(3));

        using var handed = await PortalHost.PostAsync(browser, "/own/seat", new() { ["member"] = await IdOfAsync("渡辺 由美"), ["pin"] = DemoStaff.Pin, ["back"] = "/ledger" });
        using var after = await PortalHost.GetAsync(browser, "/corrections/approvals");

        Assert.Equal("/ledger", handed.Headers.Location!.ToString());
        Assert.Equal([("madoguchi-a", "高橋 恵"), ("madoguchi-a", "渡辺 由美")], _portal.Log(Operation.AccessDenied).OrderBy(e => e.At).Select(Names));
        await using var db = _portal.Db();
        var seats = await db.Seats.OrderBy(s => s.From).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([seats[1].From, null], seats.Select(s => s.Until));
        Assert.Single(await db.Sessions.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AMemberTakenOut_StopsAtOnce_AndTheNextSignInAsksForANewPassword()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await EnterAsync(browser);
        using var seated = await SitAsync(browser, "渡辺 由美", DemoStaff.Pin);
        await using (var db = _portal.Db())
        {
            var account = await db.WholeAccounts().SingleAsync(a => a.AccountId == "madoguchi-a", TestContext.Current.CancellationToken);
            account.RemoveMember(AnAccount.Administrator, await db.StaffMembers.SingleAsync(s => s.Name == "渡辺 由美", TestContext.Current.CancellationToken), "担当替えのため", A.Now);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var stopped = await PortalHost.GetAsync(browser, "/ledger");
        using var another = _portal.BrowserAtTerminal();
        using var again = await EnterAsync(another);
        using var next = await SitAsync(another, "高橋 恵", DemoStaff.Pin);

        Assert.Equal(HttpStatusCode.Redirect, stopped.StatusCode);
        Assert.Equal("/sign-in/password", next.Headers.Location!.ToString());
    }

    [Fact]
    public async Task OnTheDayOfATransfer_TheMemberSitsNowhere_ThoughNobodyActed()
    {
        _portal.Browser().Dispose();
        _portal.Time.SetUtcNow(new DateTimeOffset(Domain.JapanTime.ToUtc(AnAccount.Today.AddDays(8).ToDateTime(TimeOnly.MinValue)).AddSeconds(-1)));
        using var lastSecond = _portal.BrowserAtTerminal();
        using var entered = await EnterAsync(lastSecond);
        using var seated = await SitAsync(lastSecond, "小林 誠", DemoStaff.Pin);
        Assert.Equal(HttpStatusCode.Redirect, seated.StatusCode);

        _portal.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.GetAsync(lastSecond, "/ledger")).StatusCode);
        using var next = _portal.BrowserAtTerminal();
        using var _ = await EnterAsync(next);
        Assert.Equal(HttpStatusCode.OK, (await SitAsync(next, "小林 誠", DemoStaff.Pin)).StatusCode);
    }

    [Fact]
    public async Task AOneTimeCode_HandsOverNothing_UntilAPinIsChosen()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await EnterAsync(browser);
        using var seated = await SitAsync(browser, "高橋 恵", DemoStaff.Pin);
        var code = await CodeForAsync("渡辺 由美");

        using var handed = await PortalHost.PostAsync(browser, "/own/seat", new() { ["member"] = await IdOfAsync("渡辺 由美"), ["pin"] = code, ["back"] = "/ledger" });
        Assert.Equal("/sign-in/pin", handed.Headers.Location!.ToString());
        Assert.DoesNotContain(_portal.Log(Operation.SeatTaken), row => row.StaffName == "渡辺 由美");
        using var chosen = await PortalHost.PostAsync(browser, "/sign-in/pin", new() { ["password"] = "740285", ["again"] = "740285" });

        Assert.Equal("/ledger", chosen.Headers.Location!.ToString());
        Assert.Contains(_portal.Log(Operation.SeatTaken), row => row.StaffName == "渡辺 由美");
        await using var db = _portal.Db();
        Assert.Single(await db.Seats.Where(s => s.Until == null).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ABrowserThatWasClosed_LeavesNobodySittingThere()
    {
        using var closed = _portal.BrowserAtTerminal();
        using var entered = await EnterAsync(closed);
        using var seated = await SitAsync(closed, "高橋 恵", DemoStaff.Pin);
        using var next = _portal.BrowserAtTerminal();
        using var again = await EnterAsync(next);
        using var other = await SitAsync(next, "渡辺 由美", DemoStaff.Pin);

        await using var db = _portal.Db();
        Assert.Equal(["渡辺 由美"], await db.Seats.Where(s => s.Until == null).Join(db.StaffMembers, s => s.StaffMemberId, m => m.StaffMemberId, (_, m) => m.Name)
            .ToListAsync(TestContext.Current.CancellationToken));
        Assert.Single(_portal.Log(Operation.SessionEnded));
    }

    private async Task<string> CodeForAsync(string name)
    {
        await using var db = _portal.Db();
        var person = await db.StaffMembers.SingleAsync(s => s.Name == name);
        var code = await _portal.Factory.Services.GetRequiredService<OneTimeCodes>().MakeAsync(db, person.StaffMemberId, person.StaffNumber, _portal.Time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync();
        return code;
    }

    private static Task<HttpResponseMessage> EnterAsync(HttpClient browser) =>
        PortalHost.PostAsync(browser, "/sign-in", new() { ["id"] = "madoguchi-a", ["password"] = DemoStaff.Password });

    private async Task<HttpResponseMessage> SitAsync(HttpClient browser, string name, string pin) =>
        await PortalHost.PostAsync(browser, "/sign-in/seat", new() { ["member"] = await IdOfAsync(name), ["pin"] = pin }, from: "/sign-in");

    private async Task<string> IdOfAsync(string name)
    {
        await using var db = _portal.Db();
        return (await db.StaffMembers.SingleAsync(s => s.Name == name)).StaffMemberId.ToString();
    }

    private static (string, string) Names(OperationLogEntry entry) => (entry.AccountId, entry.StaffName);
}
