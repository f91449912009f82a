using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
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
        await using var kept = await dbFactory.CreateDbContextAsync(ct);
        kept.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await using var transaction = await kept.Database.BeginTransactionAsync(ct);
        var run = ExchangeRun.Receive(
            by, ExchangeKind.ReplicaComparison, ReplicaExport.Layout, Purpose, (ImportDesk.ShortName(fileName), staged.Sha256, new FileInfo(staged.Path).Length),
            id, await ExchangeNumbers.NextAsync(kept, ct), now);
        run.Count(comparison.Same, comparison.FileRecords - comparison.Same);
        kept.AddRange(run, comparison);
        kept.Add(OperationLogEntry.For(by, now, Operation.ReplicaCompared, subjectId: id, detail:
            $"{ExchangeDesk.Words(run)} 副本{comparison.FileRecords} 台帳{comparison.LedgerRecords} 同じ{comparison.Same} 違う{comparison.Differs} 副本のみ{comparison.OnlyThere} 台帳のみ{comparison.OnlyHere}"));
        await kept.SaveInquiryAsync(ct);
        var bulk = BulkWriter.For(kept);
        await new ComparisonRows(db, export, layouts.Of(_file.Layout), _file, id, rows => bulk.WriteAsync(rows.ToList(), ct)).RunAsync(pass, ct);
        await transaction.CommitAsync(ct);
        return id;
    }
}
