using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections;

/// <summary>訂正・取消・復元・転出や死亡の記録. Every change is one revision, its record and its log entry in one save.</summary>
public sealed class CorrectionDesk(IDbContextFactory<PortalDb> dbFactory, RevisionSaving saving, TimeProvider time)
{
    /// <summary>Opens a record for correcting; the address of a protected person only with a purpose. Null: no such record.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">The purpose is too short or holds a possible My Number.</exception>
    public async Task<OpenedRecord?> OpenAsync(Staff by, RecordKind kind, Guid recordId, string? addressPurpose = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var record = await db.LoadRecordAsync(kind, recordId);
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionOpened, now, record?.LedgerPersonId);
        if (record is null)
        {
            await dbFactory.LogMissingAsync(by, Operation.CorrectionOpened, recordId, now);
            return null;
        }

        var person = await db.HeadOfAsync(record.LedgerPersonId);
        db.Add(addressPurpose is null
            ? OperationLogEntry.For(by, now, Operation.CorrectionOpened, person.LedgerPersonId, recordId)
            : await dbFactory.DemandAddressAsync(by, now, addressPurpose, person.LedgerPersonId, recordId));
        await db.SaveChangesAsync();

        var revisions = await db.LoadRevisionsAsync(recordId);
        return new OpenedRecord
        {
            Kind = kind,
            RecordId = recordId,
            Person = person,
            Texts = Visible(record, hideAddress: person.IsProtected && addressPurpose is null),
            AddressHidden = kind == RecordKind.Person && person.IsProtected && addressPurpose is null,
            Waiting = [.. revisions.Where(r => r.State == RevisionState.Pending)],
            CancelledBy = record.IsCancelled ? History.LastChangeOf(RecordItems.Status, record[RecordItems.Status], revisions)?.RevisionId : null,
        };
    }

    /// <summary>訂正. A repeated press (same <see cref="CorrectionRequest.RevisionId"/>) has the same outcome and one row.</summary>
    public Task<CorrectionOutcome> CorrectAsync(Staff by, RecordKind kind, Guid recordId, CorrectionRequest request)
    {
        if (request.Wanted.Keys.FirstOrDefault(key => key is RecordItems.Status or RecordItems.Residence) is { } other)
        {
            throw new ArgumentException($"'{other}' has an act of its own.", nameof(request));
        }

        return saving.SaveAsync(by, kind, recordId, request.RevisionId, (_, _) => request with { Act = RevisionAct.Correct, RestoresId = null });
    }

    /// <summary>Whether a request with this key has been written: a draft kept beyond its own saving is finished.</summary>
    public async Task<bool> IsMadeAsync(Guid revisionId)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        return await db.Revisions.AnyAsync(r => r.RevisionId == revisionId);
    }

    /// <summary>What would no longer fit among the person's doses after this correction. Warns, never blocks.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<IReadOnlyList<string>> WarningsAsync(Staff by, Guid doseId, IReadOnlyDictionary<string, string?> wanted)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionMade, time.GetUtcNow().UtcDateTime);
        await using var db = await dbFactory.CreateDbContextAsync();
        var person = await db.People.AsNoTracking().SingleAsync(p => p.LedgerPersonId == db.Doses.Where(d => d.DoseId == doseId).Select(d => d.LedgerPersonId).Single());
        var doses = await db.Doses.AsNoTracking().Where(d => d.LedgerPersonId == person.LedgerPersonId && d.Status == RecordStatus.Active)
            .OrderBy(d => d.DoseNumber).ThenBy(d => d.DoseId).ToListAsync();
        var before = DoseChecks.Of(person, doses);
        if (doses.Find(d => d.DoseId == doseId) is { } dose)
        {
            wanted.ToList().ForEach(w => DoseFields.Find(w.Key).Set(dose, w.Value));
        }

        return [.. DoseChecks.Of(person, doses).Except(before).Select(finding => finding.Message)];
    }

    /// <summary>取消. The record stays and its dose number may be used again.</summary>
    public Task<CorrectionOutcome> CancelAsync(Staff by, RecordKind kind, Guid recordId, Guid revisionId, IReadOnlyDictionary<string, string?> seen, Grounds grounds) =>
        saving.SaveAsync(by, kind, recordId, revisionId, (_, _) => new CorrectionRequest
        {
            RevisionId = revisionId,
            Act = RevisionAct.Cancel,
            Seen = seen,
            Wanted = new Dictionary<string, string?> { [RecordItems.Status] = nameof(RecordStatus.Cancelled) },
            Grounds = grounds,
        });

    /// <summary>Shows an earlier version beside today's. Null: no such applied revision.</summary>
    public async Task<OpenedVersion?> OpenVersionAsync(Staff by, VersionPoint point)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionOpened, time.GetUtcNow().UtcDateTime);
        await using var db = await dbFactory.CreateDbContextAsync();
        var revision = await db.Revisions.AsNoTracking().SingleOrDefaultAsync(r => r.RevisionId == point.RevisionId && r.State == RevisionState.Applied);
        if (revision is null || revision.RecordKind == RecordKind.Coupon || await OpenAsync(by, revision.RecordKind, revision.RecordId) is not { } opened)
        {
            return null;
        }

        var record = await db.LoadRecordAsync(revision.RecordKind, revision.RecordId);
        var texts = Versions.At(record!, await db.LoadRevisionsAsync(revision.RecordId), point).Texts;
        var hiddenDiffers = opened.AddressHidden && texts.Any(t => ProtectedAddress.Covers(opened.Kind, t.Key) && t.Value != record![t.Key]);
        return new OpenedVersion(opened, texts.Where(t => opened.Texts.ContainsKey(t.Key)).ToDictionary(), hiddenDiffers, revision);
    }

    /// <summary>以前の版に戻す, also out of a cancellation. Newer versions stay in the history.</summary>
    public async Task<CorrectionOutcome> RestoreAsync(Staff by, VersionPoint point, Guid revisionId, IReadOnlyDictionary<string, string?> seen, Grounds grounds)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionMade, time.GetUtcNow().UtcDateTime);
        await using var db = await dbFactory.CreateDbContextAsync();
        var revision = await db.Revisions.AsNoTracking().SingleAsync(r => r.RevisionId == point.RevisionId);
        return await saving.SaveAsync(by, revision.RecordKind, revision.RecordId, revisionId, (record, revisions) =>
        {
            var (texts, restores) = Versions.At(record, revisions, point);
            // Hidden items the clerk could not see are compared with the ledger itself.
            var all = record.Texts().ToDictionary(t => t.Key, t => seen.TryGetValue(t.Key, out var text) ? text : t.Value);
            return new CorrectionRequest { RevisionId = revisionId, Act = RevisionAct.Restore, Seen = all, Wanted = texts, Grounds = grounds, RestoresId = restores };
        });
    }

    /// <summary>一件の取消し: the items one revision changed get their earlier values, but for those that have been changed again since.</summary>
    /// <param name="by">Who.</param>
    /// <param name="taken">The revision; applied, and neither a registration nor part of a merge.</param>
    /// <param name="revisionId">The request's own key.</param>
    /// <param name="grounds">Why.</param>
    /// <returns>The outcome, and the labels of the items left as they are.</returns>
    /// <exception cref="RuleException">No such revision, or one that has a way back of its own.</exception>
    public async Task<(CorrectionOutcome Outcome, IReadOnlyList<string> Kept)> TakeBackAsync(Staff by, Guid taken, Guid revisionId, Grounds grounds)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionMade, time.GetUtcNow().UtcDateTime);
        await using var db = await dbFactory.CreateDbContextAsync();
        var revision = await db.Revisions.AsNoTracking().Include(r => r.Changes).SingleOrDefaultAsync(r => r.RevisionId == taken && r.State == RevisionState.Applied);
        if (revision is null or { RecordKind: RecordKind.Coupon } or { MergeId: not null } || revision.Changes.Count == 0)
        {
            throw new RuleException("この番号の訂正はありません。登録は個人票の「訂正・取消」から、統合は統合の取消しから、取込は取込の取消しから取り消してください。");
        }

        IReadOnlyList<string> kept = [];
        var outcome = await saving.SaveAsync(by, revision.RecordKind, revision.RecordId, revisionId, (record, _) =>
        {
            var standing = revision.Changes.Where(c => record[c.Field] == c.NewValue).ToList();
            kept = [.. revision.Changes.Except(standing).Select(c => RecordItems.Find(revision.RecordKind, c.Field).Label)];
            return new CorrectionRequest
            {
                RevisionId = revisionId,
                Act = RevisionAct.Restore,
                Seen = standing.ToDictionary(c => c.Field, c => c.NewValue),
                Wanted = standing.ToDictionary(c => c.Field, c => c.OldValue),
                Grounds = grounds,
            };
        });
        return (outcome, kept);
    }

    private static Dictionary<string, string?> Visible(LedgerRecord record, bool hideAddress) =>
        record.Texts().Where(t => !hideAddress || !ProtectedAddress.Covers(record.Kind, t.Key)).ToDictionary();
}
