using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;
using Portal.Features.Ledger.MyNumbers;

namespace Portal.Features.Corrections.Merging;

/// <summary>Loads what a merge, and taking one back, are decided on; tracked unless the context says otherwise.</summary>
internal static class MergeLoading
{
    /// <summary>Null when one of them is not in the ledger.</summary>
    public static async Task<MergePair?> LoadPairAsync(this PortalDb db, Guid keeperId, Guid otherId, CancellationToken cancellationToken = default)
    {
        Guid[] both = [keeperId, otherId];
        var people = await db.People.Include(p => p.Residence)
            .Where(p => p.LedgerPersonId == keeperId || p.LedgerPersonId == otherId || p.MergedIntoId == keeperId || p.MergedIntoId == otherId)
            .OrderBy(p => p.LedgerPersonId).ToListAsync(cancellationToken);
        if (people.Find(p => p.LedgerPersonId == keeperId) is not { } keeper || people.Find(p => p.LedgerPersonId == otherId) is not { } other)
        {
            return null;
        }

        var ids = people.Select(p => p.LedgerPersonId).ToList();
        return new()
        {
            Keeper = keeper,
            Other = other,
            Doses = await db.Doses.Where(d => d.LedgerPersonId == keeperId || d.LedgerPersonId == otherId)
                .OrderBy(d => d.VaccinatedOn).ThenBy(d => d.DoseNumber).ThenBy(d => d.DoseId).ToListAsync(cancellationToken),
            Coupons = await db.Coupons.Where(c => c.LedgerPersonId == keeperId || c.LedgerPersonId == otherId)
                .OrderBy(c => c.DoseNumber).ThenBy(c => c.IssuedOn).ThenBy(c => c.CouponId).ToListAsync(cancellationToken),
            Followers = [.. people.Where(p => !both.Contains(p.LedgerPersonId))],
            HasPending = await db.HasPendingAsync(both, cancellationToken),
            MyNumbers = (await db.NumberHoldersAsync(ids, cancellationToken)).Count,
        };
    }

    /// <summary>Null when there is no merge of that id.</summary>
    public static async Task<MadeMerge?> LoadMergeAsync(this PortalDb db, Guid mergeId, CancellationToken cancellationToken = default)
    {
        var revisions = await db.Revisions.Include(r => r.Changes).Where(r => r.MergeId == mergeId)
            .OrderBy(r => r.AppliedAt).ThenBy(r => r.RevisionId).ToListAsync(cancellationToken);
        if (revisions.Count == 0)
        {
            return null;
        }

        var merged = revisions.FindAll(r => r.Act == RevisionAct.Merge);
        var keeperId = MadeMerge.KeeperOf(merged);
        List<Guid> Ids(RecordKind kind) => [.. revisions.Where(r => r.RecordKind == kind).Select(r => r.RecordId).Distinct()];
        var (people, doses, coupons) = (Ids(RecordKind.Person), Ids(RecordKind.Dose), Ids(RecordKind.Coupon));
        List<LedgerRecord> records =
        [
            .. (await db.People.Include(p => p.Residence).Where(p => EF.Parameter(people).Contains(p.LedgerPersonId)).ToListAsync(cancellationToken)).Select(LedgerRecord.Of),
            .. (await db.Doses.Where(d => EF.Parameter(doses).Contains(d.DoseId) || d.LedgerPersonId == keeperId).ToListAsync(cancellationToken)).Select(LedgerRecord.Of),
            .. (await db.Coupons.Where(c => EF.Parameter(coupons).Contains(c.CouponId) || c.LedgerPersonId == keeperId).ToListAsync(cancellationToken)).Select(LedgerRecord.Of),
        ];
        var ids = records.Select(r => r.RecordId).ToList();
        var numbers = merged.SelectMany(r => r.Changes).Where(c => c.Field == PersonFields.ResidentNumber.Key).Select(c => c.OldValue).OfType<string>().ToList();
        return new()
        {
            Revisions = revisions,
            Records = records.ToDictionary(r => r.RecordId),
            History = await db.Revisions.Include(r => r.Changes).Where(r => EF.Parameter(ids).Contains(r.RecordId)).ToListAsync(cancellationToken),
            HasPending = await db.HasPendingAsync([.. people], cancellationToken),
            TakenNumbers = await db.People
                .Where(p => p.ResidentNumber != null && EF.Parameter(numbers).Contains(p.ResidentNumber) && p.Status == RecordStatus.Active && !EF.Parameter(people).Contains(p.LedgerPersonId))
                .Select(p => p.ResidentNumber!).ToHashSetAsync(cancellationToken),
            OthersAreProtected = await db.People.AnyAsync(p => p.MergedIntoId == keeperId && p.IsProtected && !EF.Parameter(people).Contains(p.LedgerPersonId), cancellationToken),
        };
    }

    private static Task<bool> HasPendingAsync(this PortalDb db, Guid[] people, CancellationToken cancellationToken) =>
        db.Revisions.AnyAsync(r => r.State == RevisionState.Pending && EF.Parameter(people).Contains(r.LedgerPersonId), cancellationToken);
}
