using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Demo;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Accounts.SignIn;

/// <summary>How long a sign-in lasts, and what ends it.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task WithoutAnybodyAtWork_ItLastsFifteenMinutes_HoweverOftenATabAsks()
    {
        using var browser = await _portal.SignedInAsync("takahashi");
        for (var minute = 0; minute < 14; minute++)
        {
            _portal.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await LeftAsync(browser) > 0);
        }

        _portal.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(10, await LeftAsync(browser));
        _portal.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(0, await LeftAsync(browser));
        using var refused = await PortalHost.GetAsync(browser, "/ledger");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Fact]
    public async Task Work_KeepsItAlive_ButNotBeyondTwelveHours()
    {
        using var browser = await _portal.SignedInAsync("takahashi");
        for (var at = TimeSpan.Zero; at < TimeSpan.FromHours(12) - TimeSpan.FromMinutes(10); at += TimeSpan.FromMinutes(10))
        {
            using var alive = await browser.PostAsync(new Uri("/session/alive", UriKind.Relative), null, TestContext.Current.CancellationToken);
            _portal.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(HttpStatusCode.OK, (await PortalHost.GetAsync(browser, "/ledger")).StatusCode);
        _portal.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.GetAsync(browser, "/ledger")).StatusCode);
    }

    [Theory]
    [InlineData(nameof(SessionEnd.SignedOut))]
    [InlineData(nameof(SessionEnd.AccountEnded))]
    [InlineData(nameof(SessionEnd.TerminalEnded))]
    [InlineData(nameof(SessionEnd.EndedByAdministrator))]
    public async Task ACookieOfAnEndedSignIn_IsWorthNothing(string how)
    {
        using var browser = await _portal.SignedInAsync("takahashi");
        await EndAsync(browser, Enum.Parse<SessionEnd>(how));

        for (var replay = 0; replay < 15; replay++)
        {
            using var answer = await PortalHost.GetAsync(browser, replay % 2 == 0 ? "/ledger" : "/own");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    [Fact]
    public async Task AnotherBrowserWithTheCookie_IsNotAtTheTerminal()
    {
        using var browser = _portal.BrowserAtTerminal();
        using var answer = await PortalHost.PostAsync(browser, "/sign-in", new() { ["id"] = "takahashi", ["password"] = DemoStaff.Password });
        var stolen = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-Portal.Session=", StringComparison.Ordinal)).Split(';')[0];
        using var thief = _portal.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ledger");
        request.Headers.Add("Cookie", stolen);

        using var refused = await thief.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Fact]
    public async Task AwayFromARegisteredTerminal_NoLedgerOpens_WhateverAHeaderSays()
    {
        using var browser = _portal.Browser();
        using var signedIn = await PortalHost.PostAsync(browser, "/sign-in", new() { ["id"] = "takahashi", ["password"] = DemoStaff.Password });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ledger");
        request.Headers.Add("X-Forwarded-For", "127.0.0.1");
        request.Headers.Add("X-ARR-ClientCert", "MIIB");

        using var ledger = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Forbidden), (signedIn.StatusCode, ledger.StatusCode));
        Assert.Single(_portal.Log(Operation.AccessDenied));
    }

    [Fact]
    public async Task WhatRanOut_IsWrittenDownAsOfThatMoment_WithItsPerson()
    {
        using var browser = await _portal.SignedInAsync("takahashi");
        var opened = _portal.Time.GetUtcNow().UtcDateTime;
        _portal.Time.Advance(TimeSpan.FromHours(2));

        await WaitForAsync(() => _portal.Log(Operation.SessionEnded).Count > 0);

        await using var db = _portal.Db();
        var session = await db.Sessions.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((opened.AddMinutes(15), SessionEnd.Idle), (session.EndedAt!.Value, session.EndReason!.Value));
        Assert.Equal("takahashi", _portal.Log(Operation.SessionEnded).Single().AccountId);
    }

    private async Task EndAsync(HttpClient browser, SessionEnd how)
    {
        if (how == SessionEnd.SignedOut)
        {
            using var answer = await browser.PostAsync(new Uri("/sign-out", UriKind.Relative), null, TestContext.Current.CancellationToken);
            return;
        }

        await using var db = _portal.Db();
        switch (how)
        {
            case SessionEnd.AccountEnded:
                (await db.Accounts.SingleAsync(a => a.AccountId == "takahashi")).Suspend(AnAccount.Administrator, "調査のため", A.Now);
                break;
            case SessionEnd.TerminalEnded:
                (await db.Terminals.SingleAsync(t => t.Name == DemoStaff.TerminalName)).Lose("置き忘れのため", A.Now);
                break;
            default:
                await db.EndSessionsAsync(db.Sessions, how, A.Now);
                break;
        }

        await db.SaveChangesAsync();
    }

    private static async Task<int> LeftAsync(HttpClient browser)
    {
        var state = await browser.GetStringAsync(new Uri("/session/state", UriKind.Relative), TestContext.Current.CancellationToken);
        return JsonDocument.Parse(state).RootElement.GetProperty("left").GetInt32();
    }

    /// <summary>The watch looks about by the wall clock.</summary>
    private static async Task WaitForAsync(Func<bool> happened)
    {
        for (var tries = 0; tries < 600 && !happened(); tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
