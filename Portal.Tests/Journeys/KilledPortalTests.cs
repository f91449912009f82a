using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Tests.Exchange.IntermediateServer;
using Portal.Tests.Exchange.Lists;
using Portal.Tests.Exchange.Runs;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>The portal itself, killed while a clerk receives a file: the next one starts, and the run is sent whole or as if nothing had been pressed.</summary>
[Collection(JourneyCollection.Name)]
public sealed class KilledPortalTests : IDisposable
{
    private const int People = 3_000;

    private static readonly int[] Moments = [0, 40, 120, 250];

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-killed-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LedgerFile => Path.Combine(_folder, "ledger.db");

    private PortalDbSetup.SqliteFactory Ledger => new($"Data Source={LedgerFile}", TestKeys.Chain());

    private PortalProgram Program => new(_folder, LedgerFile);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AFileBeingReceived_IsSentWhole_OrNotAtAll()
    {
        OfficeBrowser.DemandOrSkip();
        await PrepareAsync();
        await using var browser = await OfficeBrowser.OpenAsync();
        foreach (var moment in Moments)
        {
            using var portal = await Program.ServeAsync();
            var page = await OpenRunAsync(browser, portal);
            await page.Locator("#outgoing-file").ClickAsync();
            await Task.Delay(moment, Token);
            portal.Kill();
            if (await IsSentAsync())
            {
                await new SentFile(Ledger).MakeAgainAsync();
            }
        }

        using var last = await Program.ServeAsync();
        var (file, passphrase) = await ReceiveAsync(await OpenRunAsync(browser, last));

        Assert.True(await IsSentAsync());
        Assert.Contains($"\"{People}\",\"0000\"", System.Text.Encoding.UTF8.GetString(new StandIn().Answer(ListFixture.Unzip(file, passphrase))), StringComparison.Ordinal);
        last.Kill();
        Assert.True(await Program.RunAsync(["log", "verify"]), "The log is not whole.");
    }

    private async Task PrepareAsync()
    {
        // The portal makes the office of the demo at its first start.
        using (await Program.ServeAsync())
        {
        }

        await using (var db = Ledger.CreateDbContext())
        {
            var member = await db.StaffMembers.SingleAsync(m => m.StaffNumber == "0101", Token);
            await new SentFile(Ledger).UseAsync(A.Clerk with { StaffMemberId = member.StaffMemberId });
            foreach (var at in Enumerable.Range(1, People))
            {
                var person = A.Person(residentNumber: $"{at:0000000000}");
                person.IntegratedNumber = $"10{at:0000000000}";
                db.AddRange(person, A.Dose(person));
            }

            await db.SaveChangesAsync(Token);
        }

        await new SentFile(Ledger).ApproveAsync();
    }

    /// <summary>All of a sent file, or nothing of it.</summary>
    private async Task<bool> IsSentAsync()
    {
        await using var db = Ledger.CreateDbContext();
        var runs = await db.ExchangeRuns.AsNoTracking().OrderBy(r => r.Number).ToListAsync(Token);
        foreach (var run in runs)
        {
            Assert.Equal(run.SentAt is null ? 0 : People, run.Lines);
            Assert.Equal(run.Lines, await db.ExchangeLines.CountAsync(l => l.ExchangeRunId == run.ExchangeRunId, Token));
            Assert.Equal(run.SentAt is not null, await db.OperationLog.AnyAsync(
                e => e.Operation == Operation.ExchangeSent && e.SubjectId == run.ExchangeRunId && e.Detail!.Contains("SHA-256"), Token));
        }

        var written = runs.Count(r => r.SentAt is not null);
        var use = await db.MediumUses.SingleAsync(u => u.Number == SentFile.UseNumber, Token);
        Assert.Equal(written, use.Files);
        Assert.Equal(written, await db.MediumFiles.CountAsync(f => f.MediumUseId == use.MediumUseId && f.State == MediumFileState.Written, Token));
        Assert.Empty(await db.Database.SqlQueryRaw<string>("PRAGMA foreign_key_check").ToListAsync(Token));
        return runs[^1].State is ExchangeState.Sent;
    }

    /// <summary>The page of the newest run, its file ready to be received.</summary>
    private async Task<IPage> OpenRunAsync(OfficeBrowser browser, RunningPortal portal)
    {
        await using var db = Ledger.CreateDbContext();
        var run = await db.ExchangeRuns.OrderByDescending(r => r.Number).Select(r => r.ExchangeRunId).FirstAsync(Token);
        var page = await browser.NewPageAsync();
        var back = $"/exchange/runs/{run}";
        await page.GotoAsync(new Uri(portal.Address, $"/sign-in?back={Uri.EscapeDataString(back)}").ToString());
        await page.Locator("button[value=takahashi]").ClickAsync();
        await page.Locator("#outgoing-medium").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("#outgoing-prepare").ClickAsync();
        await page.Locator("#outgoing-file").WaitForAsync();
        return page;
    }

    private static async Task<(byte[] File, string Passphrase)> ReceiveAsync(IPage page)
    {
        var passphrase = await page.Locator(".passphrase-words").InnerTextAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#outgoing-file").ClickAsync());
        var file = await File.ReadAllBytesAsync(await download.PathAsync(), Token);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("送付しました");
        return (file, passphrase.Trim());
    }
}
