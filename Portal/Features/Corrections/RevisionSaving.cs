using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections;

/// <summary>The one way a revision asked for at the desk gets into the ledger: permission, fresh record, rule, one save.</summary>
public sealed class RevisionSaving(IDbContextFactory<PortalDb> dbFactory, ApprovalPolicy policy, TimeProvider time)
{
    private const int MaxAttempts = 5;

    /// <param name="by">Who asks.</param>
    /// <param name="kind">The record's kind.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="revisionId">The request's own key; when it is known already its outcome is told again and nothing is written.</param>
    /// <param name="ask">Makes the request from the record as it stands now.</param>
    public async Task<CorrectionOutcome> SaveAsync(
        Staff by, RecordKind kind, Guid recordId, Guid revisionId, Func<LedgerRecord, IReadOnlyList<Revision>, CorrectionRequest> ask)
    {
        await DemandAsync(by, kind, recordId);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(by, kind, recordId, revisionId, ask);
            }
            catch (DbUpdateException) when (attempt < MaxAttempts)
            {
                // Somebody saved this record, or this very request, between our look and our save: look again and let the values decide.
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new RuleException("ほかの職員の保存と重なりました。少し待ってから、もう一度押してください。");
            }
        }
    }

    private async Task DemandAsync(Staff by, RecordKind kind, Guid recordId)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var personId = kind == RecordKind.Person
            ? recordId
            : await db.Doses.Where(d => d.DoseId == recordId).Select(d => (Guid?)d.LedgerPersonId).SingleOrDefaultAsync();
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionMade, time.GetUtcNow().UtcDateTime, personId);
    }

    private async Task<CorrectionOutcome> TryAsync(
        Staff by, RecordKind kind, Guid recordId, Guid revisionId, Func<LedgerRecord, IReadOnlyList<Revision>, CorrectionRequest> ask)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var record = await db.LoadRecordAsync(kind, recordId) ?? throw new RuleException("この記録は台帳にありません。検索からやり直してください。");
        var revisions = await db.LoadRevisionsAsync(recordId);
        if (revisions.Find(r => r.RevisionId == revisionId && r.RequestedBy == by.PersonKey) is { } made)
        {
            return made.State == RevisionState.Applied ? new CorrectionOutcome.Applied(made, []) : new CorrectionOutcome.Pending(made, []);
        }

        var request = ask(record, revisions);
        await DemandAllowedAsync(db, by, record, request, now);
        var outcome = Correction.Make(record, revisions, request, policy, by, now);
        var (revision, operation) = outcome switch
        {
            CorrectionOutcome.Applied applied => (applied.Revision, Operation.CorrectionMade),
            CorrectionOutcome.Pending pending => (pending.Revision, Operation.CorrectionRequested),
            _ => (null, default),
        };
        if (revision is not null)
        {
            await using var turn = await db.TakeTurnAsync(record.LedgerPersonId);
            await DemandUnmovedAsync(db, record);
            await db.DemandFitsAsync(revision);
            db.Add(revision);
            db.Add(OperationLogEntry.For(by, now, operation, record.LedgerPersonId, revision.RevisionId, $"{kind.Label()} {revision.Act.Label()} {revision.Changes.Count}項目"));
            await db.SaveChangesAsync();
            await turn.CommitAsync();
        }

        return outcome;
    }

    /// <summary>Merged or moved to another person between our look and our turn: a request that only waits would not notice.</summary>
    private static async Task DemandUnmovedAsync(PortalDb db, LedgerRecord record)
    {
        var isThere = record.Kind == RecordKind.Person
            ? await db.People.AnyAsync(p => p.LedgerPersonId == record.RecordId && p.MergedIntoId == null)
            : await db.Doses.AnyAsync(d => d.DoseId == record.RecordId && d.LedgerPersonId == record.LedgerPersonId);
        if (!isThere && record.Kind == RecordKind.Dose)
        {
            throw new DbUpdateConcurrencyException("The dose has another person now.");
        }

        RecordRules.DemandNotMerged(isThere ? null : record.RecordId);
    }

    private async Task DemandAllowedAsync(PortalDb db, Staff by, LedgerRecord record, CorrectionRequest request, DateTime now)
    {
        // A protected address may be changed, and protection taken off, only by those who may see it.
        var isProtected = record.Kind == RecordKind.Person && record[PersonFields.IsProtected.Key] is not null;
        var touched = request.Wanted.Where(w => record[w.Key] != w.Value).Select(w => w.Key);
        if (isProtected && touched.Any(key => ProtectedAddress.Covers(record.Kind, key) || key == PersonFields.IsProtected.Key))
        {
            await dbFactory.DemandAsync(by, Permission.ProtectedAddressView, Operation.CorrectionMade, now, record.LedgerPersonId);
        }

        if (request.Grounds.EvidenceId is { } evidenceId
            && !await db.Evidence.AnyAsync(e => e.EvidenceId == evidenceId && e.LedgerPersonId == record.LedgerPersonId))
        {
            throw new RuleException("根拠資料が見つかりません。もう一度添付してください。");
        }
    }
}
