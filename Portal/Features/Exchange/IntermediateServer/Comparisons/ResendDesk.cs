using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
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

    private const int RecordsAtOnce = 500;

    private readonly ReplicaFile _file = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Every comparison, newest first.</summary>
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
        from r in db.ExchangeRuns.AsNoTracking().Where(r => exchangeRunId == null || r.ExchangeRunId == exchangeRunId)
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

    /// <summary>再送の指定 of chosen records, or of all that can be.</summary>
    /// <param name="by">Needs <see cref="Permission.ExchangeRun"/>.</param>
    /// <param name="exchangeRunId">The comparison.</param>
    /// <param name="recordIds">管理番号; null for all.</param>
    /// <param name="ct">Stops it; nothing is kept.</param>
    /// <returns>How many records the next file of changes sends again for it.</returns>
    /// <exception cref="RuleException">A newer comparison or file, or nothing to send again.</exception>
    public async Task<int> ResendAsync(Staff by, Guid exchangeRunId, IReadOnlySet<Guid>? recordIds, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.ExchangeRun, Operation.ReplicaResendSet, now, exchangeRunId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var run = await db.ExchangeRuns.SingleOrDefaultAsync(r => r.ExchangeRunId == exchangeRunId && r.Kind == ExchangeKind.ReplicaComparison, ct)
            ?? throw new RuleException("この原本照合は見つかりません。一覧を開き直してください。");
        if (await OutdatedAsync(db, run) is { } outdated)
        {
            throw new RuleException(outdated);
        }

        var records = (await Resendable(db, exchangeRunId).AsNoTracking().OrderBy(d => d.Ordinal).ToListAsync(ct))
            .Where(d => recordIds?.Contains(d.RecordId) != false).DistinctBy(d => d.RecordId).ToList();
        if (records.Count == 0)
        {
            throw new RuleException("再送を指定できる相違がありません。画面を開き直してください。");
        }

        var bulk = BulkWriter.For(db);
        foreach (var some in records.Chunk(RecordsAtOnce))
        {
            await HoldAsync(db, bulk, exchangeRunId, some, by, now, ct);
        }

        // Two at once meet here: one of them has nothing to change any more.
        run.Version = FreshId.Next();
        db.Add(OperationLogEntry.For(by, now, Operation.ReplicaResendSet, subjectId: exchangeRunId, detail: $"{ExchangeDesk.Words(run)} {records.Count}件"));
        await ExchangeDesk.SaveAsync(db, ct);
        await transaction.CommitAsync(ct);
        return records.Count;
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
        if (await db.ExchangeRuns.Where(r => r.Kind == ExchangeKind.ReplicaComparison && r.Number > run.Number).MaxAsync(r => (int?)r.Number) is { } newer)
        {
            return $"新しい原本照合（第{newer}号）があります。そちらの相違から再送を指定してください。";
        }

        var (full, changes) = (_file.Full, _file.Changes);
        return await db.ExchangeRuns.Where(r => (r.Kind == full || r.Kind == changes) && r.SentAt != null && (r.Number > run.Number || r.SentAt > run.MadeAt)).MaxAsync(r => (int?)r.Number) is { } sent
            ? $"この照合のあとに副本を送付しています（連携 第{sent}号）。もう一度照合してください。"
            : null;
    }
}

public sealed record ComparisonRun(ExchangeRun Run, ReplicaComparison Comparison);

/// <summary>Name and number are null where nobody in the ledger is known to be meant.</summary>
public sealed record DifferenceRow(ReplicaDifference Difference, string? Name, string? ResidentNumber);

public sealed record OpenedComparison
{
    public required ExchangeRun Run { get; init; }
    public required ReplicaComparison Comparison { get; init; }
    public required IReadOnlyList<DifferenceRow> Rows { get; init; }
    public required bool HasMore { get; init; }

    /// <summary>Records a resend can be set for.</summary>
    public required int Resendable { get; init; }

    /// <summary>Why no resend can be set from it any more.</summary>
    public string? Outdated { get; init; }
}
