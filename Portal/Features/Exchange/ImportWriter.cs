using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.DataQuality;

namespace Portal.Features.Exchange;

/// <summary>Writes plans: new rows in bulk, changes record by record with their revisions. The caller holds the transaction.</summary>
internal sealed class ImportWriter(PortalDb db, Guid runId, Staff by, DateTime now)
{
    private readonly BulkWriter _bulk = BulkWriter.For(db);

    /// <summary>The findings of whoever the plan touches follow in the same transaction.</summary>
    public async Task WriteAsync(ImportPlan plan, CancellationToken cancellationToken)
    {
        db.ChecksWhatIsSaved = false;
        await _bulk.MakeRoomAsync(cancellationToken);
        await _bulk.WriteAsync(plan.People, cancellationToken);
        await _bulk.WriteAsync(plan.People.SelectMany(p => p.Residence).ToList(), cancellationToken);
        await _bulk.WriteAsync(plan.Doses, cancellationToken);
        await _bulk.WriteAsync(plan.Coupons, cancellationToken);
        await _bulk.WriteAsync(plan.Held, cancellationToken);
        foreach (var kind in plan.Changes.GroupBy(c => c.Kind))
        {
            foreach (var chunk in kind.Chunk(1000))
            {
                await ChangeAsync(kind.Key, chunk, cancellationToken);
            }
        }

        await Recheck.PeopleAsync(
            db, [.. plan.People.Select(p => p.LedgerPersonId), .. plan.Doses.Select(d => d.LedgerPersonId), .. plan.Changes.Select(c => c.PersonId)],
            [.. plan.Coupons.Select(c => c.CouponNumber)], now, cancellationToken);
        db.ChecksWhatIsSaved = true;
    }

    private async Task ChangeAsync(RecordKind kind, RecordChange[] changes, CancellationToken cancellationToken)
    {
        var ids = changes.Select(c => c.RecordId).ToList();
        switch (kind)
        {
            case RecordKind.Person:
                var people = await db.People.Include(p => p.Residence).Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)).ToDictionaryAsync(p => p.LedgerPersonId, cancellationToken);
                Change(changes, people, PersonFields.Find, (p, version) => (p.Version, p.Version = version).Item1);
                break;
            case RecordKind.Dose:
                var doses = await db.Doses.Where(d => EF.Parameter(ids).Contains(d.DoseId)).ToDictionaryAsync(d => d.DoseId, cancellationToken);
                Change(changes, doses, DoseFields.Find, (d, version) => (d.Version, d.Version = version).Item1);
                break;
            case RecordKind.Coupon:
                var coupons = await db.Coupons.Where(c => EF.Parameter(ids).Contains(c.CouponId)).ToDictionaryAsync(c => c.CouponId, cancellationToken);
                Change(changes, coupons, CouponFields.Find, (c, version) => (c.Version, c.Version = version).Item1);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private void Change<T>(RecordChange[] changes, Dictionary<Guid, T> records, Func<string, RecordField<T>> field, Func<T, Guid, Guid> renew)
    {
        foreach (var change in changes)
        {
            var record = records[change.RecordId];
            foreach (var item in change.Items)
            {
                // A server lets others save between our comparing and our writing; their work is not to be lost.
                if (field(item.Field).Get(record) != item.Ours)
                {
                    throw new DbUpdateConcurrencyException("A record was changed after it was compared.");
                }

                field(item.Field).Set(record, item.Theirs);
            }

            var version = Guid.CreateVersion7(now);
            db.Add(ToRevision(change, renew(record, version), version));
        }
    }

    private Revision ToRevision(RecordChange change, Guid from, Guid to)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            RevisionId = id,
            LedgerPersonId = change.PersonId,
            RecordKind = change.Kind,
            RecordId = change.RecordId,
            Act = RevisionAct.Import,
            ImportRunId = runId,
            FromVersion = from,
            ToVersion = to,
            RequestedBy = by.PersonKey,
            RequestedByName = by.Name,
            Terminal = by.Terminal,
            RequestedAt = now,
            AppliedAt = now,
            Changes = [.. change.Items.Select(item => item.ToChange(id))],
        };
    }
}
