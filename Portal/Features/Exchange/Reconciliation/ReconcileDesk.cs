using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>What a reconciliation is asked to do.</summary>
/// <param name="FileName">As it was chosen.</param>
/// <param name="Scope">Whose doses of the ledger count.</param>
/// <param name="ExpectedLines">件数 the partner's screen told; null where nobody noted it.</param>
/// <param name="Kind">Whose file.</param>
public sealed record ReconciliationOrder(string FileName, ReconciliationScope Scope = ReconciliationScope.Ledger, int? ExpectedLines = null, ExchangeKind Kind = ExchangeKind.VrsReconciliation);

/// <summary>A reconciliation that has been written.</summary>
public sealed record ReconciliationMade(ExchangeRun Run, ReconciliationResult Reconciliation);

/// <summary>突合 — compares a file with the ledger and keeps what differs; the ledger stays as it is. SQLite answers on the caller's thread: pages call from <see cref="Task.Run(Func{Task})"/>.</summary>
public sealed class ReconcileDesk(IDbContextFactory<PortalDb> dbFactory, ImportFolder folder, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Reads the file, compares, and writes run, totals and rows in one transaction. The upload is not kept.</summary>
    /// <exception cref="RuleException">The file as a whole cannot be taken; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing is kept.</exception>
    public async Task<ReconciliationMade> ReconcileAsync(Stream upload, ReconciliationOrder order, Staff by, IProgress<ReconciliationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ImportRun, Operation.VrsReconciled, Now, cancellationToken: cancellationToken);
        try
        {
            var staged = await folder.StageAsync(upload, cancellationToken);
            try
            {
                return await ReconcileAsync(staged, order, by, progress, cancellationToken);
            }
            finally
            {
                File.Delete(staged.Path);
            }
        }
        catch (Exception failure)
        {
            await using var db = await dbFactory.CreateDbContextAsync(CancellationToken.None);
            db.Add(OperationLogEntry.For(by, Now, Operation.VrsReconciled, result: OperationResult.Failed, detail: failure switch
            {
                OperationCanceledException => "中止",
                RuleException => "ファイルを受け付けませんでした",
                _ => failure.GetType().Name,
            }));
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task<ReconciliationMade> ReconcileAsync(StagedFile staged, ReconciliationOrder order, Staff by, IProgress<ReconciliationProgress>? progress, CancellationToken cancellationToken)
    {
        var now = Now;
        var file = ImportFile.Open(staged.Path, order.Kind.Input());
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.OpenConnectionAsync(cancellationToken);

        var runId = Guid.CreateVersion7(now);
        var context = new ImportContext { ImportRunId = runId, Layout = file.Layout, Now = now };
        await context.LoadDecisionsAsync(db, cancellationToken);
        var guard = new MyNumberGuard();
        var zeros = new ZeroRepair(await ImportLook.UsualNumberLengthAsync(db, cancellationToken), ZeroRepair.Everything);
        var writer = new ReconciliationWriter(db, by, now, ReconciliationResult.Of(runId, order.Scope, file.EncodingName, default, 0), number => ExchangeRun.Receive(
            by, order.Kind, ReconciliationTerms.Layout(order.Kind), $"{order.Kind.Partner().Label()}の出力と台帳の突合",
            (ImportDesk.ShortName(order.FileName), staged.Sha256, new FileInfo(staged.Path).Length), runId, number, now));
        var rows = new ReconciliationRows(runId, await ReconciliationAside.LoadAsync(db, order.Kind, cancellationToken), now, batch => writer.WriteAsync(batch, cancellationToken));
        var pass = new ReconciliationPass(db, new ReconciliationLines(file, zeros, guard), context, await ReconciliationPeople.LoadAsync(db, order.Kind, cancellationToken), rows);
        var totals = await pass.RunAsync(order.Scope, CountLines(staged.Path), progress, cancellationToken);
        guard.DemandNoColumn();
        DemandExpected(order.ExpectedLines, order.Kind == ExchangeKind.VrsReconciliation ? totals.FileLines : totals.FileDoses);
        await writer.FinishAsync(totals, rows.LinesNotKept, cancellationToken);
        return new(
            await db.ExchangeRuns.AsNoTracking().SingleAsync(r => r.ExchangeRunId == runId, CancellationToken.None),
            await db.Reconciliations.AsNoTracking().SingleAsync(r => r.ExchangeRunId == runId, CancellationToken.None));
    }

    /// <summary>About: a value may run over lines.</summary>
    private static int CountLines(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[64 * 1024];
        var lines = 0;
        for (int read; (read = file.Read(bytes)) > 0;)
        {
            lines += bytes.AsSpan(0, read).Count((byte)'\n');
        }

        return lines;
    }

    private static void DemandExpected(int? expected, int lines)
    {
        if (expected is { } told && told != lines)
        {
            throw new RuleException($"ファイルの行数は{lines:N0}行で、入力した件数{told:N0}件と違います。途中で切れたか、別の出力かもしれません。相手のシステムから出力し直してください。突合していません。");
        }
    }
}
