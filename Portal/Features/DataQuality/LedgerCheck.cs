using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.DataQuality;

/// <summary>How far a full check has come, in people.</summary>
public readonly record struct CheckProgress(int Done, int Total);

/// <summary>What a full check found.</summary>
/// <param name="People">Checked.</param>
/// <param name="Left">未対応 and 対応中 after it, by rule.</param>
/// <param name="Changed">People whose findings were not what the list said.</param>
public sealed record CheckResult(int People, IReadOnlyDictionary<FindingRule, int> Left, int Changed)
{
    public int Total => Left.Values.Sum();
}

/// <summary>
/// 全件の点検 — reads the ledger person by person and compares with the list. Only people whose findings differ are written, some
/// hundreds at once in a transaction of their own: a run that stops leaves nothing half done.
/// </summary>
public sealed class LedgerCheck(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>Begins the row of a run that starts; the one of a run that ends says what is left.</summary>
    public const string Began = "開始";

    /// <summary>People whose findings differ, before they are written.</summary>
    private const int WrittenAtOnce = 500;

    private const int MaxAttempts = 3;

    /// <summary>Whether somebody may begin or stop a full check.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public Task DemandAsync(Staff by, CancellationToken cancellationToken = default) =>
        dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.LedgerChecked, time.GetUtcNow().UtcDateTime, cancellationToken: cancellationToken);

    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the chunks before are checked, and the log says so.</exception>
    public async Task<CheckResult> RunAsync(Staff by, IProgress<CheckProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await DemandAsync(by, cancellationToken);
        var done = 0;
        try
        {
            return await CheckAsync(by, new Counted(progress, people => done = people), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await using var db = await dbFactory.CreateDbContextAsync(CancellationToken.None);
            db.Add(OperationLogEntry.For(by, time.GetUtcNow().UtcDateTime, Operation.LedgerChecked, detail: $"中止 {done}人まで", result: OperationResult.Failed));
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task<CheckResult> CheckAsync(Staff by, Counted progress, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var off = await CheckGrounds.OffAsync(db, cancellationToken);
        var ground = new CheckGround(
            JapanTime.DayOf(now), await CheckGrounds.InstitutionsAsync(db, cancellationToken),
            off.Contains(FindingRule.OthersCoupon) ? new HashSet<Guid>() : await CheckGrounds.OnOthersCouponsAsync(db, cancellationToken),
            await CheckGrounds.RefusedAsync(CheckGrounds.Refused(db), cancellationToken));
        var total = await db.People.CountAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.LedgerChecked, detail: $"{Began} {total}人"));
        await db.SaveChangesAsync(cancellationToken);
        progress.Report(new(0, total));

        var (done, changed) = (0, 0);
        List<Guid> waiting = [];
        try
        {
            await new CheckPass(dbFactory, ground, off).RunAsync(TakeAsync, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await BringUpAsync(waiting, now, CancellationToken.None);
            throw;
        }

        changed += await BringUpAsync(waiting, now, CancellationToken.None);
        var left = await FindingChart.CountAsync(db, JapanTime.DayOf(now), cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.LedgerChecked, detail: $"{done}人 残り{left.Values.Sum()}件 変わった人{changed}人"));
        await db.SaveChangesAsync(cancellationToken);
        return new(done, left, changed);

        async Task TakeAsync(int people, IReadOnlyList<Guid> differing)
        {
            waiting.AddRange(differing);
            if (waiting.Count >= WrittenAtOnce)
            {
                changed += await BringUpAsync(waiting, now, cancellationToken);
                waiting.Clear();
            }

            progress.Report(new(done += people, total));
        }
    }

    /// <summary>Looked at once more within the transaction that writes: somebody may have been correcting meanwhile.</summary>
    private async Task<int> BringUpAsync(List<Guid> people, DateTime now, CancellationToken cancellationToken)
    {
        if (people.Count == 0)
        {
            return 0;
        }

        for (var attempt = 1; ; attempt++)
        {
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            try
            {
                await Recheck.PeopleAsync(db, people, [], now, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return people.Count;
            }
            catch (DbUpdateException) when (attempt < MaxAttempts)
            {
                // Somebody's save, or a check from another process, has just written the same findings: look at them again.
            }
        }
    }

    /// <summary>Remembers how far the run came, for the row of one that is stopped.</summary>
    private sealed class Counted(IProgress<CheckProgress>? progress, Action<int> remember) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value)
        {
            remember(value.Done);
            progress?.Report(value);
        }
    }
}
