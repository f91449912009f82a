using System.Globalization;
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

/// <summary>本人の再確認, by the page a browser sees.</summary>
public sealed class StepUpTests : IDisposable
{
    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task WhoIsNotSignedIn_IsLedToTheSignIn()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var answer = await PortalHost.GetAsync(browser, "/own/again");

        Assert.StartsWith("https://localhost/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRightPassword_IsNotedOnTheSession_AndLeadsBack()
    {
        using var browser = await _portal.SignedInAsync("ito");
        Assert.Null(await ProvedAtAsync());
        _portal.Time.Advance(TimeSpan.FromMinutes(7));

        using var answer = await ProveAsync(browser, DemoStaff.Password, "/ledger/my-number");

        Assert.Equal("/ledger/my-number", answer.Headers.Location!.ToString());
        Assert.Equal(A.Now.AddMinutes(7), await ProvedAtAsync());
        var row = Assert.Single(_portal.Log(Operation.ProvedAgain));
        Assert.Equal(("ito", "伊藤 健", OperationResult.Done, "パスワード"), (row.AccountId, row.StaffName, row.Result, row.Detail));
    }

    [Fact]
    public async Task AWrongPassword_ProvesNothing_AndIsARowOfTheLog()
    {
        using var browser = await _portal.SignedInAsync("ito");

        using var answer = await ProveAsync(browser, "umi-no-hotori-de-1923", "/ledger");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("確認できません", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Null(await ProvedAtAsync());
        var row = Assert.Single(_portal.Log(Operation.ProvedAgain));
        Assert.Equal(("ito", OperationResult.Failed, "パスワード 不一致"), (row.AccountId, row.Result, row.Detail));
        Assert.NotNull(row.SessionId);
        Assert.Empty(_portal.Log(Operation.SignInFailed));
    }

    [Fact]
    public async Task TenFailures_LockAsAtTheSignIn()
    {
        using var browser = await _portal.SignedInAsync("ito");
        for (var failure = 0; failure < CredentialLock.MaxFailures; failure++)
        {
            using var wrong = await ProveAsync(browser, "umi-no-hotori-de-1923", "/");
        }

        using var locked = await ProveAsync(browser, DemoStaff.Password, "/");
        using var another = _portal.BrowserAtTerminal();
        using var signIn = await PortalHost.PostAsync(another, "/sign-in", new() { ["id"] = "ito", ["password"] = DemoStaff.Password });

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], [locked.StatusCode, signIn.StatusCode]);
        Assert.Null(await ProvedAtAsync());
        Assert.Equal("パスワード ロック中", _portal.Log(Operation.ProvedAgain)[^1].Detail);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/sign-out")]
    public async Task TheWayBack_NeverLeavesThePortal(string asked)
    {
        using var browser = await _portal.SignedInAsync("ito");
        using var page = await PortalHost.GetAsync(browser, $"/own/again?back={Uri.EscapeDataString(asked)}");

        using var answer = await ProveAsync(browser, DemoStaff.Password, asked);

        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.DoesNotContain("evil", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTheFormsToken_NothingIsTried()
    {
        using var browser = await _portal.SignedInAsync("ito");
        using var form = new FormUrlEncodedContent([new("secret", DemoStaff.Password)]);

        using var answer = await browser.PostAsync(new Uri("/own/again", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_portal.Log(Operation.ProvedAgain));
    }

    [Fact]
    public async Task WhoHasASecondFactor_ProvesItWithThat_AndThePasswordIsNotEnough()
    {
        using var browser = await _portal.SignedInAsync("ito");
        var secret = await RegisterCodesAsync();

        using var password = await ProveAsync(browser, DemoStaff.Password, "/");
        _portal.Time.Advance(TimeSpan.FromSeconds(30));
        using var code = await ProveAsync(browser, Code(secret), "/");
        using var used = await ProveAsync(browser, Code(secret), "/");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.OK], [password.StatusCode, code.StatusCode, used.StatusCode]);
        Assert.Equal(
            [(OperationResult.Failed, "確認コード 不一致"), (OperationResult.Done, "確認コード"), (OperationResult.Failed, "確認コード 不一致")],
            _portal.Log(Operation.ProvedAgain).Select(e => (e.Result, e.Detail!)));
    }

    [Fact]
    public async Task AtASharedId_ThePinOfWhoeverSitsThereCounts_AndAHandOverEndsIt()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var entered = await PortalHost.PostAsync(browser, "/sign-in", new() { ["id"] = "madoguchi-a", ["password"] = DemoStaff.Password });
        using var seated = await PortalHost.PostAsync(browser, "/sign-in/seat", new() { ["member"] = await IdOfAsync("高橋 恵"), ["pin"] = DemoStaff.Pin }, from: "/sign-in");

        using var password = await ProveAsync(browser, DemoStaff.Password, "/");
        using var pin = await ProveAsync(browser, DemoStaff.Pin, "/");
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Redirect], [password.StatusCode, pin.StatusCode]);
        Assert.Equal(A.Now, await ProvedAtAsync());
        Assert.Equal("高橋 恵", _portal.Log(Operation.ProvedAgain)[^1].StaffName);

        using var handed = await PortalHost.PostAsync(browser, "/own/seat", new() { ["member"] = await IdOfAsync("渡辺 由美"), ["pin"] = DemoStaff.Pin, ["back"] = "/ledger" });

        Assert.Equal(HttpStatusCode.Redirect, handed.StatusCode);
        Assert.Null(await ProvedAtAsync());
    }

    [Fact]
    public async Task TooManyAttemptsFromOneAddress_AreAnsweredWithoutTrying()
    {
        using var strict = new PortalHost(configure: host => host.UseSetting("SignIn:AttemptsPerMinute", "3"));
        using var browser = await strict.SignedInAsync("ito");
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var answer = await ProveAsync(browser, "umi-no-hotori-de-1923", "/");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(2, strict.Log(Operation.ProvedAgain).Count);
    }

    private static Task<HttpResponseMessage> ProveAsync(HttpClient browser, string secret, string back) =>
        PortalHost.PostAsync(browser, "/own/again", new() { ["secret"] = secret, ["back"] = back });

    private async Task<DateTime?> ProvedAtAsync()
    {
        await using var db = _portal.Db();
        return await db.Sessions.OrderByDescending(s => s.OpenedAt).Select(s => s.ProvedAgainAt).FirstAsync();
    }

    private async Task<string> IdOfAsync(string name)
    {
        await using var db = _portal.Db();
        return (await db.StaffMembers.SingleAsync(s => s.Name == name)).StaffMemberId.ToString();
    }

    /// <summary>A code generator for 伊藤, whose secret is given back.</summary>
    private async Task<byte[]> RegisterCodesAsync()
    {
        await using var db = _portal.Db();
        var account = await db.Accounts.SingleAsync(a => a.AccountId == "ito");
        var factors = _portal.Factory.Services.GetRequiredService<SecondFactorDesk>();
        var secret = CodeGenerator.FromBase32(await factors.OfferCodesAsync(account.AccountKey));
        await factors.ConfirmCodesAsync(A.Staff("ito", "伊藤 健", Role.Editor), account.AccountKey, Code(secret));
        return secret;
    }

    private string Code(byte[] secret) => CodeGenerator.Code(secret, _portal.Time.GetUtcNow().ToUnixTimeSeconds() / 30).ToString("D6", CultureInfo.InvariantCulture);
}
