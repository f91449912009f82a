using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Demo;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Accounts.SignIn;

/// <summary>本人の再確認 with a passkey: a question, the answer of a passkey, and what else could be answered.</summary>
public sealed class StepUpByPasskeyTests : IDisposable
{
    private const string Path = "/own/again/passkey";

    private readonly PortalHost _portal = new();
    private readonly SoftPasskey _passkey = new();

    public void Dispose()
    {
        _passkey.Dispose();
        _portal.Dispose();
    }

    [Fact]
    public async Task ItsAnswer_IsNotedOnTheSession_AndLeadsBack()
    {
        using var browser = await SignedInWithPasskeyAsync();
        _portal.Time.Advance(TimeSpan.FromMinutes(3));

        using var answer = await AnswerAsync(browser, _passkey.Answer(await AskAsync(browser)), "/ledger/my-number");

        Assert.Equal("/ledger/my-number", answer.Headers.Location?.ToString());
        Assert.Equal(A.Now.AddMinutes(3), await ProvedAtAsync());
        var row = Assert.Single(_portal.Log(Operation.ProvedAgain));
        Assert.Equal(("ito", "伊藤 健", OperationResult.Done, "パスキー"), (row.AccountId, row.StaffName, row.Result, row.Detail));
    }

    [Fact]
    public async Task WhoHasOne_IsAskedForIt_AndThePasswordIsNotEnough()
    {
        using var browser = await SignedInWithPasskeyAsync();

        var page = WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri("/own/again", UriKind.Relative), TestContext.Current.CancellationToken));
        using var password = await PortalHost.PostAsync(browser, "/own/again", new() { ["secret"] = DemoStaff.Password });

        Assert.Contains("パスキーで確認する", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"secret\"", page, StringComparison.Ordinal);
        await AssertRefusedAsync(password);
    }

    [Fact]
    public async Task SomebodyElsesPasskey_IsNone()
    {
        using var colleague = await _portal.SignedInAsync("takahashi");
        using var theirs = new SoftPasskey();
        await theirs.RegisterAsync(colleague, OwnEndpoints.AccountSubject, DemoStaff.Password);
        using var browser = await SignedInWithPasskeyAsync();

        using var answer = await AnswerAsync(browser, theirs.Answer(await AskAsync(browser)));

        await AssertRefusedAsync(answer, "パスキー 不一致");
    }

    [Fact]
    public async Task APasskeyThatWasOnlyTouched_ProvesNobody()
    {
        using var browser = await SignedInWithPasskeyAsync();
        _passkey.VerifiesItsHolder = false;

        using var answer = await AnswerAsync(browser, _passkey.Answer(await AskAsync(browser)));

        await AssertRefusedAsync(answer, "パスキー 不一致");
    }

    [Fact]
    public async Task AnAnswerToAQuestionOfTheSignIn_ProvesNothingHere()
    {
        using var browser = await SignedInWithPasskeyAsync();
        using var entered = await PortalHost.PostAsync(browser, "/sign-in", new() { ["id"] = "ito", ["password"] = DemoStaff.Password });
        Assert.Equal(SignInEndpoints.Second, entered.Headers.Location?.ToString());

        using var answer = await AnswerAsync(browser, _passkey.Answer(await AskAsync(browser, SignInEndpoints.SecondPasskey, SignInEndpoints.Second)));

        await AssertRefusedAsync(answer, "パスキー 手順の期限切れ");
    }

    [Fact]
    public async Task AnAnswerAfterFiveMinutes_IsTooLate()
    {
        using var browser = await SignedInWithPasskeyAsync();
        var options = await AskAsync(browser);
        _portal.Time.Advance(PasskeyCeremonies.Lifetime);

        using var answer = await AnswerAsync(browser, _passkey.Answer(options));

        await AssertRefusedAsync(answer, "パスキー 手順の期限切れ");
    }

    [Fact]
    public async Task TheSameAnswerTwice_CountsOnce_AlsoFromABrowserThatKeptItsCookie()
    {
        using var browser = await SignedInWithPasskeyAsync();
        using var asked = await PortalHost.PostAsync(browser, $"{Path}/options", [], from: "/own/again");
        var given = _passkey.Answer(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var first = await AnswerAsync(browser, given);

        browser.DefaultRequestHeaders.Add("Cookie", asked.Headers.GetValues("Set-Cookie").Single(c => c.Contains("Passkey", StringComparison.Ordinal)).Split(';')[0]);
        using var second = await AnswerAsync(browser, given);

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.OK], [first.StatusCode, second.StatusCode]);
        Assert.Equal(["パスキー", "パスキー 手順の期限切れ"], _portal.Log(Operation.ProvedAgain).Select(e => e.Detail));
    }

    [Fact]
    public async Task AtASharedId_ThePasskeyOfWhoeverSitsThereCounts()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await PortalHost.PostAsync(browser, "/sign-in", new() { ["id"] = "madoguchi-a", ["password"] = DemoStaff.Password });
        using var seated = await PortalHost.PostAsync(browser, "/sign-in/seat", new() { ["member"] = await IdOfAsync("高橋 恵"), ["pin"] = DemoStaff.Pin }, from: "/sign-in");
        await _passkey.RegisterAsync(browser, OwnEndpoints.SeatSubject, DemoStaff.Pin);

        using var answer = await AnswerAsync(browser, _passkey.Answer(await AskAsync(browser)));

        Assert.Equal("/ledger", answer.Headers.Location?.ToString());
        Assert.Equal(A.Now, await ProvedAtAsync());
        Assert.Equal(("高橋 恵", "パスキー"), (_portal.Log(Operation.ProvedAgain)[^1].StaffName, _portal.Log(Operation.ProvedAgain)[^1].Detail));

        using var handed = await PortalHost.PostAsync(browser, "/own/seat", new() { ["member"] = await IdOfAsync("渡辺 由美"), ["pin"] = DemoStaff.Pin, ["back"] = "/ledger" });
        using var next = await PortalHost.PostAsync(browser, $"{Path}/options", [], from: "/own/again");
        var asked = await next.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var theirs = await AnswerAsync(browser, _passkey.Answer(asked));

        await AssertRefusedAsync(theirs, "パスキー 不一致");
    }

    /// <summary>伊藤, who has registered the passkey.</summary>
    private async Task<HttpClient> SignedInWithPasskeyAsync()
    {
        var browser = await _portal.SignedInAsync("ito");
        await _passkey.RegisterAsync(browser, OwnEndpoints.AccountSubject, DemoStaff.Password);
        return browser;
    }

    private static async Task<string> AskAsync(HttpClient browser, string path = Path, string from = "/own/again")
    {
        using var options = await PortalHost.PostAsync(browser, $"{path}/options", [], from);
        return await options.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> AnswerAsync(HttpClient browser, string credential, string back = "/ledger") =>
        PortalHost.PostAsync(browser, Path, new() { ["credential"] = credential, ["back"] = back }, from: "/own/again");

    /// <summary>The page again, no proof, and the reason in the log.</summary>
    private async Task AssertRefusedAsync(HttpResponseMessage answer, string? detail = null)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("確認できません", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Null(await ProvedAtAsync());
        if (detail is not null)
        {
            var row = _portal.Log(Operation.ProvedAgain)[^1];
            Assert.Equal((OperationResult.Failed, detail), (row.Result, row.Detail));
        }
    }

    private async Task<DateTime?> ProvedAtAsync()
    {
        await using var db = _portal.Db();
        return await db.Sessions.Where(s => s.EndedAt == null).OrderByDescending(s => s.OpenedAt).ThenByDescending(s => s.SessionId).Select(s => s.ProvedAgainAt).FirstAsync();
    }

    private async Task<string> IdOfAsync(string name)
    {
        await using var db = _portal.Db();
        return (await db.StaffMembers.SingleAsync(s => s.Name == name)).StaffMemberId.ToString();
    }
}
