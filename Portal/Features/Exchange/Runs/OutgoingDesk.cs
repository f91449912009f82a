using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Media;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Runs;

/// <summary>A file that can be fetched once, and its passphrase.</summary>
/// <param name="ExchangeRunId">Of which run.</param>
/// <param name="Version">Of the run, as the page saw it.</param>
/// <param name="MediumUseId">Onto which use.</param>
/// <param name="Lines">It is to have, about.</param>
/// <param name="Passphrase">Opens it.</param>
public sealed record OutgoingReady(Guid ExchangeRunId, Guid Version, Guid MediumUseId, int Lines, Passphrase Passphrase);

/// <summary>Between the page of a run and its download.</summary>
public sealed class OutgoingOrders(TimeProvider time) : OneTimeOrders<OutgoingReady>(time);

/// <summary>送るファイル — a look at what a file would have, the run, and the order for its file. SQLite answers on the caller's thread: pages call from <see cref="Task.Run(Func{Task})"/>.</summary>
public sealed class OutgoingDesk(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, OutgoingFiles files, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Counts what the file would have by now, and what 形式チェック leaves out. Changes nothing.</summary>
    public async Task<OutgoingCounts> LookAsync(Staff by, ExchangeKind kind, IProgress<ListProgress>? progress = null, CancellationToken ct = default)
    {
        await dbFactory.DemandAsync(by, Permission.ExchangeRun, Operation.ExchangePrepared, Now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var counts = await CountAsync(db, kind, progress, ct);
        db.Add(OperationLogEntry.For(by, Now, Operation.ExchangePrepared, detail: $"{kind.Label()}: {Words(counts)}"));
        await db.SaveChangesAsync(ct);
        return counts;
    }

    /// <summary>作成. The file is made when it is sent: it then says what the ledger says by then.</summary>
    /// <param name="by">Who.</param>
    /// <param name="kind">Which file.</param>
    /// <param name="purpose">In words.</param>
    /// <param name="looked">What a look found just before; whoever approves the run is shown it.</param>
    /// <param name="ct">While writing.</param>
    /// <exception cref="RuleException">No purpose, or an earlier run is not over.</exception>
    public async Task<Guid> MakeAsync(Staff by, ExchangeKind kind, string? purpose, OutgoingCounts? looked = null, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ExchangeRun, Operation.ExchangeMade, now, cancellationToken: ct);
        return await dbFactory.LogRefusalAsync(by, Operation.ExchangeMade, now, personId: null, subjectId: null, () => dbFactory.WithNextNumberAsync(async (db, number) =>
        {
            var run = ExchangeRun.Make(by, kind, files.Of(kind).Layout, purpose, await Open(db, files.Of(kind)).FirstOrDefaultAsync(ct), number, now, looked is null ? null : Words(looked));
            db.Add(run);
            db.Add(OperationLogEntry.For(by, now, Operation.ExchangeMade, subjectId: run.ExchangeRunId, purpose: run.Purpose, detail: ExchangeDesk.Words(run)));
            await db.SaveChangesAsync(ct);
            return run.ExchangeRunId;
        }, ct));
    }

    /// <summary>The one under way: two files at once would cross on the partner's side.</summary>
    internal static IQueryable<ExchangeRun> Open(PortalDb db, OutgoingFile file) => db.ExchangeRuns.AsNoTracking()
        .Where(r => (r.Kind == file.Full || r.Kind == file.Changes) && r.State != ExchangeState.Done && r.State != ExchangeState.Failed)
        .OrderBy(r => r.Number);

    /// <summary>承認を求める once more, by what a look finds now: too much time has gone by since the last.</summary>
    /// <exception cref="RuleException">Asked for and still good, sent by now, or changed since it was looked at.</exception>
    public async Task<OutgoingCounts> AskAnewAsync(Staff by, Guid exchangeRunId, Guid version, IProgress<ListProgress>? progress = null, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.ExchangeRun, Operation.ExchangeAsked, now, exchangeRunId, ct);
        return await dbFactory.LogRefusalAsync(by, Operation.ExchangeAsked, now, personId: null, exchangeRunId, async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(ct);
            var run = await ExchangeDesk.LoadAsync(db, exchangeRunId, version, ct);
            run.DemandAsking(now);
            var counts = await CountAsync(db, run.Kind, progress, ct);
            run.AskApproval(by, now, Words(counts));
            db.Add(OperationLogEntry.For(by, now, Operation.ExchangeAsked, subjectId: exchangeRunId, detail: $"{ExchangeDesk.Words(run)} {run.Planned}"));
            await ExchangeDesk.SaveAsync(db, ct);
            return counts;
        });
    }

    /// <summary>Whether the file of an approved run can be made; with it the passphrase. Writes only a denial.</summary>
    /// <exception cref="FieldProblemsException">The medium.</exception>
    /// <exception cref="RuleException">Not approved, sent by now, nothing to send, or lines out of form.</exception>
    public async Task<OutgoingReady> OrderAsync(
        Staff by, Guid exchangeRunId, Guid version, Guid? mediumUseId, IProgress<ListProgress>? progress = null, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.ExchangeRun, Operation.ExchangeSent, now, exchangeRunId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var run = await ExchangeDesk.LoadAsync(db, exchangeRunId, version, ct);
        run.DemandSendable(by, now);
        var counts = await CountAsync(db, run.Kind, progress, ct);
        if (counts.Lines == 0)
        {
            throw new RuleException($"送る行がありません。{files.Of(run.Kind).Register.Label()}は台帳と同じです。この連携は取りやめてください。");
        }

        await MediumExportDesk.CheckAsync(db, by, mediumUseId, counts.Lines, nameof(mediumUseId), now, ct);
        return new(exchangeRunId, version, mediumUseId!.Value, counts.Lines, Passphrase.New());
    }

    internal static string Words(OutgoingCounts counts) =>
        $"追加 {counts.Adds:N0}、更新 {counts.Changes:N0}、削除 {counts.Removes:N0}、変わらない {counts.Same:N0}、番号なし {counts.LeftOut:N0}、形式不備 {counts.Faulty:N0}";

    private Task<OutgoingCounts> CountAsync(PortalDb db, ExchangeKind kind, IProgress<ListProgress>? progress, CancellationToken ct) =>
        OutgoingPass.Of(db, layouts, files, kind, done => progress?.Report(new(done, 0))).RunAsync(static (_, _) => { }, ct);
}
