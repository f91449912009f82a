using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Demo;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Accounts.SignIn;

/// <summary>One-time codes, the maximum age, and what a new password must not be.</summary>
public sealed class PasswordChangeTests : IDisposable
{
    private const string New = "umi-no-hotori-de-1923";

    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task ACode_OpensNothingButTheChoiceOfAPassword_AndThenItIsWorthNothing()
    {
        var code = await CodeForAsync("sasaki");
        using var browser = _portal.BrowserAtTerminal();

        using var entered = await SignInAsync(browser, "sasaki", code);
        using var ledger = await PortalHost.GetAsync(browser, "/ledger");
        using var chosen = await ChooseAsync(browser, New);
        using var again = await SignInAsync(_portal.BrowserAtTerminal(), "sasaki", code);

        Assert.Equal("/sign-in/password", entered.Headers.Location!.ToString());
        Assert.Contains("/sign-in", ledger.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/", chosen.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PortalHost.GetAsync(browser, "/ledger")).StatusCode);
        Assert.Single(_portal.Log(Operation.PasswordChanged));
    }

    [Fact]
    public async Task ACode_IsWorthNothingAfterThreeDays()
    {
        var code = await CodeForAsync("sasaki");
        _portal.Time.Advance(OneTimeCodes.ValidFor + TimeSpan.FromMinutes(1));

        using var answer = await SignInAsync(_portal.BrowserAtTerminal(), "sasaki", code);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("short-14-chars")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("otaru-hokenjo-2026")]
    [InlineData("sasaki-sasaki-sasaki")]
    [InlineData(DemoStaff.Password)]
    public async Task AWeakOrUsedPassword_IsRefusedInWords_AndNothingChanges(string password)
    {
        await DueAsync("sasaki");
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await SignInAsync(browser, "sasaki", DemoStaff.Password);

        using var answer = await ChooseAsync(browser, password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("変更していません", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Empty(_portal.Log(Operation.PasswordChanged));
    }

    [Fact]
    public async Task TheLastTen_DoNotComeBack_TheEleventhDoes()
    {
        using var browser = await _portal.SignedInAsync("sasaki");
        var current = DemoStaff.Password;
        for (var change = 1; change <= PasswordPolicy.History + 1; change++)
        {
            var next = $"{New}-{change}";
            using var changed = await ChangeAsync(browser, current, next);
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
            current = next;
            _portal.Time.Advance(TimeSpan.FromMinutes(1));
        }

        using var tooSoon = await ChangeAsync(browser, current, $"{New}-2");
        using var longAgo = await ChangeAsync(browser, current, DemoStaff.Password);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Redirect], [tooSoon.StatusCode, longAgo.StatusCode]);
    }

    [Fact]
    public async Task APasswordOlderThanAYear_IsAskedForAnew_AndAnnouncedThirtyDaysBefore()
    {
        var policy = new PasswordPolicy();
        Assert.Null(policy.NoticeOf(A.Now, A.Now.AddDays(334)));
        Assert.Equal([30, 1, 0], new[] { 335, 364, 365 }.Select(days => policy.NoticeOf(A.Now, A.Now.AddDays(days))).OfType<int>());
        await ExtendAsync("sasaki");
        _portal.Time.Advance(TimeSpan.FromDays(366));

        using var answer = await SignInAsync(_portal.BrowserAtTerminal(), "sasaki", DemoStaff.Password);

        Assert.Equal("/sign-in/password", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task ANewPassword_EndsEveryOtherSignInOfTheId()
    {
        using var office = await _portal.SignedInAsync("sasaki");
        using var elsewhere = await _portal.SignedInAsync("sasaki");

        using var changed = await ChangeAsync(office, DemoStaff.Password, New);

        Assert.Equal(HttpStatusCode.OK, (await PortalHost.GetAsync(office, "/ledger")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.GetAsync(elsewhere, "/ledger")).StatusCode);
    }

    [Fact]
    public async Task ATicketOfAnEarlierPassword_LeadsNowhere()
    {
        await DueAsync("sasaki");
        using var first = _portal.BrowserAtTerminal();
        using var second = _portal.BrowserAtTerminal();
        using var _ = await SignInAsync(first, "sasaki", DemoStaff.Password);
        using var __ = await SignInAsync(second, "sasaki", DemoStaff.Password);
        using var chosen = await ChooseAsync(first, New);

        using var late = await PortalHost.PostAsync(second, "/sign-in/password", new() { ["password"] = $"{New}-x", ["again"] = $"{New}-x" }, from: "/sign-in");

        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.Single(_portal.Log(Operation.PasswordChanged));
    }

    private async Task<string> CodeForAsync(string id)
    {
        await using var db = _portal.Db();
        var account = await db.Accounts.SingleAsync(a => a.AccountId == id);
        var code = await _portal.Factory.Services.GetRequiredService<OneTimeCodes>().MakeAsync(db, account.AccountKey, id, _portal.Time.GetUtcNow().UtcDateTime);
        account.PasswordChangeDue = true;
        await db.SaveChangesAsync();
        return code;
    }

    private async Task DueAsync(string id)
    {
        await using var db = _portal.Db();
        (await db.Accounts.SingleAsync(a => a.AccountId == id)).PasswordChangeDue = true;
        await db.SaveChangesAsync();
    }

    private async Task ExtendAsync(string id)
    {
        await using var db = _portal.Db();
        await db.Accounts.Where(a => a.AccountId == id).ExecuteUpdateAsync(u => u.SetProperty(a => a.ValidUntil, AnAccount.Today.AddYears(3)));
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string id, string password) =>
        PortalHost.PostAsync(browser, "/sign-in", new() { ["id"] = id, ["password"] = password });

    private static Task<HttpResponseMessage> ChooseAsync(HttpClient browser, string password) =>
        PortalHost.PostAsync(browser, "/sign-in/password", new() { ["password"] = password, ["again"] = password });

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient browser, string current, string password) =>
        PortalHost.PostAsync(browser, "/own/password", new() { ["current"] = current, ["password"] = password, ["again"] = password });
}
