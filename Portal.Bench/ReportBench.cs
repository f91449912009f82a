using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Reports;
using Portal.Features.Corrections;
using Portal.Features.Reports;

namespace Portal.Bench;

/// <summary>The monthly report of the busiest month and of its fiscal year: the page cold and warm, the workbook, a run opened again, beside the plain query of one table.</summary>
internal static class ReportBench
{
    private const int Calls = 20;

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var large = await MonthAsync(ledgers, ledgers.Large, $"{ledgers.LargePeople:N0} people", report);
        var small = await MonthAsync(ledgers, ledgers.Small, $"{ledgers.LargePeople / 10:N0} people", null);
        report.Line("cold page, growth for ten times the people", large / small, "x", 12);
    }

    private static async Task<double> MonthAsync(Ledgers ledgers, string ledger, string words, Report? report)
    {
        var file = ledgers.Scratch(ledger);
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", BenchChain.New());
        var (month, doses) = Busiest(file);
        var (period, year, by) = (ReportPeriod.OfMonth(month), ReportPeriod.OfYear(month), Staff.System("bench"));
        Report.Heading($"Monthly report {period.Code}, {doses:N0} doses of the month, {words}");

        // Code compiled, pages in memory; nothing counted is kept.
        await Desk(factory).ShowAsync(by, period);
        var cold = await SecondsAsync(() => Desk(factory).ShowAsync(by, period));
        var raw = await SecondsAsync(() => Task.Run(() => Raw(file, period)));
        var of = await SecondsAsync(() => Desk(factory).ShowAsync(by, year));
        report?.Line("page, cold", cold, "s", 1, $"one table as one statement {raw:0.00} s");
        report?.Line("page of the fiscal year, cold", of, "s", 10);

        var desk = Desk(factory);
        var run = await desk.MakeAsync(by, period);
        var warm = await Measured.EachAsync(Enumerable.Range(0, Calls).ToList(), _ => desk.OpenAsync(by, run.ReportRunId));
        report?.Line("a run opened again, p95", warm.P95, "ms", 100);
        var again = await Measured.EachAsync(Enumerable.Range(0, Calls).ToList(), _ => desk.ShowAsync(by, period, run.AsOf));
        report?.Line("page, warm, p95", again.P95, "ms", 100);
        await WorkbookAsync(factory, desk, by, run, report);
        return cold;
    }

    private static async Task WorkbookAsync(PortalDbSetup.SqliteFactory factory, ReportDesk desk, Staff by, ReportRun run, Report? report)
    {
        var counter = new ReportCounter(factory);
        var files = new ReportFiles(desk, new(factory, counter), new(new Drafts(factory, new EphemeralDataProtectionProvider(), TimeProvider.System)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var top = before;
        using var watching = new Timer(_ => top = Math.Max(top, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
        var seconds = await SecondsAsync(() => files.WorkbookAsync(by, run.ReportRunId));
        report?.Line("workbook", seconds, "s", 3);
        report?.Line("managed memory on top", (top - before) / 1024.0 / 1024, "MB", 300);
    }

    private static ReportDesk Desk(PortalDbSetup.SqliteFactory factory) => new(factory, new ReportCounter(factory), TimeProvider.System);

    private static async Task<double> SecondsAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static (DateOnly Month, long Doses) Busiest(string file)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT substr(VaccinatedOn, 1, 7), COUNT(*) FROM Dose WHERE Status = 'Active' GROUP BY 1 ORDER BY 2 DESC LIMIT 1";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (DateOnly.Parse($"{reader.GetString(0)}-01", System.Globalization.CultureInfo.InvariantCulture), reader.GetInt64(1));
    }

    private static void Raw(string file, ReportPeriod period)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT d.DoseNumber, p.Sex, (CAST(strftime('%Y', d.VaccinatedOn) AS INTEGER) - CAST(strftime('%Y', p.BirthDate) AS INTEGER)) / 10, COUNT(*)
            FROM Dose d JOIN LedgerPerson p ON p.LedgerPersonId = d.LedgerPersonId
            WHERE d.VaccinatedOn BETWEEN $from AND $to AND d.Status = 'Active' GROUP BY 1, 2, 3
            """;
        command.Parameters.AddWithValue("$from", period.From);
        command.Parameters.AddWithValue("$to", period.To);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        connection.Open();
        return connection;
    }
}
