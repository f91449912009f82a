using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.IntermediateServer.Comparisons;
using Portal.Features.Exchange.Runs;

namespace Portal.Bench;

/// <summary>
/// 原本照合 of a whole ledger: every hundredth record has another lot number over there and every thousandth is missing; then all that differs is
/// set to be sent again.
/// </summary>
internal static class ComparisonBench
{
    private static readonly Staff Clerk = Staff.System("bench") with { Permissions = new HashSet<Permission>(Enum.GetValues<Permission>()) };

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={ledgers.Scratch(ledgers.Large)}", BenchChain.New());
        var layouts = new ExchangeLayouts(new ConfigurationBuilder().Build());
        var export = Path.Combine(ledgers.Folder, "fukuhon.csv");
        var records = await HoldAsync(factory, layouts, export);
        Report.Heading($"Comparing the replica of {ledgers.LargePeople:N0} people");
        var compare = new ReplicaCompareDesk(factory, layouts, new ImportFolder(Path.Combine(ledgers.Folder, "uploads"), TimeProvider.System), TimeProvider.System);
        var resend = new ResendDesk(factory, TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var top = before;
        await using var watching = new Timer(_ => top = Math.Max(top, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
        var start = Stopwatch.GetTimestamp();
        await using var upload = File.OpenRead(export);
        var id = await compare.CompareAsync(Clerk, "fukuhon.csv", upload);
        report.Line("export beside the ledger", Stopwatch.GetElapsedTime(start).TotalSeconds, "s", 30, $"{records:N0} records");
        report.Line("managed memory on top", (top - before) / 1024.0 / 1024, "MB", 300);
        start = Stopwatch.GetTimestamp();
        var set = await resend.ResendAsync(Clerk, id, recordIds: null);
        report.Line("resend of all", Stopwatch.GetElapsedTime(start).TotalSeconds, "s", 30, $"{set:N0} records");
        SqliteConnection.ClearAllPools();
    }

    /// <summary>As after a full file that was accepted whole; and what the partner says it has of it.</summary>
    private static async Task<int> HoldAsync(PortalDbSetup.SqliteFactory factory, ExchangeLayouts layouts, string path)
    {
        var (replica, theirs) = (layouts.Of(new ReplicaFile().Layout), layouts.Of(ReplicaExport.Layout));
        var from = theirs.Columns.Select(c => replica.IndexOf(c.Item)).ToArray();
        var lot = replica.IndexOf("LotNumber");
        var run = ExchangeRun.Receive(Clerk, ExchangeKind.ReplicaFull, replica.Name, "速さの測定", ("bench.csv", "", 0), Guid.CreateVersion7(), 1, DateTime.UtcNow.AddDays(-1));
        List<ExchangeLine> lines = [];
        var written = 0;
        await using var text = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\r\n" };
        text.WriteLine(ExchangeFile.HeadingOf(theirs, 1, MunicipalityCode.Otaru.Value));
        await using (var db = factory.CreateDbContext())
        {
            await OutgoingPass.Of(db, layouts, new OutgoingFiles([new ReplicaFile()]), ExchangeKind.ReplicaFull).RunAsync((line, values) =>
            {
                lines.Add(new()
                {
                    ExchangeRunId = run.ExchangeRunId,
                    LineNumber = lines.Count + 1,
                    Register = ExchangeRegister.Replica,
                    RecordId = line.RecordId,
                    LedgerPersonId = line.PersonId,
                    Act = line.Act,
                    Digest = line.Digest,
                    State = ExchangeLineState.Accepted,
                    IsHeld = true,
                });
                if (lines.Count % 1000 != 0)
                {
                    text.WriteLine(ExchangeFile.Line([ExchangeFile.Data, .. from.Select(at => at == lot && lines.Count % 100 == 0 ? "ZZ0000" : values[at])]));
                    written++;
                }
            }, CancellationToken.None);
        }

        text.WriteLine(ExchangeFile.EndOf(written));
        await using var kept = factory.CreateDbContext();
        await using var transaction = await kept.Database.BeginTransactionAsync();
        kept.Add(run);
        await kept.SaveChangesAsync();
        var bulk = BulkWriter.For(kept);
        foreach (var some in lines.Chunk(20_000))
        {
            await bulk.WriteAsync(some, CancellationToken.None);
        }

        await transaction.CommitAsync();
        return lines.Count;
    }
}
