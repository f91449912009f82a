using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Demo;
using Portal.Domain;
using Portal.Features.Ledger;
using Portal.Tests.Leaks;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>The portal as it starts outside Development, where nobody has an ID yet.</summary>
public sealed class StartTests : IDisposable
{
    private readonly PortalHost _portal = new("Production");

    public void Dispose() => _portal.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData("/"), InlineData("/ledger"), InlineData("/accounts"), InlineData("/no-such-page")]
    public async Task EveryPage_IsClosed_AndLeadsToTheSignIn(string path)
    {
        using var browser = _portal.Browser();

        using var answer = await PortalHost.GetAsync(browser, path);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith($"https://localhost/sign-in?back={Uri.EscapeDataString(path)}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSignIn_OffersNoDemo_AndNobodyIsThere()
    {
        using var browser = _portal.Browser();

        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Token);
        using var demo = await browser.PostAsync(new Uri("/development/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("account", "takahashi")]), Token);

        Assert.DoesNotContain("takahashi", page, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, demo.StatusCode);
        Assert.False(demo.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.Contains("Session", StringComparison.Ordinal)));
        await using var db = _portal.Db();
        Assert.False(await db.Accounts.AnyAsync(Token));
    }

    [Fact]
    public async Task ADatabaseWithTheDemosIds_IsRefused()
    {
        using var development = new PortalHost();
        development.Browser().Dispose();
        using var production = new PortalHost("Production", host => host.UseSetting("ConnectionStrings:Portal", $"Data Source={Path.Combine(development.Folder, "ledger.db")}"));

        var refused = await Assert.ThrowsAsync<RuleException>(() =>
            DemoStaff.RefuseAsync(development.Factory.Services.GetRequiredService<IDbContextFactory<PortalDb>>()));

        Assert.Contains("デモの利用者ID", refused.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<InvalidOperationException>(production.Browser);
    }

    [Fact]
    public async Task InClear_NobodyIsAnswered_AndTheCureIsSaid()
    {
        using var client = _portal.Factory.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("http://localhost") });

        using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), Token);
        var health = await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("https でだけ開けます", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("ok", health);
    }

    [Theory, InlineData("/health/live"), InlineData("/health/ready")]
    public async Task Health_AnswersWithoutSignIn_AndWithoutDetails(string path)
    {
        using var client = _portal.Browser();

        Assert.Equal("ok", await client.GetStringAsync(new Uri(path, UriKind.Relative), Token));
    }

    [Fact]
    public async Task ALedgerReplacedUnderARunningPortal_IsNotReady()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there the kernel says so.");
        using var client = _portal.Browser();
        await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Token);
        var ledger = Path.Combine(_portal.Folder, "ledger.db");
        File.Copy(ledger, ledger + ".other");
        File.Move(ledger + ".other", ledger, overwrite: true);
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task AReadyNode_HasItsSearchPrepared()
    {
        using var log = new CapturedLog();
        using var portal = new PortalHost(configure: host => host.ConfigureLogging(logging => logging.AddProvider(log)));
        using var client = portal.Browser();

        await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Token);

        Assert.DoesNotContain(log.Lines, line => line.Contains(nameof(SearchWarmUp), StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheKeyRing_IsReadableToItsOwnerOnly()
    {
        using var client = _portal.Browser();
        await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), Token);

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(_portal.Folder, "keys"))
            == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }
}
