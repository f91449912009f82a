using System.Diagnostics;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Portal.Features.OperationLog;
using Portal.Keys;

namespace Portal.Bench;

/// <summary>My Numbers of a whole city: finding one by the blind index, and changing both keys while others go on reading.</summary>
internal static class NumbersBench
{
    private const int Rows = 300_000;
    private const int Searches = 2_000;

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var file = Path.Combine(ledgers.Folder, $"numbers-{Guid.NewGuid():N}.db");
        var keyFile = new KeyFile(file + ".keys.json");
        keyFile.Make(DateTime.UtcNow);
        var keys = new KeyRing(keyFile);
        var vault = new MyNumberVault(keys);
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", new LogChain(keys, BenchChain.Checkpoints()));
        await Schema.EnsureCurrentAsync(factory);
        await FillAsync(factory, vault);
        await SearchAsync(factory, vault, report);
        foreach (var use in new[] { KeyUse.MyNumber, KeyUse.MyNumberIndex })
        {
            await RotateAsync(factory, keys, vault, use, report);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(file);
        File.Delete(keyFile.Path);
    }

    private static async Task FillAsync(PortalDbSetup.SqliteFactory factory, MyNumberVault vault)
    {
        for (var made = 0; made < Rows; made += 2_000)
        {
            await using var db = factory.CreateDbContext();
            var people = Enumerable.Range(made, 2_000).Select(Person).ToList();
            db.AddRange(people);
            db.AddRange(people.Select((p, i) => vault.Make(p.LedgerPersonId, NumberOf(made + i), "bench", DateTime.UtcNow)));
            await db.SaveChangesAsync();
        }
    }

    private static async Task SearchAsync(PortalDbSetup.SqliteFactory factory, MyNumberVault vault, Report report)
    {
        var random = new Random(1);
        List<double> times = [];
        for (var i = 0; i < Searches; i++)
        {
            // Every fourth is nobody's.
            var number = NumberOf(random.Next(i % 4 == 0 ? Rows : 0, i % 4 == 0 ? 2 * Rows : Rows));
            var start = Stopwatch.GetTimestamp();
            await using var db = factory.CreateDbContext();
            var found = await db.FindNumberAsync(vault, number);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (found is null != (i % 4 == 0))
            {
                throw new InvalidOperationException("The index found somebody else's number, or none.");
            }
        }

        times.Sort();
        Report.Heading($"{Rows:N0} My Numbers: {Searches:N0} searches by the blind index");
        report.Line("search, p95", times[Searches * 95 / 100], "ms", 20, $"p50 {times[Searches / 2]:0.00} ms");
    }

    /// <summary>Meanwhile somebody reads numbers at random, one after the other, and each must be the right one.</summary>
    private static async Task RotateAsync(PortalDbSetup.SqliteFactory factory, KeyRing keys, MyNumberVault vault, KeyUse use, Report report)
    {
        using var done = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(factory, vault, done.Token));
        var start = Stopwatch.GetTimestamp();
        var outcome = await new MyNumberRekeying(factory, keys, vault, TimeProvider.System).RunAsync(Staff.System("bench"), use, (_, _) => { }, CancellationToken.None);
        var minutes = Stopwatch.GetElapsedTime(start).TotalMinutes;
        await done.CancelAsync();
        var (read, unreadable) = await reading;
        Report.Heading($"{use}: a new key for {outcome.Rows:N0} rows, {read:N0} read meanwhile");
        report.Line("switched", minutes, "min", 10);
        report.Line("not readable meanwhile", unreadable, "", 0);
    }

    private static async Task<(int Read, int Unreadable)> ReadAsync(PortalDbSetup.SqliteFactory factory, MyNumberVault vault, CancellationToken done)
    {
        var random = new Random(2);
        var (read, unreadable) = (0, 0);
        while (!done.IsCancellationRequested)
        {
            var number = NumberOf(random.Next(Rows));
            await using var db = factory.CreateDbContext();
            var row = await db.FindNumberAsync(vault, number);
            read++;
            unreadable += row is not null && vault.Holds(row, number) ? 0 : 1;
        }

        return (read, unreadable);
    }

    /// <summary>Invented: a running number and its check digit.</summary>
    private static MyNumber NumberOf(int n) =>
        Enumerable.Range(0, 10).Select(check => MyNumber.TryParse($"{70_000_000_000 + n}{check}", out var number) ? number : (MyNumber?)null).First(number => number is not null)!.Value;

    private static LedgerPerson Person(int n) => new()
    {
        LedgerPersonId = Guid.CreateVersion7(),
        Name = $"姓{n % 500} 名{n}",
        Kana = "サトウ カズコ",
        Sex = Sex.Female,
        CreatedAt = DateTime.UtcNow,
    };
}
