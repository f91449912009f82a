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
/// 全件の点検 — reads the ledger person by person in the order of their ids, a chunk at a time, and compares with the list. Only people
/// whose findings differ are written, each chunk of them in a transaction of its own: a run that stops leaves nothing half done.
/// </summary>
public sealed class LedgerCheck(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>Begins the row of a run that starts; the one of a run that ends says what is left.</summary>
    public const string Began = "開始";

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
            off.Contains(FindingRule.OthersCoupon) ? new HashSet<Guid>() : await CheckGrounds.OnOthersCoupons(db).ToHashSetAsync(cancellationToken));
        var total = await db.People.CountAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.LedgerChecked, detail: $"{Began} {total}人"));
        await db.SaveChangesAsync(cancellationToken);
        var (done, changed) = (0, 0);

        await db.Database.OpenConnectionAsync(cancellationToken);

        // The rules work on one chunk while the next is read.
        var checking = Task.FromResult<List<Guid>>([]);
        for (Guid? after = null; ;)
        {
            var chunk = await CheckReader.ReadAsync(db, after, cancellationToken);
            changed += await BringUpAsync(await checking, now, cancellationToken);
            progress.Report(new(done, total));
            if (chunk.People.Count == 0)
            {
                break;
            }

            checking = Task.Run(() => Differing(chunk, ground, off), cancellationToken);
            done += chunk.People.Count;
            after = chunk.People[^1].LedgerPersonId;
        }

        var left = await FindingChart.CountAsync(db, JapanTime.DayOf(now), cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.LedgerChecked, detail: $"{done}人 残り{left.Values.Sum()}件 変わった人{changed}人"));
        await db.SaveChangesAsync(cancellationToken);
        return new(done, left, changed);
    }

    private static List<Guid> Differing(CheckChunk chunk, CheckGround ground, IReadOnlySet<FindingRule> off)
    {
        var doses = chunk.Doses.ToLookup(d => d.LedgerPersonId);
        var stored = chunk.Stored.ToLookup(f => f.LedgerPersonId);
        List<Guid> differing = [];
        foreach (var person in chunk.People)
        {
            var id = person.LedgerPersonId;
            var now = PersonChecks.Of(person, [.. doses[id]], ground, off);
            if ((now.Count > 0 || stored.Contains(id)) && !FindingChanges.Between(stored[id], now, off).IsNone)
            {
                differing.Add(id);
            }
        }

        return differing;
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
