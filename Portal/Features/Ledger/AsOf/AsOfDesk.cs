using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Ledger.AsOf;

/// <summary>時点の個人票 — one person's sheet as it stood, and what is different at another moment. For reading only.</summary>
public sealed class AsOfDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <param name="by">Needs <see cref="Permission.LedgerView"/>.</param>
    /// <param name="personId">Whose.</param>
    /// <param name="moment">UTC; when.</param>
    /// <param name="other">UTC; the moment to compare with, now when missing.</param>
    /// <param name="cancellationToken">The page left.</param>
    /// <returns>Null for an id nobody has; the attempt is in the log.</returns>
    /// <exception cref="RuleException">A moment to come, or before the ledger knew the person.</exception>
    public async Task<AsOfView?> OpenAsync(Staff by, Guid personId, DateTime moment, DateTime? other, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.SheetOpened, now, personId, cancellationToken);
        DemandPast(moment, now);
        DemandPast(other ?? now, now);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var then = await ReadAsync(db, personId, moment, cancellationToken);
        if (then is null)
        {
            await dbFactory.LogMissingAsync(by, Operation.SheetOpened, personId, now);
            return null;
        }

        if (then.Records.Person is not { } person)
        {
            db.Add(OperationLogEntry.For(by, now, Operation.SheetOpened, personId, detail: $"時点 {Moments.ShowExact(moment)}、登録前", result: OperationResult.Failed));
            await db.SaveChangesAsync(cancellationToken);
            throw new RuleException($"この人が台帳に登録されたのは{Moments.ShowExact(then.KnownSince)}です。それより後の時点を指定してください。");
        }

        // Read anew: taking revisions back changes the copies that were read.
        var beside = await ReadAsync(db, personId, other ?? now, cancellationToken);
        var isLater = (other ?? now) >= moment;
        var (first, second) = isLater ? (then.Records, beside!.Records) : (beside!.Records, then.Records);
        // Before the sheet: that takes hidden addresses out of the copies compared here.
        var differences = AsOfDifference.Between(first, second, then.HidesAddress);
        db.Add(OperationLogEntry.For(by, now, Operation.SheetOpened, personId, detail: $"時点 {Moments.ShowExact(moment)}、比較 {(other is { } at ? Moments.ShowExact(at) : "現在")}"));
        await db.SaveChangesAsync(cancellationToken);
        return new()
        {
            Sheet = Sheet(person, then, moment),
            HidesAddress = then.HidesAddress,
            Moment = moment,
            Other = other ?? now,
            Differences = differences,
            Changes = then.Moments,
        };
    }

    internal static void DemandPast(DateTime moment, DateTime now)
    {
        if (moment > now)
        {
            throw new RuleException(MomentAddress.ToCome);
        }
    }

    private static SheetView Sheet(LedgerPerson person, Read then, DateTime moment)
    {
        if (then.HidesAddress)
        {
            (person.PostalCode, person.Address, person.Building) = (null, null, null);
        }

        return new()
        {
            Person = person,
            Doses = then.Records.Doses,
            Coupons = then.Records.Coupons,
            Findings = DoseChecks.Of(person, then.Records.Doses),
            History = then.History,
            MergedWith = then.MergedWith,
            ImportNumbers = then.ImportNumbers,
            ViewersThisMonth = 0,
            At = moment,
        };
    }

    private static async Task<Read?> ReadAsync(PortalDb db, Guid personId, DateTime moment, CancellationToken cancellationToken)
    {
        if (await db.People.AsNoTracking().Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == personId, cancellationToken) is not { } person)
        {
            return null;
        }

        var (revisions, doses, coupons) = await db.EverOfAsync(personId, cancellationToken);
        List<DateTime> moments = [.. revisions.Select(r => r.AppliedAt).OfType<DateTime>().Concat(doses.Select(d => d.CreatedAt)).Append(person.CreatedAt).Distinct().OrderDescending()];
        var hides = PastRecords.WasEverProtected(person, revisions);
        var since = person.CreatedAt;
        var past = new PastRecords(revisions, moment);
        var records = new AsOfRecords(
            past.Person(person), [.. past.Doses(doses).Where(d => d.LedgerPersonId == personId)], [.. past.Coupons(coupons).Where(c => c.LedgerPersonId == personId)], moment);
        List<Guid> runs = [.. records.Doses.Select(d => d.ImportRunId).OfType<Guid>().Distinct()];
        var numbers = await db.ImportRuns.Where(r => runs.Contains(r.ImportRunId)).ToDictionaryAsync(r => r.ImportRunId, r => r.Number, cancellationToken);
        // Last: it says of revisions what they were, and the records above had to be taken back by what they are.
        var then = records.Doses.Select(d => d.DoseId).Concat(records.Coupons.Select(c => c.CouponId)).ToHashSet();
        List<Revision> history = [.. past.Known().Where(r => r.LedgerPersonId == personId || then.Contains(r.RecordId))];
        return new(records, history, hides, since, moments, numbers, await db.PartnersAsync(personId, history, cancellationToken));
    }

    private sealed record Read(
        AsOfRecords Records, IReadOnlyList<Revision> History, bool HidesAddress, DateTime KnownSince, IReadOnlyList<DateTime> Moments, IReadOnlyDictionary<Guid, int> ImportNumbers,
        IReadOnlyDictionary<Guid, MergePartner> MergedWith);
}

/// <summary>時点の個人票 as it is shown.</summary>
public sealed record AsOfView
{
    public required SheetView Sheet { get; init; }

    /// <summary>支援措置 at any time.</summary>
    public required bool HidesAddress { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Moment { get; init; }

    /// <summary>UTC; what it is compared with.</summary>
    public required DateTime Other { get; init; }

    /// <summary>From the earlier of the two moments to the later.</summary>
    public required IReadOnlyList<AsOfDifference> Differences { get; init; }

    /// <summary>UTC, newest first: when something of this person came in or changed.</summary>
    public required IReadOnlyList<DateTime> Changes { get; init; }

    public override string ToString() => $"{nameof(AsOfView)} {Sheet.Person.LedgerPersonId}";
}
