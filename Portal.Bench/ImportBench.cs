using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Features.Exchange;

namespace Portal.Bench;

/// <summary>Taking in a VRS file of one dose per line, against inserting the same rows with one prepared statement.</summary>
internal static class ImportBench
{
    public static async Task RunAsync(Ledgers ledgers, int lines, Report report)
    {
        Report.Heading($"Import of {lines:N0} VRS lines into {ledgers.LargePeople:N0} people");
        var raw = await RawRateAsync(ledgers, lines);
        var (_, memoryOfFifth) = await ImportAsync(ledgers, lines / 5);
        var (seconds, memory) = await ImportAsync(ledgers, lines);
        var rate = lines / seconds;
        report.Line("lines per second, as a share of raw inserts", rate / raw, "x", 1 / 3.0, $"{rate:N0} against {raw:N0} rows/s", atLeast: true);
        report.Line($"managed memory at most, {lines:N0} lines", memory, "MiB", 64, $"{memoryOfFifth:0} MiB for {lines / 5:N0} lines");
    }

    /// <summary>A whole import taken back: the second of two, of the same size.</summary>
    public static async Task UndoAsync(Ledgers ledgers, int lines, Report report)
    {
        Report.Heading($"Undo of an import of {lines:N0} VRS lines, {ledgers.LargePeople:N0} people");
        List<double> seconds = [];
        for (var run = 0; run < 2; run++)
        {
            var (imported, factory) = await ImportedAsync(ledgers, lines);
            var start = Stopwatch.GetTimestamp();
            var result = await new ImportUndoDesk(factory, TimeProvider.System).UndoAsync(imported.ImportRunId, "計測のため", Staff.System("bench"));
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (result.Cancelled != lines || result.Kept.Count > 0)
            {
                throw new InvalidOperationException($"{result.Cancelled} of {lines} lines were taken back.");
            }
        }

        report.Line("undo", seconds[1], "s", 5, $"the first {seconds[0]:0.0} s");
    }

    private static async Task<(ImportRun Run, PortalDbSetup.SqliteFactory Factory)> ImportedAsync(Ledgers ledgers, int lines)
    {
        var database = ledgers.Scratch(ledgers.Large);
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={database}", BenchChain.New());
        var file = Path.Combine(ledgers.Folder, "vrs.csv");
        Write(database, file, lines);
        var desk = new ImportDesk(factory, new ImportFolder(Path.Combine(ledgers.Folder, "imports"), TimeProvider.System), TimeProvider.System);
        await using var stream = File.OpenRead(file);
        var preview = await desk.PreviewAsync(stream, "vrs.csv", ImportKind.Vrs, Staff.System("bench"));
        return (await desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairNothing, Staff.System("bench")), factory);
    }

    private static async Task<(double Seconds, double PeakMiB)> ImportAsync(Ledgers ledgers, int lines)
    {
        var database = ledgers.Scratch(ledgers.Large);
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={database}", BenchChain.New());
        var file = Path.Combine(ledgers.Folder, "vrs.csv");
        Write(database, file, lines);
        var folder = new ImportFolder(Path.Combine(ledgers.Folder, "imports"), TimeProvider.System);
        var desk = new ImportDesk(factory, folder, TimeProvider.System);
        var by = Staff.System("bench");

        GC.Collect();
        using var watching = new CancellationTokenSource();
        var watch = WatchMemoryAsync(watching.Token);
        await using var stream = File.OpenRead(file);
        var preview = await desk.PreviewAsync(stream, "vrs.csv", ImportKind.Vrs, by);
        var start = Stopwatch.GetTimestamp();
        var run = await desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairNothing, by);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await watching.CancelAsync();
        if (run.NewCount != lines)
        {
            throw new InvalidOperationException($"{run.NewCount} of {lines} lines were new.");
        }

        SqliteConnection.ClearAllPools();
        return (seconds, await watch);
    }

    /// <summary>A dose nobody has: number nine, given on the last day.</summary>
    private static void Write(string database, string file, int lines)
    {
        using var ledger = new RawLedger(database);
        var numbers = ledger.Sample(People("ResidentNumber", lines));
        if (numbers.Count < lines)
        {
            throw new InvalidOperationException($"The ledger has {numbers.Count} people; the import needs {lines}.");
        }

        var empty = string.Concat(Enumerable.Repeat(",,,,,,,,", 8));
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        foreach (var number in numbers)
        {
            writer.WriteLine($"{number}{empty},20240331120000,20240331,0123456789,012033,計測会場,計測 医師,ファイザー,HH1234");
        }
    }

    /// <summary>The same people in the same order for both: an order that is not the ledger's, as files come.</summary>
    private static string People(string column, int count) =>
        $"SELECT {column} FROM LedgerPerson WHERE ResidentNumber IS NOT NULL AND Status = 'Active' AND MergedIntoId IS NULL ORDER BY substr(LedgerPersonId, -8) LIMIT {count}";

    private static async Task<double> RawRateAsync(Ledgers ledgers, int rows)
    {
        var database = ledgers.Scratch(ledgers.Large);
        await using var db = new PortalDbSetup.SqliteFactory($"Data Source={database}", BenchChain.New()).CreateDbContext();
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var ledger = new RawLedger(database);
        var people = ledger.Sample(People("LedgerPersonId", rows)).ConvertAll(Guid.Parse);

        var start = Stopwatch.GetTimestamp();
        await using (var transaction = connection.BeginTransaction())
        {
            await using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText =
                "INSERT INTO Dose (DoseId, LedgerPersonId, DoseNumber, VaccinatedOn, RecordedAt, Source, MunicipalityCode, Place, Doctor, Maker, LotNumber, CouponNumber, Status, CreatedAt, Version) "
                + "VALUES ($id, $person, 9, '2024-03-31', '2024-03-31 03:00:00', 'Vrs', '012033', '計測会場', '計測 医師', 'ファイザー', 'HH1234', '0123456789', 'Active', '2026-11-23 00:00:00', $version)";
            var id = insert.Parameters.Add("$id", SqliteType.Text);
            var person = insert.Parameters.Add("$person", SqliteType.Text);
            var version = insert.Parameters.Add("$version", SqliteType.Text);
            insert.Prepare();
            foreach (var personId in people)
            {
                id.Value = Guid.CreateVersion7();
                person.Value = personId;
                version.Value = Guid.CreateVersion7();
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return people.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The highest managed heap seen after collections, MiB.</summary>
    private static async Task<double> WatchMemoryAsync(CancellationToken stop)
    {
        double peak = 0;
        try
        {
            while (true)
            {
                await Task.Delay(200, stop);
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
            }
        }
        catch (OperationCanceledException)
        {
            return peak;
        }
    }
}
