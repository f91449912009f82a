using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Portal.Data;
using Portal.Demo;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Maintenance.Nodes;
using Portal.Features.Maintenance.Notices;
using Portal.Tests.Journeys;
using Xunit;

namespace Portal.Tests.Maintenance.Nodes;

/// <summary>Two portals, each a process of its own, on one ledger; the keys of their cookies in it.</summary>
[Collection(JourneyCollection.Name)]
public sealed class TwoNodesTests : IDisposable
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TakenOver = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-two-nodes-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LedgerFile => Path.Combine(_folder, "ledger.db");

    private PortalDbSetup.SqliteFactory Ledger => new($"Data Source={LedgerFile}", TestKeys.Chain());

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ACookieOfOne_IsTheOthersToo_UntilItEnds_AndWorkInTheBackgroundIsDoneOnce()
    {
        await PrepareAsync();
        var (one, other) = await StartAsync();
        using (one)
        using (other)
        {
            using var clerk = new NodeBrowser();
            using var viewer = new NodeBrowser();

            // The form of one, posted to the other: its protection is theirs in common as well.
            await clerk.SignInAsync(one.Address, other.Address, "takahashi", Token);
            await viewer.SignInAsync(other.Address, other.Address, "sasaki", Token);
            Assert.True(await clerk.IsLetInAsync(one.Address, Token) && await clerk.IsLetInAsync(other.Address, Token));
            Assert.True(await viewer.IsLetInAsync(one.Address, Token));

            using var kept = clerk.Copy();
            await clerk.SignOutAsync(one.Address, Token);
            await WithinAsync(Promised, async () => !await kept.IsLetInAsync(other.Address, Token));

            Assert.True(await new PortalProgram(_folder, LedgerFile).RunAsync(["account", "suspend", "sasaki", "--reason", "端末の紛失のため"]));
            await WithinAsync(Promised, async () => !await viewer.IsLetInAsync(one.Address, Token) && !await viewer.IsLetInAsync(other.Address, Token));

            // Both looked through the log when they started; people were compared by one.
            await WithinAsync(TimeSpan.FromSeconds(30), async () => await CountAsync(Operation.TwinsSought) > 0);
            var first = await HolderAsync();
            var (onDuty, standby) = first == one.ProcessId ? (one, other) : (other, one);
            Assert.Equal(first, onDuty.ProcessId);

            onDuty.Kill();
            await WithinAsync(TakenOver, async () => await HolderAsync() == standby.ProcessId);
            Assert.Equal(1, await CountAsync(Operation.TwinsSought));
            using var colleague = new NodeBrowser();
            await colleague.SignInAsync(standby.Address, standby.Address, "ito", Token);
        }
    }

    [Fact]
    public async Task ANoticePostedAtOne_StandsOnAnOpenPageOfTheOther_AndWhoIsSignedOutThereLeavesIt()
    {
        OfficeBrowser.DemandOrSkip();
        await PrepareAsync();
        var (one, other) = await StartAsync();
        using (one)
        using (other)
        await using (var browser = await OfficeBrowser.OpenAsync())
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync(new Uri(one.Address, "/sign-in").ToString());
            await page.Locator("button[value=takahashi]").ClickAsync();
            await page.Locator("main").WaitForAsync();
            // The proxy sends the browser to the other node now: its cookies are of the host, whatever the port.
            await page.GotoAsync(other.Address.ToString());
            await page.Locator("main h1").First.WaitForAsync();

            using var board = new NoticeBoard(Ledger, TimeProvider.System, NullLogger<NoticeBoard>.Instance);
            await new NoticeDesk(Ledger, board, TimeProvider.System).PostAsync(A.Administrator, "保守のため、七時に止めます", null, DateTime.UtcNow.AddHours(1));
            await Assertions.Expect(page.Locator("[role=status]").Filter(new() { HasText = "七時に止めます" })).ToBeVisibleAsync(new() { Timeout = (float)Promised.TotalMilliseconds });

            Assert.True(await new PortalProgram(_folder, LedgerFile).RunAsync(["account", "suspend", "takahashi", "--reason", "端末の紛失のため"]));
            await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"), new() { Timeout = (float)Promised.TotalMilliseconds });
        }
    }

    /// <summary>A ledger with the demo's office, and an act after which people are to be compared.</summary>
    private async Task PrepareAsync()
    {
        await new PortalProgram(_folder, LedgerFile).RunAsync(["migrate"]);
        await new DemoStaff(Ledger, new PasswordHasher<Credential>(), TimeProvider.System).SeedAsync();
        await using var db = Ledger.CreateDbContext();
        db.AddRange(A.Person(), OperationLogEntry.For(A.Clerk, DateTime.UtcNow, Operation.ImportApplied));
        await db.SaveChangesAsync(Token);
    }

    /// <summary>Both at once: neither finds the other's cookie keys there already, and both have people to compare.</summary>
    private async Task<(RunningPortal One, RunningPortal Other)> StartAsync()
    {
        var program = new PortalProgram(_folder, LedgerFile);
        var (one, other) = (program.ServeAsync("--KeyRing:Store=Database"), program.ServeAsync("--KeyRing:Store=Database"));
        try
        {
            return (await one, await other);
        }
        catch
        {
            foreach (var started in new[] { one, other })
            {
                await started.ContinueWith(ended => ended.IsCompletedSuccessfully ? ended.Result : null, TaskScheduler.Default).ContinueWith(ended => ended.Result?.Dispose(), TaskScheduler.Default);
            }

            throw;
        }
    }

    private async Task<int> HolderAsync()
    {
        await using var db = Ledger.CreateDbContext();
        var holder = await db.JobLeases.Where(l => l.Name == NodeDuty.BackgroundJobs && l.Until > DateTime.UtcNow).Select(l => l.Holder).SingleOrDefaultAsync(Token);
        return holder is null ? 0 : int.Parse(holder.Split('/')[1], CultureInfo.InvariantCulture);
    }

    private async Task<int> CountAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.CountAsync(e => e.Operation == operation, Token);
    }

    private static async Task WithinAsync(TimeSpan time, Func<Task<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < time, $"Not within {time.TotalSeconds} s.");
            await Task.Delay(100, Token);
        }
    }
}
