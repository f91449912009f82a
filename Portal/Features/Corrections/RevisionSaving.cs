using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.SlipComparison;

namespace Portal.Features.Corrections;

/// <summary>One record of an act, and what is asked of it.</summary>
/// <param name="Kind">The record's kind.</param>
/// <param name="RecordId">The record.</param>
/// <param name="RevisionId">The request's own key; when it is known already its outcome is told again and nothing is written.</param>
/// <param name="Ask">Makes the request from the record as it stands now.</param>
public sealed record RevisionAsk(RecordKind Kind, Guid RecordId, Guid RevisionId, Func<LedgerRecord, IReadOnlyList<Revision>, CorrectionRequest> Ask);

/// <summary>The one way a revision asked for at the desk gets into the ledger: permission, fresh record, rule, one save.</summary>
public sealed class RevisionSaving(IDbContextFactory<PortalDb> dbFactory, ApprovalPolicy policy, TimeProvider time)
{
    private const int MaxAttempts = 5;

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(0.5);

    /// <summary>One record.</summary>
    public async Task<CorrectionOutcome> SaveAsync(
        Staff by, RecordKind kind, Guid recordId, Guid revisionId, Func<LedgerRecord, IReadOnlyList<Revision>, CorrectionRequest> ask) =>
        (await SaveTogetherAsync(by, [new(kind, recordId, revisionId, ask)]))[0];

    /// <summary>Several records in one act: every revision is written, or none is because one of them is refused.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="asks">The records; at least one.</param>
    /// <param name="beside">Written in the same transaction, also when no item of the records changes.</param>
    /// <returns>An outcome for each; where one of them is a refusal the others have not been written either.</returns>
    public async Task<IReadOnlyList<CorrectionOutcome>> SaveTogetherAsync(Staff by, IReadOnlyList<RevisionAsk> asks, Func<PortalDb, Task>? beside = null)
    {
        await DemandAsync(by, asks is [var first, ..] ? first : null);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(by, asks, beside);
            }
            catch (DbUpdateException) when (attempt < MaxAttempts)
            {
                // Somebody saved a record, or this very request, between our look and our save: look again and let the values decide.
            }
            catch (Exception exception) when (attempt < MaxAttempts && TransientRetry.IsPassing(dbFactory, exception))
            {
                // The line broke, before the commit or behind it. Looking again finds the revision if it is there.
                await Task.Delay(Breath * attempt);
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new RuleException("ほかの職員の保存と重なりました。少し待ってから、もう一度押してください。");
            }
        }
    }

    private async Task DemandAsync(Staff by, RevisionAsk? ask)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var personId = ask switch
        {
            null => null,
            { Kind: RecordKind.Person } => ask.RecordId,
            _ => await db.Doses.Where(d => d.DoseId == ask.RecordId).Select(d => (Guid?)d.LedgerPersonId).SingleOrDefaultAsync(),
        };
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionMade, time.GetUtcNow().UtcDateTime, personId);
    }

    private async Task<IReadOnlyList<CorrectionOutcome>> TryAsync(Staff by, IReadOnlyList<RevisionAsk> asks, Func<PortalDb, Task>? beside)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var made = new List<(LedgerRecord Record, CorrectionOutcome Outcome, Revision? New)>();
        foreach (var ask in asks)
        {
            made.Add(await MakeAsync(db, by, ask, now));
        }

        IReadOnlyList<CorrectionOutcome> outcomes = [.. made.Select(m => m.Outcome)];
        var isNew = made.Exists(m => m.New is not null);
        if (outcomes.Any(o => o is CorrectionOutcome.Conflict or CorrectionOutcome.AlreadyPending) || (!isNew && beside is null))
        {
            return outcomes;
        }

        await using var turn = await db.TakeTurnsAsync(made.Select(m => m.Record.LedgerPersonId));
        foreach (var (record, outcome, revision) in made.Where(m => m.New is not null))
        {
            await DemandUnmovedAsync(db, record);
            await db.DemandFitsAsync(revision!);
            db.Add(revision!);
            await db.ForgetPaperAsync(revision!);
            db.Add(OperationLogEntry.For(
                by, now, outcome is CorrectionOutcome.Applied ? Operation.CorrectionMade : Operation.CorrectionRequested, record.LedgerPersonId, revision!.RevisionId,
                $"{record.Kind.Label()} {revision.Act.Label()} {revision.Changes.Count}項目"));
        }

        await (beside?.Invoke(db) ?? Task.CompletedTask);
        await db.SaveChangesAsync();
        await turn.CommitAsync();
        return outcomes;
    }

    /// <summary>What becomes of one record; the revision is null where nothing new is to be written.</summary>
    private async Task<(LedgerRecord Record, CorrectionOutcome Outcome, Revision? New)> MakeAsync(PortalDb db, Staff by, RevisionAsk ask, DateTime now)
    {
        var record = await db.LoadRecordAsync(ask.Kind, ask.RecordId) ?? throw new RuleException("この記録は台帳にありません。検索からやり直してください。");
        var revisions = await db.LoadRevisionsAsync(ask.RecordId);
        if (revisions.Find(r => r.RevisionId == ask.RevisionId && r.RequestedBy == by.PersonKey) is { } known)
        {
            return (record, known.State == RevisionState.Applied ? new CorrectionOutcome.Applied(known, []) : new CorrectionOutcome.Pending(known, []), null);
        }

        var request = ask.Ask(record, revisions);
        await DemandAllowedAsync(db, by, record, request, now);
        var outcome = Correction.Make(record, revisions, request, policy, by, now);
        return (record, outcome, outcome switch
        {
            CorrectionOutcome.Applied applied => applied.Revision,
            CorrectionOutcome.Pending pending => pending.Revision,
            _ => null,
        });
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
