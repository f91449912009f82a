using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Terminals;
using Portal.Tests.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.Terminals;

/// <summary>The page at the terminal, over a real pipeline: routing, antiforgery, cookies.</summary>
public sealed partial class TerminalRegistrationTests : IAsyncLifetime
{
    private readonly SharedIdFixture _at = new(Engine.Sqlite);
    private readonly Dictionary<string, string> _cookies = [];
    private WebApplication _app = null!;
    private IPAddress _address = IPAddress.Parse("10.20.3.17");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<IDbContextFactory<PortalDb>>(_at.Db);
        builder.Services.AddSingleton<TimeProvider>(_at.Time);
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = _address;
            return next(context);
        });
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.UseAntiforgery();
        _app.MapTerminalRegistration();
        _app.MapGet("/where", async (HttpContext context, IDbContextFactory<PortalDb> dbFactory) =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(context.RequestAborted);
            return (await TerminalFinder.FindAsync(db, context, context.RequestAborted))?.Name ?? "nowhere";
        });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _at.Dispose();
    }

    [Fact]
    public async Task ThePage_IsPlainHtmlInJapanese_AndNeedsNoScript()
    {
        var html = await (await SendAsync(HttpMethod.Get, "/terminal")).Content.ReadAsStringAsync(SharedIdFixture.Stop);

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ja\">", html, StringComparison.Ordinal);
        Assert.Contains("<label id=\"code-label\" for=\"code\">登録コード</label>", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("href=\"/portal.css\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
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
        var entry = Assert.Single(await _at.LogAsync(Operation.TerminalRegistered));
        Assert.Equal(("terminal", "端末登録", "窓口2", OperationResult.Done), (entry.AccountId, entry.StaffName, entry.Terminal, entry.Result));
    }

    [Fact]
    public async Task AWrongAUsedAndAnExpiredCode_AreRefusedAndLogged()
    {
        var code = await NewCodeAsync();
        var wrong = await RegisterAsync("ABCD-EFGH-JKMN");
        await RegisterAsync(code);
        _cookies.Remove(TerminalCookie.Name);
        var used = await RegisterAsync(code);
        var late = await NewCodeAsync();
        _at.Time.Advance(TimeSpan.FromHours(24));
        var expired = await RegisterAsync(late);

        Assert.All([wrong, used, expired], answer =>
        {
            Assert.Equal((HttpStatusCode.BadRequest, null), (answer.Status, answer.Cookie));
            Assert.Contains("登録コードが違うか", answer.Html, StringComparison.Ordinal);
        });
        var log = await _at.LogAsync(Operation.TerminalRegistered);
        Assert.Equal(3, log.Count(e => e.Result == OperationResult.Failed));
        Assert.All(log, e => Assert.DoesNotContain(late[..4], e.Detail!, StringComparison.Ordinal));
        Assert.Equal("nowhere", await WhereAsync());
    }

    [Fact]
    public async Task FromOutsideTheRange_TheCodeIsRefused_WhateverAHeaderSays()
    {
        var code = await NewCodeAsync();
        _address = IPAddress.Parse("192.0.2.1");

        var answer = await RegisterAsync(code, ("X-Forwarded-For", "10.20.3.17"), ("Forwarded", "for=10.20.3.17"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("192.0.2.1", answer.Html, StringComparison.Ordinal);
        Assert.Equal(TerminalState.Waiting, (await _at.TerminalNowAsync(_at.Terminal.TerminalId)).State);
    }

    [Fact]
    public async Task TheCookie_CarriedOutOfTheRange_IsWorthless_WhateverAHeaderSays()
    {
        await RegisterAsync(await NewCodeAsync());
        _address = IPAddress.Parse("192.0.2.1");

        Assert.Equal("nowhere", await WhereAsync(("X-Forwarded-For", "10.20.3.17"), ("X-Real-IP", "10.20.3.17")));
        _address = IPAddress.Parse("::ffff:10.20.3.99");
        Assert.Equal("窓口2", await WhereAsync());
    }

    [Fact]
    public async Task ALostTerminalsCookie_IsWorthless()
    {
        await RegisterAsync(await NewCodeAsync());
        Assert.Equal("窓口2", await WhereAsync());

        await _at.Terminals.LoseAsync(AnAccount.Administrator, _at.Terminal.TerminalId, (await _at.TerminalNowAsync(_at.Terminal.TerminalId)).Version, "置き忘れた");

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
        var parts = _cookies[TerminalCookie.Name].Split('.');

        _cookies[TerminalCookie.Name] = forged.Replace("{0}", parts[0], StringComparison.Ordinal).Replace("{1}", parts[1], StringComparison.Ordinal);

        Assert.Equal("nowhere", await WhereAsync());
    }

    [Fact]
    public async Task AFormOfAnotherSite_RegistersNothing()
    {
        var code = await NewCodeAsync();

        var answer = await SendAsync(HttpMethod.Post, "/terminal", new FormUrlEncodedContent([new("code", code)]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(TerminalState.Waiting, (await _at.TerminalNowAsync(_at.Terminal.TerminalId)).State);
    }

    private async Task<string> NewCodeAsync()
    {
        var terminal = await _at.TerminalNowAsync(_at.Terminal.TerminalId);
        await _at.Terminals.ChangeAsync(AnAccount.Administrator, terminal.TerminalId, terminal.Version, new()
        {
            Name = terminal.Name,
            Place = terminal.Place,
            OwnerId = terminal.OwnerId,
            IsLgwan = true,
            AddressRanges = "10.20.3.0/24",
        });
        return (await _at.Terminals.NewCodeAsync(AnAccount.Administrator, terminal.TerminalId, (await _at.TerminalNowAsync(terminal.TerminalId)).Version)).Code;
    }

    private async Task<(HttpStatusCode Status, string Html, string? Cookie)> RegisterAsync(string code, params (string Name, string Value)[] headers)
    {
        var page = await (await SendAsync(HttpMethod.Get, "/terminal")).Content.ReadAsStringAsync(SharedIdFixture.Stop);
        var token = AntiforgeryField().Match(page).Groups[1].Value;
        var answer = await SendAsync(HttpMethod.Post, "/terminal", new FormUrlEncodedContent([new("code", code), new("__RequestVerificationToken", token)]), headers);
        var cookie = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.FirstOrDefault(c => c.StartsWith(TerminalCookie.Name, StringComparison.Ordinal)) : null;
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(SharedIdFixture.Stop)), cookie);
    }

    private async Task<string> WhereAsync(params (string Name, string Value)[] headers) =>
        await (await SendAsync(HttpMethod.Get, "/where", null, headers)).Content.ReadAsStringAsync(SharedIdFixture.Stop);

    /// <summary>As a browser sends it, with the cookies of the answers before.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var client = _app.GetTestServer().CreateClient();
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var answer = await client.SendAsync(request, SharedIdFixture.Stop);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var pair = set.Split(';')[0].Split('=', 2);
            _cookies[pair[0]] = pair[1];
        }

        return answer;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryField();
}
