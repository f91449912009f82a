using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Features.Exchange;
using Portal.Features.Exchange.Reconciliation;

namespace Portal.Bench;

/// <summary>
/// Reconciling what VRS would have of a whole ledger, in an order that is not the ledger's: every hundredth dose has another lot number
/// and every thousandth is missing.
/// </summary>
internal static class ReconcileBench
{
    private const int ColumnsPerDose = 8;

    /// <summary>The size: doses of the city.</summary>
    private const int Rows = 450_000;

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        // As on a server that has been up for a while: its code is compiled.
        await RunAsync(ledgers, ledgers.Small, null, out _);
        Report.Heading($"Reconciling a VRS file with {ledgers.LargePeople:N0} people");
        var (seconds, doses, lines) = await RunAsync(ledgers, ledgers.Large, null, out var most);
        Report.Note($"{lines:N0} lines, {doses:N0} doses in {seconds:0.0} s");
        report.Line("450,000 lines, from all lines", seconds * Rows / lines, "s", 20);
        report.Line("managed memory on top", most(), "MB", 300);
        (seconds, doses, lines) = await RunAsync(ledgers, ledgers.Large, Rows, out most);
        Report.Note($"{lines:N0} lines, {doses:N0} doses");
        report.Line("450,000 doses", seconds, "s", 20);
        report.Line("managed memory on top", most(), "MB", 300);
    }

    private static Task<(double Seconds, int Doses, int Lines)> RunAsync(Ledgers ledgers, string source, int? doses, out Func<double> most)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var top = before;
        most = () => (top - before) / 1024.0 / 1024;
        return RunAsync();

        async Task<(double, int, int)> RunAsync()
        {
            var database = ledgers.Scratch(source);
            var file = Path.Combine(ledgers.Folder, "vrs.csv");
            Write(database, file, doses ?? int.MaxValue);
            var desk = new ReconcileDesk(
                new PortalDbSetup.SqliteFactory($"Data Source={database}", BenchChain.New()), new ImportFolder(Path.Combine(ledgers.Folder, "uploads"), TimeProvider.System), TimeProvider.System);
            before = top = GC.GetTotalMemory(forceFullCollection: true);
            await using var watching = new Timer(_ => top = Math.Max(top, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
            await using var upload = File.OpenRead(file);
            var start = Stopwatch.GetTimestamp();
            var made = await desk.ReconcileAsync(upload, new ReconciliationOrder("vrs.csv", doses is null ? ReconciliationScope.Ledger : ReconciliationScope.File), Staff.System("bench"));
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var t = made.Reconciliation;
            Console.WriteLine($"       same {t.Same:N0}, differs {t.Differs:N0}, only there {t.OnlyThere:N0}, only here {t.OnlyHere:N0}, unmatched {t.Unmatched:N0}");
            SqliteConnection.ClearAllPools();
            return (seconds, t.FileDoses, t.FileLines);
        }
    }

    private static void Write(string database, string path, int most)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT p.ResidentNumber, d.DoseNumber, d.VaccinatedOn, d.RecordedAt, d.CouponNumber, d.MunicipalityCode, d.InstitutionName, d.Doctor, d.Maker, d.LotNumber "
            + "FROM LedgerPerson p JOIN Dose d ON d.LedgerPersonId = p.LedgerPersonId WHERE d.Status = 'Active' AND p.ResidentNumber IS NOT NULL AND p.MergedIntoId IS NULL "
            + "AND p.Status = 'Active' AND d.DoseNumber BETWEEN 1 AND 9 ORDER BY substr(p.LedgerPersonId, -8), p.LedgerPersonId, d.DoseNumber";
        using var reader = command.ExecuteReader();
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\r\n" };
        var line = new string[1 + 9 * ColumnsPerDose];
        string? person = null;
        var doses = 0;
        while (reader.Read())
        {
            var number = reader.GetString(0);
            if (number != person)
            {
                Send(writer, line, person);
                person = number;
                if (doses >= most)
                {
                    return;
                }

                Array.Fill(line, "");
                line[0] = number;
            }

            var at = 1 + (reader.GetInt32(1) - 1) * ColumnsPerDose;
            if (++doses % 1000 == 0 || line[at + 1].Length > 0)
            {
                continue;
            }

            string Text(int column) => reader.IsDBNull(column) ? "" : reader.GetString(column);
            string[] values =
            [
                reader.IsDBNull(3) ? "" : JapanTime.Of(DateTime.SpecifyKind(reader.GetDateTime(3), DateTimeKind.Utc)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
                Text(2).Replace("-", "", StringComparison.Ordinal), Text(4), Text(5), Text(6), Text(7), Text(8), doses % 100 == 0 ? "ZZ0000" : Text(9),
            ];
            values.CopyTo(line, at);
        }

        Send(writer, line, person);
    }

    private static void Send(StreamWriter writer, string[] line, string? person)
    {
        if (person is not null)
        {
            writer.WriteLine(string.Join(',', line.Select(v => v.Contains(',') ? $"\"{v}\"" : v)));
        }
    }
}
