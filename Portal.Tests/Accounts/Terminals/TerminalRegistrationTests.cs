using System.Net;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Terminals;
using Portal.Tests.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.Terminals;

/// <summary>The page at the terminal.</summary>
public sealed class TerminalRegistrationTests : TerminalBrowser
{
    [Fact]
    public async Task ThePage_IsPlainHtmlInJapanese_AndNeedsNoScript()
    {
        var html = await (await SendAsync(HttpMethod.Get, "/terminal")).Content.ReadAsStringAsync(SharedIdFixture.Stop);

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ja\">", html, StringComparison.Ordinal);
        Assert.Contains("<label id=\"code-label\" for=\"code\">登録コード</label>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("href=\"/portal.css\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCode_RegistersThisBrowser_AndItIsKnownFromThenOn()
    {
        var code = await NewCodeAsync();

        var (status, html, cookie) = await RegisterAsync(code);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("この端末は「窓口2」として登録されました", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in\"", html, StringComparison.Ordinal);
        Assert.Matches("^__Host-Portal\\.Terminal=[0-9a-f]{32}\\.[A-Za-z0-9_-]{43}; max-age=34560000; path=/; secure; samesite=strict; httponly$", cookie);
        Assert.Equal("窓口2", await WhereAsync());
        Assert.Contains("「窓口2」として登録されています", WebUtility.HtmlDecode(await (await SendAsync(HttpMethod.Get, "/terminal")).Content.ReadAsStringAsync(SharedIdFixture.Stop)), StringComparison.Ordinal);
        var entry = Assert.Single(await At.LogAsync(Operation.TerminalRegistered));
        Assert.Equal(("terminal", "端末登録", "窓口2", OperationResult.Done), (entry.AccountId, entry.StaffName, entry.Terminal, entry.Result));
    }

    [Fact]
    public async Task AWrongAUsedAndAnExpiredCode_AreRefusedAndLogged()
    {
        var code = await NewCodeAsync();
        var wrong = await RegisterAsync("ABCD-EFGH-JKMN");
        await RegisterAsync(code);
        Cookies.Remove(TerminalCookie.Name);
        var used = await RegisterAsync(code);
        var late = await NewCodeAsync();
        At.Time.Advance(TimeSpan.FromHours(24));
        var expired = await RegisterAsync(late);

        Assert.All([wrong, used, expired], answer =>
        {
            Assert.Equal((HttpStatusCode.BadRequest, null), (answer.Status, answer.Cookie));
            Assert.Contains("登録コードが違うか", answer.Html, StringComparison.Ordinal);
        });
        var log = await At.LogAsync(Operation.TerminalRegistered);
        Assert.Equal(3, log.Count(e => e.Result == OperationResult.Failed));
        Assert.All(log, e => Assert.DoesNotContain(late[..4], e.Detail!, StringComparison.Ordinal));
        Assert.Equal("nowhere", await WhereAsync());
    }

    [Fact]
    public async Task FromOutsideTheRange_TheCodeIsRefused_WhateverAHeaderSays()
    {
        var code = await NewCodeAsync();
        From = IPAddress.Parse("192.0.2.1");

        var answer = await RegisterAsync(code, ("X-Forwarded-For", "10.20.3.17"), ("Forwarded", "for=10.20.3.17"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("192.0.2.1", answer.Html, StringComparison.Ordinal);
        Assert.Equal(TerminalState.Waiting, (await At.TerminalNowAsync(At.Terminal.TerminalId)).State);
    }

    [Fact]
    public async Task TheCookie_CarriedOutOfTheRange_IsWorthless_WhateverAHeaderSays()
    {
        await RegisterAsync(await NewCodeAsync());
        From = IPAddress.Parse("192.0.2.1");

        Assert.Equal("nowhere", await WhereAsync(("X-Forwarded-For", "10.20.3.17"), ("X-Real-IP", "10.20.3.17")));
        From = IPAddress.Parse("::ffff:10.20.3.99");
        Assert.Equal("窓口2", await WhereAsync());
    }

    [Fact]
    public async Task ALostTerminalsCookie_IsWorthless()
    {
        await RegisterAsync(await NewCodeAsync());
        Assert.Equal("窓口2", await WhereAsync());

        await At.Terminals.LoseAsync(AnAccount.Administrator, At.Terminal.TerminalId, (await At.TerminalNowAsync(At.Terminal.TerminalId)).Version, "置き忘れた");

        Assert.Equal("nowhere", await WhereAsync());
    }

    [Theory]
    [InlineData("{0}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("{0}.")]
    [InlineData("{0}")]
    [InlineData("00000000000000000000000000000000.{1}")]
    [InlineData("{0}.{1}.{1}")]
    [InlineData("..")]
    [InlineData("")]
    public async Task AForgedCookie_IsNobodysTerminal(string forged)
    {
        await RegisterAsync(await NewCodeAsync());
        var parts = Cookies[TerminalCookie.Name].Split('.');

        Cookies[TerminalCookie.Name] = forged.Replace("{0}", parts[0], StringComparison.Ordinal).Replace("{1}", parts[1], StringComparison.Ordinal);

        Assert.Equal("nowhere", await WhereAsync());
    }

    [Fact]
    public async Task AFormOfAnotherSite_RegistersNothing()
    {
        var code = await NewCodeAsync();

        var answer = await SendAsync(HttpMethod.Post, "/terminal", new FormUrlEncodedContent([new("code", code)]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(TerminalState.Waiting, (await At.TerminalNowAsync(At.Terminal.TerminalId)).State);
    }
}
