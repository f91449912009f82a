using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Features.DataQuality;

namespace Portal.Features.Exchange;

/// <summary>Takes one import back record by record, in batches, within the caller's transaction.</summary>
internal sealed class ImportReversal(PortalDb db, ImportRun run, Staff by, DateTime now, string reason)
{
    private const int BatchRecords = 1000;
    private const string ChangedSince = "取込のあとで変更されています。";

    private readonly BulkWriter _bulk = BulkWriter.For(db);
    private readonly List<KeptRecord> _kept = [];
    private readonly HashSet<Guid> _people = [];
    private int _cancelled;
    private int _restored;

    public async Task<UndoResult> RunAsync(CancellationToken cancellationToken)
    {
        db.ChecksWhatIsSaved = false;
        await _bulk.MakeRoomAsync(cancellationToken);
        await RestoreAsync(RecordKind.Dose, ids => db.Doses.Where(d => EF.Parameter(ids).Contains(d.DoseId)), d => d.DoseId, d => d.LedgerPersonId, d => d.Version, (d, v) => d.Version = v, DoseFields.Find, cancellationToken);
        await RestoreAsync(RecordKind.Coupon, ids => db.Coupons.Where(c => EF.Parameter(ids).Contains(c.CouponId)), c => c.CouponId, c => c.LedgerPersonId, c => c.Version, (c, v) => c.Version = v, CouponFields.Find, cancellationToken);
        await RestoreAsync(RecordKind.Person, ids => db.People.Include(p => p.Residence).Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)), p => p.LedgerPersonId, p => p.LedgerPersonId, p => p.Version, (p, v) => p.Version = v, PersonFields.Find, cancellationToken);
        await CancelDosesAsync(cancellationToken);
        await CancelCouponsAsync(cancellationToken);
        await CancelPeopleAsync(cancellationToken);
        var held = await db.HeldLines.Where(l => l.ImportRunId == run.ImportRunId && l.State != HeldLineState.Undone)
            .ExecuteUpdateAsync(u => u.SetProperty(l => l.State, HeldLineState.Undone).SetProperty(l => l.Version, Guid.CreateVersion7(now)), cancellationToken);
        var coupons = await db.Coupons.Where(c => c.ImportRunId == run.ImportRunId).Select(c => c.CouponNumber).Distinct().ToListAsync(cancellationToken);
        await Recheck.PeopleAsync(db, _people, coupons, now, cancellationToken);
        db.ChecksWhatIsSaved = true;
        return new(_cancelled, _restored, held, _kept);
    }

    /// <summary>Gives changed records their earlier values, unless a later value stands on top; one that was taken back does not.</summary>
    private async Task RestoreAsync<T>(
        RecordKind kind, Func<List<Guid>, IQueryable<T>> load, Func<T, Guid> id, Func<T, Guid> owner, Func<T, Guid> version, Action<T, Guid> renew,
        Func<string, RecordField<T>> field, CancellationToken cancellationToken) where T : class
    {
        var changed = await db.Revisions.AsNoTracking()
            .Where(r => r.ImportRunId == run.ImportRunId && r.RecordKind == kind && r.Act == RevisionAct.Import)
            .OrderBy(r => r.RevisionId).Select(r => r.RevisionId).ToListAsync(cancellationToken);
        foreach (var batch in changed.Chunk(BatchRecords))
        {
            var revisions = await db.Revisions.AsNoTracking().Include(r => r.Changes).Where(r => EF.Parameter(batch).Contains(r.RevisionId))
                .OrderBy(r => r.RevisionId).ToListAsync(cancellationToken);
            var records = await load([.. revisions.Select(r => r.RecordId)]).ToDictionaryAsync(id, cancellationToken);
            foreach (var revision in revisions)
            {
                var record = records[revision.RecordId];
                if (revision.Changes.Exists(c => field(c.Field).Get(record) != c.NewValue))
                {
                    _kept.Add(new(kind, revision.RecordId, owner(record), ChangedSince));
                    continue;
                }

                foreach (var change in revision.Changes)
                {
                    field(change.Field).PutBack(record, change.OldValue);
                }

                var next = Guid.CreateVersion7(now);
                db.Add(Revision(kind, revision.RecordId, owner(record), version(record), next, revision.Changes.Select(c => (c.Field, c.NewValue, c.OldValue))));
                renew(record, next);
                _restored++;
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    private Task CancelDosesAsync(CancellationToken cancellationToken) => CancelAsync(
        RecordKind.Dose,
        db.Doses.Where(d => d.ImportRunId == run.ImportRunId && d.Status == RecordStatus.Active)
            .OrderBy(d => d.DoseId).Select(d => new NewRecord(d.DoseId, d.LedgerPersonId, d.Version)),
        (ids, version) => db.Doses.Where(d => EF.Parameter(ids).Contains(d.DoseId))
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.Status, RecordStatus.Cancelled).SetProperty(d => d.Version, version), cancellationToken),
        cancellationToken);

    private Task CancelCouponsAsync(CancellationToken cancellationToken) => CancelAsync(
        RecordKind.Coupon,
        db.Coupons.Where(c => c.ImportRunId == run.ImportRunId && c.Status == RecordStatus.Active)
            .OrderBy(c => c.CouponId).Select(c => new NewRecord(c.CouponId, c.LedgerPersonId, c.Version)),
        (ids, version) => db.Coupons.Where(c => EF.Parameter(ids).Contains(c.CouponId))
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.Status, RecordStatus.Cancelled).SetProperty(c => c.Version, version), cancellationToken),
        cancellationToken);

    /// <summary>A person to whom doses, coupons or another person came from elsewhere stays: nothing must lose its person.</summary>
    private async Task CancelPeopleAsync(CancellationToken cancellationToken)
    {
        var mine = db.People.Where(p => p.ImportRunId == run.ImportRunId && p.Status == RecordStatus.Active);
        var needed = await mine
            .Where(p => db.Doses.Any(d => d.LedgerPersonId == p.LedgerPersonId && d.Status == RecordStatus.Active)
                || db.Coupons.Any(c => c.LedgerPersonId == p.LedgerPersonId && c.Status == RecordStatus.Active)
                || db.People.Any(merged => merged.MergedIntoId == p.LedgerPersonId))
            .OrderBy(p => p.LedgerPersonId).Select(p => p.LedgerPersonId).ToListAsync(cancellationToken);
        var stays = needed.ToHashSet();
        _kept.AddRange(needed.Select(id => new KeptRecord(RecordKind.Person, id, id, "この人の接種記録か接種券がほかの取込や登録で入っているか、別の人がこの人に統合されています。")));
        await CancelAsync(
            RecordKind.Person,
            mine.OrderBy(p => p.LedgerPersonId).Select(p => new NewRecord(p.LedgerPersonId, p.LedgerPersonId, p.Version)),
            (ids, version) => db.People.Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId))
                .ExecuteUpdateAsync(u => u.SetProperty(p => p.Status, RecordStatus.Cancelled).SetProperty(p => p.Version, version), cancellationToken),
            cancellationToken, stays);
    }

    private async Task CancelAsync(
        RecordKind kind, IQueryable<NewRecord> brought, Func<List<Guid>, Guid, Task<int>> cancel, CancellationToken cancellationToken, HashSet<Guid>? stays = null)
    {
        var all = await brought.ToListAsync(cancellationToken);
        foreach (var batch in all.Where(r => stays?.Contains(r.Id) != true).Chunk(BatchRecords))
        {
            var ids = batch.Select(r => r.Id).ToList();
            var touched = await TouchedAsync(ids, cancellationToken);
            _kept.AddRange(batch.Where(r => touched.Contains(r.Id)).Select(r => new KeptRecord(kind, r.Id, r.PersonId, ChangedSince)));

            // One token for the batch: a record's own chain of versions is all it serves.
            var version = Guid.CreateVersion7(now);
            var revisions = batch.Where(r => !touched.Contains(r.Id))
                .Select(r => Revision(kind, r.Id, r.PersonId, r.Version, version, [("status", nameof(RecordStatus.Active), nameof(RecordStatus.Cancelled))])).ToList();
            _cancelled += await cancel([.. revisions.Select(r => r.RecordId)], version);
            await _bulk.WriteAsync(revisions, cancellationToken);
            await _bulk.WriteAsync(revisions.SelectMany(r => r.Changes).ToList(), cancellationToken);
        }
    }

    /// <summary>Records that are not what the import brought: changed by hand or by a later import, and not changed back.</summary>
    private async Task<HashSet<Guid>> TouchedAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var changes = await db.Revisions.AsNoTracking()
            .Where(r => EF.Parameter(ids).Contains(r.RecordId) && r.State == RevisionState.Applied && r.ImportRunId != run.ImportRunId)
            .SelectMany(r => r.Changes, (r, c) => new { r.RecordId, c.Field, c.OldValue, c.NewValue }).ToListAsync(cancellationToken);
        return
        [
            .. changes.GroupBy(c => (c.RecordId, c.Field))
                .Where(item => !History.CameBack([.. item.Select(c => (c.OldValue, c.NewValue))]))
                .Select(item => item.Key.RecordId),
        ];
    }

    private Revision Revision(RecordKind kind, Guid record, Guid person, Guid from, Guid to, IEnumerable<(string Field, string? Old, string? New)> changes)
    {
        var id = Guid.CreateVersion7(now);
        _people.Add(person);
        return new()
        {
            RevisionId = id,
            LedgerPersonId = person,
            RecordKind = kind,
            RecordId = record,
            Act = RevisionAct.UndoImport,
            ReasonText = reason,
            ImportRunId = run.ImportRunId,
            FromVersion = from,
            ToVersion = to,
            RequestedBy = by.PersonKey,
            RequestedByName = by.Name,
            Terminal = by.Terminal,
            RequestedAt = now,
            AppliedAt = now,
            Changes = [.. changes.Select(c => new FieldChange { RevisionId = id, Field = c.Field, OldValue = c.Old, NewValue = c.New })],
        };
    }

    private sealed record NewRecord(Guid Id, Guid PersonId, Guid Version);
}
