using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Demo;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Accounts.SignIn;

/// <summary>Signing in with a password, by the pages a browser sees.</summary>
public sealed class SignInTests : IDisposable
{
    private const string Other = "umi-no-hotori-de-1923";

    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task TheRightPassword_OpensASession_WithACookieOfThisHostAlone()
    {
        using var browser = _portal.BrowserAtTerminal();

        using var answer = await TryAsync(browser, "takahashi", DemoStaff.Password);

        Assert.Equal("/", answer.Headers.Location!.ToString());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-Portal.Session=", StringComparison.Ordinal));
        Assert.All(["secure", "httponly", "samesite=strict", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        var row = Assert.Single(_portal.Log(Operation.SignedIn));
        Assert.Equal(("takahashi", "高橋 恵", DemoStaff.TerminalName), (row.AccountId, row.StaffName, row.Terminal));
        // Nobody was signed in yet when the request came: the row names it all the same.
        Assert.NotEmpty(row.Trace!);
    }

    [Fact]
    public async Task AnUnknownId_AWrongPassword_AndAStoppedId_GetTheSameAnswer()
    {
        await EndAsync("sasaki", account => account.Suspend(AnAccount.Administrator, "調査のため", A.Now));
        using var browser = _portal.BrowserAtTerminal();

        var pages = new List<string>();
        foreach (var (id, password) in new[] { ("takahashi", Other), ("dareka", Other), ("sasaki", DemoStaff.Password) })
        {
            using var answer = await TryAsync(browser, id, password);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.Contains("Session", StringComparison.Ordinal)));
            pages.Add(Plain(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), id));
        }

        Assert.Single(pages.Distinct());
        Assert.Equal(3, _portal.Log(Operation.SignInFailed).Count);
    }

    [Fact]
    public async Task TenFailures_LockForThirtyMinutes_AlsoForTheRightPassword_AndTheAnswerStaysTheSame()
    {
        using var browser = _portal.BrowserAtTerminal();
        for (var failure = 1; failure <= CredentialLock.MaxFailures; failure++)
        {
            using var wrong = await TryAsync(browser, "takahashi", Other);
        }

        using var locked = await TryAsync(browser, "takahashi", DemoStaff.Password);
        _portal.Time.Advance(CredentialLock.LockedFor - TimeSpan.FromSeconds(1));
        using var stillLocked = await TryAsync(browser, "takahashi", DemoStaff.Password);
        _portal.Time.Advance(TimeSpan.FromSeconds(1));
        using var open = await TryAsync(browser, "takahashi", DemoStaff.Password);

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Redirect], new[] { locked, stillLocked, open }.Select(a => a.StatusCode));
        var why = _portal.Log(Operation.SignInFailed).GroupBy(e => e.Detail!).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(new() { ["不一致"] = 9, ["不一致・ロック"] = 1, ["ロック中"] = 2 }, why);
    }

    [Fact]
    public async Task GuessesAtTheSameMoment_AreAllCounted()
    {
        using var browser = _portal.BrowserAtTerminal();
        // The form's token is one for the whole browser: without a first page each of the twelve would bring another.
        (await PortalHost.GetAsync(browser, "/sign-in")).Dispose();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ => (await TryAsync(browser, "takahashi", Other)).Dispose()));

        using var answer = await TryAsync(browser, "takahashi", DemoStaff.Password);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/ledger?s=1", "/ledger?s=1")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/sign-out", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task TheWayBack_NeverLeavesThePortal(string asked, string gone)
    {
        using var browser = _portal.BrowserAtTerminal();

        using var answer = await PostAsync(browser, new() { ["id"] = "takahashi", ["password"] = DemoStaff.Password, ["back"] = asked });

        Assert.Equal(gone, answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task WhatIsTypedAsAnUnknownId_IsNotKept()
    {
        using var browser = _portal.BrowserAtTerminal();

        using var answer = await TryAsync(browser, DemoStaff.Password, "takahashi");

        var row = Assert.Single(_portal.Log(Operation.SignInFailed));
        Assert.Equal("-", row.AccountId);
        Assert.DoesNotContain(DemoStaff.Password, $"{row.Detail}{row.StaffName}{row.Purpose}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTheFormsToken_NothingIsTried()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var form = new FormUrlEncodedContent([new("id", "takahashi"), new("password", DemoStaff.Password)]);

        using var answer = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task ASignIn_GivesTheBrowserANewSession_AndEndsTheOneItHad()
    {
        using var browser = await _portal.SignedInAsync("takahashi");
        using var again = await TryAsync(browser, "sasaki", DemoStaff.Password);

        await using var db = _portal.Db();
        var sessions = await db.Sessions.OrderBy(s => s.OpenedAt).ThenBy(s => s.EndedAt == null).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([SessionEnd.Replaced, null], sessions.Select(s => s.EndReason));
    }

    [Fact]
    public async Task AFormOfAnotherTab_LeadsToAFreshPageThatSaysSo()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var late = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("id", "takahashi"), new("password", DemoStaff.Password)]) };
        late.Headers.Add("Sec-Fetch-Mode", "navigate");

        using var answer = await browser.SendAsync(late, TestContext.Current.CancellationToken);
        using var page = await PortalHost.GetAsync(browser, answer.Headers.Location!.ToString());

        Assert.Equal("/sign-in?late=true", answer.Headers.Location!.ToString());
        Assert.Contains("もう一度入力してください", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Empty(_portal.Log(Operation.SignedIn));
    }

    private async Task EndAsync(string id, Action<Account> act)
    {
        await using var db = _portal.Db();
        act(await db.Accounts.SingleAsync(a => a.AccountId == id));
        await db.SaveChangesAsync();
    }

    private static Task<HttpResponseMessage> TryAsync(HttpClient browser, string id, string password) => PostAsync(browser, new() { ["id"] = id, ["password"] = password });

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, Dictionary<string, string> fields) => PortalHost.PostAsync(browser, "/sign-in", fields);

    /// <summary>The page without what differs in any two: the token, and the ID that was typed.</summary>
    private static string Plain(string page, string id) => System.Text.RegularExpressions.Regex.Replace(page, "value=\"[^\"]*\"", "").Replace(id, "", StringComparison.Ordinal);
}
