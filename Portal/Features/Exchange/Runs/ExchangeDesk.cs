using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Runs;

/// <summary>A run as its page shows it.</summary>
/// <param name="Run">As it stands.</param>
/// <param name="Rejected">不受理, at most <see cref="ExchangeDesk.ShownMost"/>.</param>
public sealed record OpenExchange(ExchangeRun Run, IReadOnlyList<RejectedLine> Rejected);

/// <summary>不受理の行, and whose it is.</summary>
/// <param name="Line">As it was sent.</param>
/// <param name="ResidentNumber">宛名番号; null for who has none.</param>
/// <param name="DoseNumber">回 of the dose or coupon; null for what has none, or is gone.</param>
public sealed record RejectedLine(ExchangeLine Line, string? ResidentNumber, int? DoseNumber);

/// <summary>連携 — what all runs with other systems have in common: the list, the second person's word, giving up.</summary>
public sealed class ExchangeDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int ShownMost = 200;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Newest first, a hundred at a time.</summary>
    /// <param name="by">Who looks.</param>
    /// <param name="before">連携番号 the page goes on below.</param>
    /// <param name="ct">While reading.</param>
    public async Task<IReadOnlyList<ExchangeRun>> ListAsync(Staff by, int? before = null, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.ExchangesShown, now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var runs = await Runs(db, before).ToListAsync(ct);
        db.Add(OperationLogEntry.For(by, now, Operation.ExchangesShown, detail: $"{runs.Count}件"));
        await db.SaveChangesAsync(ct);
        return runs;
    }

    internal static IQueryable<ExchangeRun> Runs(PortalDb db, int? before) => db.ExchangeRuns.AsNoTracking()
        .Where(r => before == null || r.Number < before).OrderByDescending(r => r.Number).Take(100);

    /// <returns>Null for an id nobody has; the look is in the log all the same.</returns>
    public async Task<OpenExchange?> OpenAsync(Staff by, Guid exchangeRunId, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.LedgerView, Operation.ExchangeShown, now, exchangeRunId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        if (await db.ExchangeRuns.AsNoTracking().SingleOrDefaultAsync(r => r.ExchangeRunId == exchangeRunId, ct) is not { } run)
        {
            await dbFactory.LogMissingAsync(by, Operation.ExchangeShown, exchangeRunId, now);
            return null;
        }

        var rejected = await Rejected(db, exchangeRunId).ToListAsync(ct);
        db.Add(OperationLogEntry.For(by, now, Operation.ExchangeShown, subjectId: exchangeRunId));
        await db.SaveChangesAsync(ct);
        return new(run, rejected);
    }

    internal static IQueryable<RejectedLine> Rejected(PortalDb db, Guid exchangeRunId) =>
        (from l in db.ExchangeLines.AsNoTracking()
         join p in db.People.AsNoTracking() on l.LedgerPersonId equals p.LedgerPersonId
         join d in db.Doses.AsNoTracking() on l.RecordId equals d.DoseId into doses
         from d in doses.DefaultIfEmpty()
         join c in db.Coupons.AsNoTracking() on l.RecordId equals c.CouponId into coupons
         from c in coupons.DefaultIfEmpty()
         where l.ExchangeRunId == exchangeRunId && l.State == ExchangeLineState.Rejected
         orderby l.LineNumber
         select new RejectedLine(l, p.ResidentNumber, d != null ? d.DoseNumber : c != null ? c.DoseNumber : (int?)null)).Take(ShownMost);

    /// <summary>承認を求める; of figures that are too old <see cref="OutgoingDesk.AskAnewAsync"/>.</summary>
    public Task AskApprovalAsync(Staff by, Guid exchangeRunId, Guid version) =>
        ActAsync(by, Permission.ExchangeRun, Operation.ExchangeAsked, exchangeRunId, version, (run, now) => run.AskApproval(by, now));

    /// <summary>承認 of somebody else's.</summary>
    public Task ApproveAsync(Staff by, Guid exchangeRunId, Guid version) =>
        ActAsync(by, Permission.ExchangeApprove, Operation.ExchangeApproved, exchangeRunId, version, (run, now) => run.Approve(by, now));

    /// <summary>取りやめ, with the reason.</summary>
    public Task FailAsync(Staff by, Guid exchangeRunId, Guid version, string? reason) =>
        ActAsync(by, Permission.ExchangeRun, Operation.ExchangeFailed, exchangeRunId, version, (run, now) => run.Fail(reason, now));

    private async Task ActAsync(Staff by, Permission permission, Operation operation, Guid exchangeRunId, Guid version, Action<ExchangeRun, DateTime> act)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, permission, operation, now, exchangeRunId);
        await dbFactory.LogRefusalAsync(by, operation, now, personId: null, exchangeRunId, async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            var run = await LoadAsync(db, exchangeRunId, version);
            act(run, now);
            db.Add(OperationLogEntry.For(by, now, operation, subjectId: exchangeRunId, detail: Words(run), purpose: run.Note));
            await SaveAsync(db);
        });
    }

    internal static string Words(ExchangeRun run) => $"連携 第{run.Number}号 {run.Kind.Label()}";

    /// <exception cref="RuleException">Unknown, or changed since it was looked at.</exception>
    internal static async Task<ExchangeRun> LoadAsync(PortalDb db, Guid exchangeRunId, Guid version, CancellationToken ct = default)
    {
        var run = await db.ExchangeRuns.SingleOrDefaultAsync(r => r.ExchangeRunId == exchangeRunId, ct)
            ?? throw new RuleException("この連携は見つかりません。一覧を開き直してください。");
        return run.Version == version ? run : throw Conflict();
    }

    /// <exception cref="RuleException">Somebody else was faster.</exception>
    internal static async Task SaveAsync(PortalDb db, CancellationToken ct = default)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Conflict();
        }
    }

    private static RuleException Conflict() => new("ほかの職員が同時に変更しました。画面を開き直してください。");
}
