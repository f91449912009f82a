using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

/// <summary>原本照合 — the partner's export of the 副本 beside the ledger. Keeps what differs; changes neither. SQLite answers on the caller's thread: pages call from <see cref="Task.Run(Func{Task})"/>.</summary>
public sealed class ReplicaCompareDesk(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, ImportFolder folder, TimeProvider time)
{
    private const string Purpose = "副本と台帳の原本照合";

    private readonly ReplicaFile _file = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>The run.</returns>
    /// <exception cref="RuleException">A replica file is under way, or the export as a whole cannot be taken.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing is kept.</exception>
    public async Task<Guid> CompareAsync(Staff by, string fileName, Stream upload, IProgress<ListProgress>? progress = null, CancellationToken ct = default)
    {
        await dbFactory.DemandAsync(by, Permission.ExchangeRun, Operation.ReplicaCompared, Now, cancellationToken: ct);
        try
        {
            var staged = await folder.StageAsync(upload, ct);
            try
            {
                return await CompareAsync(by, fileName, staged, progress, ct);
            }
            finally
            {
                File.Delete(staged.Path);
            }
        }
        catch (Exception failure)
        {
            await using var db = await dbFactory.CreateDbContextAsync(CancellationToken.None);
            db.Add(OperationLogEntry.For(by, Now, Operation.ReplicaCompared, result: OperationResult.Failed, detail: failure switch
            {
                OperationCanceledException => "中止",
                RuleException => "照合していません",
                _ => failure.GetType().Name,
            }));
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task<Guid> CompareAsync(Staff by, string fileName, StagedFile staged, IProgress<ListProgress>? progress, CancellationToken ct)
    {
        var (now, id) = (Now, Guid.CreateVersion7(Now));
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        if (await OutgoingDesk.Open(db, _file).Where(r => r.SentAt != null).FirstOrDefaultAsync(ct) is { } open)
        {
            throw new RuleException($"副本の連携 第{open.Number}号の結果をまだ取り込み終えていません。先に結果を取り込むか、取りやめてから照合してください。");
        }

        var export = new ReplicaExport(staged.Path, layouts.Of(ReplicaExport.Layout));
        var pass = new ComparisonPass(db, export, _file) { OnProgress = done => progress?.Report(new(done, 0)) };
        var comparison = await pass.RunAsync(id, ct);
        var run = await BeginAsync(by, comparison, (ImportDesk.ShortName(fileName), staged.Sha256, new FileInfo(staged.Path).Length), now, ct);
        var written = 0L;
        var writer = new ComparisonWriter(dbFactory, id, time);
        try
        {
            var rows = new ComparisonRows(db, export, layouts.Of(_file.Layout), _file, id, async some =>
            {
                await writer.WriteAsync(some, ct);
                written += some.Count;
                progress?.Report(new(written, 0));
            });
            await rows.RunAsync(pass, ct);
            await FinishAsync(by, id, run.Version, rows, ct);
        }
        catch (Exception failure)
        {
            await writer.DropAsync(failure is OperationCanceledException ? "照合を中止しました" : "照合の途中で止まりました");
            throw;
        }

        return id;
    }

    /// <summary>Its number and first totals: 読取中, and nobody's to look at.</summary>
    private Task<ExchangeRun> BeginAsync(Staff by, ReplicaComparison comparison, (string Name, string Sha256, long Bytes) file, DateTime now, CancellationToken ct) =>
        dbFactory.WithNextNumberAsync(async (db, number) =>
        {
            var run = ExchangeRun.Receive(by, ExchangeKind.ReplicaComparison, ReplicaExport.Layout, Purpose, file, comparison.ExchangeRunId, number, now);
            run.BeginReading();
            comparison.WrittenAt = Now;
            db.AddRange(run, comparison);
            await db.SaveChangesAsync(ct);
            return run;
        }, ct);

    /// <summary>済 with the totals its differences have, in one save with the log's row.</summary>
    private async Task FinishAsync(Staff by, Guid id, Guid version, ComparisonRows rows, CancellationToken ct)
    {
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var run = await ExchangeDesk.LoadAsync(db, id, version, ct);
        var comparison = await db.ReplicaComparisons.SingleAsync(c => c.ExchangeRunId == id, ct);
        comparison.Settle(rows.Differs, rows.OnlyThere, rows.OnlyHere);
        comparison.DemandBalance();
        run.EndReading(Now);
        run.Count(comparison.FileRecords, comparison.FileRecords - comparison.Same);
        db.Add(OperationLogEntry.For(by, Now, Operation.ReplicaCompared, subjectId: id, detail:
            $"{ExchangeDesk.Words(run)} 副本{comparison.FileRecords} 台帳{comparison.LedgerRecords} 同じ{comparison.Same} 違う{comparison.Differs} 副本のみ{comparison.OnlyThere} 台帳のみ{comparison.OnlyHere}"));
        await ExchangeDesk.SaveAsync(db, ct);
    }
}
