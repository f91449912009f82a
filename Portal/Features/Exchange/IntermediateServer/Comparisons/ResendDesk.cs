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

/// <summary>
/// 原本照合の結果 — looking at it, and 再送: what we believe the partner holds is set to what it really has, so that the next 副本 異動分 adds, changes
/// or removes it by itself.
/// </summary>
public sealed class ResendDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int PageSize = 100;

    private const int RowsAtOnce = 1_000;

    private readonly ReplicaFile _file = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Every comparison that is whole, newest first.</summary>
    public async Task<IReadOnlyList<ComparisonRun>> ListAsync(Staff by)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.ReplicaDifferencesShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var runs = await Runs(db).Take(PageSize).ToListAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.ReplicaDifferencesShown, detail: $"一覧 {runs.Count}件"));
        await db.SaveChangesAsync();
        return runs;
    }

    internal static IQueryable<ComparisonRun> Runs(PortalDb db, Guid? exchangeRunId = null) =>
        from r in db.ExchangeRuns.AsNoTracking().Where(r => r.State == ExchangeState.Done && (exchangeRunId == null || r.ExchangeRunId == exchangeRunId))
        join c in db.ReplicaComparisons.AsNoTracking() on r.ExchangeRunId equals c.ExchangeRunId
        orderby r.Number descending
        select new ComparisonRun(r, c);

    /// <summary>One comparison and a page of its differences. Null: nobody has the id.</summary>
    /// <param name="by">Who looks.</param>
    /// <param name="exchangeRunId">The run.</param>
    /// <param name="after">Ordinal of the last row of the page before.</param>
    public async Task<OpenedComparison?> OpenAsync(Staff by, Guid exchangeRunId, int after = 0)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.LedgerView, Operation.ReplicaDifferencesShown, now, exchangeRunId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await Runs(db, exchangeRunId).SingleOrDefaultAsync() is not { } run)
        {
            await dbFactory.LogMissingAsync(by, Operation.ReplicaDifferencesShown, exchangeRunId, now);
            return null;
        }

        var rows = await Rows(db, exchangeRunId, after).Take(PageSize + 1).ToListAsync();
        var opened = new OpenedComparison
        {
            Run = run.Run,
            Comparison = run.Comparison,
            Rows = [.. rows.Take(PageSize)],
            HasMore = rows.Count > PageSize,
            Resendable = await Resendable(db, exchangeRunId).Select(d => d.RecordId).Distinct().CountAsync(),
            Outdated = await OutdatedAsync(db, run.Run),
        };
        db.Add(OperationLogEntry.For(by, now, Operation.ReplicaDifferencesShown, subjectId: exchangeRunId, detail: $"{ExchangeDesk.Words(run.Run)} {opened.Rows.Count}行"));
        await db.SaveChangesAsync();
        return opened;
    }

    internal static IQueryable<DifferenceRow> Rows(PortalDb db, Guid exchangeRunId, int after) =>
        from d in db.ReplicaDifferences.AsNoTracking()
        join p in db.People.AsNoTracking() on d.LedgerPersonId equals (Guid?)p.LedgerPersonId into people
        from p in people.DefaultIfEmpty()
        where d.ExchangeRunId == exchangeRunId && d.Ordinal > after
        orderby d.Ordinal
        select new DifferenceRow(d, p == null ? null : p.Name, p == null ? null : p.ResidentNumber);

    internal static IQueryable<ReplicaDifference> Resendable(PortalDb db, Guid exchangeRunId) =>
        db.ReplicaDifferences.Where(d => d.ExchangeRunId == exchangeRunId && !d.AwaitsSending && d.ResendAt == null && d.LedgerPersonId != null);

    /// <summary>
    /// 再送の指定 of chosen records, or of all that can be: a thousand rows at a time, each batch for good with its line of the log. Stopped in
    /// between, some are set and the others still can be.
    /// </summary>
    /// <param name="by">Needs <see cref="Permission.ExchangeRun"/>.</param>
    /// <param name="exchangeRunId">The comparison.</param>
    /// <param name="recordIds">管理番号; null for all.</param>
    /// <param name="progress">Records set by now.</param>
    /// <param name="ct">Between batches.</param>
    /// <returns>How many records the next file of changes sends again for it.</returns>
    /// <exception cref="RuleException">A newer comparison or file, or nothing to send again.</exception>
    public async Task<int> ResendAsync(Staff by, Guid exchangeRunId, IReadOnlySet<Guid>? recordIds, IProgress<ListProgress>? progress = null, CancellationToken ct = default)
    {
        await dbFactory.DemandForAsync(by, Permission.ExchangeRun, Operation.ReplicaResendSet, Now, exchangeRunId, ct);
        var done = 0;
        foreach (var chosen in recordIds is null ? new Guid[]?[] { null } : [.. recordIds.Chunk(RowsAtOnce)])
        {
            for (int some; (some = await SetAsync(by, exchangeRunId, chosen, ct)) > 0;)
            {
                done += some;
                progress?.Report(new(done, 0));
                ct.ThrowIfCancellationRequested();
            }
        }

        return done > 0 ? done : throw new RuleException("再送を指定できる相違がありません。画面を開き直してください。");
    }

    /// <summary>One batch.</summary>
    private async Task<int> SetAsync(Staff by, Guid exchangeRunId, Guid[]? recordIds, CancellationToken ct)
    {
        var now = Now;
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var run = await db.ExchangeRuns.SingleOrDefaultAsync(r => r.ExchangeRunId == exchangeRunId && r.Kind == ExchangeKind.ReplicaComparison && r.State == ExchangeState.Done, ct)
            ?? throw new RuleException("この原本照合は見つかりません。一覧を開き直してください。");
        if (await OutdatedAsync(db, run) is { } outdated)
        {
            throw new RuleException(outdated);
        }

        var rows = await Batch(db, exchangeRunId, recordIds).ToListAsync(ct);
        if (rows.Count == 0)
        {
            return 0;
        }

        ReplicaDifference[] records = [.. rows.DistinctBy(d => d.RecordId)];
        await HoldAsync(db, BulkWriter.For(db), exchangeRunId, records, by, now, ct);

        // Two at once meet here: one of them has nothing to change any more.
        run.Version = FreshId.Next();
        db.Add(OperationLogEntry.For(by, now, Operation.ReplicaResendSet, subjectId: exchangeRunId, detail: $"{ExchangeDesk.Words(run)} {records.Length}件"));
        await ExchangeDesk.SaveAsync(db, ct);
        await transaction.CommitAsync(ct);
        return records.Length;
    }

    /// <summary>The next rows that can be set; all rows of a record go with its first.</summary>
    internal static IQueryable<ReplicaDifference> Batch(PortalDb db, Guid exchangeRunId, Guid[]? recordIds)
    {
        var rows = Resendable(db, exchangeRunId).AsNoTracking();
        return (recordIds is null ? rows : rows.Where(d => EF.Parameter(recordIds).Contains(d.RecordId))).OrderBy(d => d.Ordinal).Take(RowsAtOnce);
    }

    private static async Task HoldAsync(PortalDb db, BulkWriter bulk, Guid exchangeRunId, ReplicaDifference[] some, Staff by, DateTime now, CancellationToken ct)
    {
        Guid[] ids = [.. some.Select(d => d.RecordId)];
        await db.ExchangeLines.Where(l => l.Register == ExchangeRegister.Replica && l.IsHeld && EF.Parameter(ids).Contains(l.RecordId))
            .ExecuteUpdateAsync(u => u.SetProperty(l => l.IsHeld, false), ct);
        await bulk.WriteAsync([.. some.Where(d => d.TheirDigest is not null).Select(d => new ExchangeLine
        {
            ExchangeRunId = exchangeRunId,
            LineNumber = d.Ordinal,
            Register = ExchangeRegister.Replica,
            RecordId = d.RecordId,
            LedgerPersonId = d.LedgerPersonId!.Value,
            Act = ExchangeAct.Add,
            Digest = d.TheirDigest!,
            State = ExchangeLineState.Accepted,
            IsHeld = true,
        })], ct);
        await db.ReplicaDifferences.Where(d => d.ExchangeRunId == exchangeRunId && EF.Parameter(ids).Contains(d.RecordId))
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.ResendAt, now).SetProperty(d => d.ResendByName, by.Name), ct);
    }

    /// <summary>Why this comparison says nothing of now any more; null while it does.</summary>
    private async Task<string?> OutdatedAsync(PortalDb db, ExchangeRun run)
    {
        if (await db.ExchangeRuns.Where(r => r.Kind == ExchangeKind.ReplicaComparison && r.State == ExchangeState.Done && r.Number > run.Number).MaxAsync(r => (int?)r.Number) is { } newer)
        {
            return $"新しい原本照合（第{newer}号）があります。そちらの相違から再送を指定してください。";
        }

        var (full, changes) = (_file.Full, _file.Changes);
        return await db.ExchangeRuns.Where(r => (r.Kind == full || r.Kind == changes) && r.SentAt != null && (r.Number > run.Number || r.SentAt > run.MadeAt)).MaxAsync(r => (int?)r.Number) is { } sent
            ? $"この照合のあとに副本を送付しています（連携 第{sent}号）。もう一度照合してください。"
            : null;
    }
}
