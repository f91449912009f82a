using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections;

/// <summary>承認 — requests waiting for a second person, and what becomes of them.</summary>
public sealed class ApprovalDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>How many requests this member of staff could decide now; 0 for those who decide none.</summary>
    public async Task<int> CountWaitingAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.CorrectionApprove))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await db.Revisions.CountAsync(r => r.State == RevisionState.Pending && r.RequestedBy != by.PersonKey, cancellationToken);
    }

    /// <summary>How many of one's own requests came back in the last thirty days.</summary>
    public async Task<int> CountReturnedAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.RecordCorrect))
        {
            return 0;
        }

        var since = time.GetUtcNow().UtcDateTime.AddDays(-30);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await db.Revisions.CountAsync(r => r.State == RevisionState.Returned && r.RequestedBy == by.PersonKey && r.DecidedAt >= since, cancellationToken);
    }

    /// <summary>Opens one request for its approver or its requester. Null: no such request.</summary>
    public async Task<OpenedRequest?> OpenAsync(Staff by, Guid revisionId, string? addressPurpose = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var revision = await db.Revisions.AsNoTracking().Include(r => r.Changes).SingleOrDefaultAsync(r => r.RevisionId == revisionId);
        if (revision?.RequestedBy != by.PersonKey)
        {
            await dbFactory.DemandAsync(by, Permission.CorrectionApprove, Operation.CorrectionOpened, now, revision?.LedgerPersonId);
        }

        if (revision is null || await db.LoadRecordAsync(revision.RecordKind, revision.RecordId) is not { } record)
        {
            await dbFactory.LogMissingAsync(by, Operation.CorrectionOpened, revisionId, now);
            return null;
        }

        var head = await db.HeadOfAsync(revision.LedgerPersonId);
        db.Add(addressPurpose is null
            ? OperationLogEntry.For(by, now, Operation.CorrectionOpened, revision.LedgerPersonId, revisionId)
            : await dbFactory.DemandAddressAsync(by, now, addressPurpose, revision.LedgerPersonId, revisionId));
        await db.SaveChangesAsync();
        return new OpenedRequest
        {
            Revision = revision,
            Person = head,
            RecordName = record.Kind == RecordKind.Dose ? $"接種記録 {record[DoseFields.DoseNumber.Key]}回目" : record.Kind.Label(),
            AddressHidden = head.IsProtected && addressPurpose is null,
            Conflicts = revision.State == RevisionState.Pending ? revision.ConflictsWith(record, await db.LoadRevisionsAsync(record.RecordId)) : [],
            Evidence = revision.EvidenceId is { } evidenceId
                ? await db.Evidence.Where(e => e.EvidenceId == evidenceId).Select(e => new EvidenceLine(e.EvidenceId, e.FileName, e.ContentType)).SingleAsync()
                : null,
        };
    }

    /// <summary>承認: the change is made in the ledger. Items that changed since the request stand in the way and are returned.</summary>
    public Task<IReadOnlyList<FieldConflict>> ApproveAsync(Staff by, Guid revisionId) =>
        DecideAsync(by, Permission.CorrectionApprove, Operation.CorrectionApproved, revisionId, async (db, revision, now) =>
        {
            var record = await db.LoadRecordAsync(revision.RecordKind, revision.RecordId)
                ?? throw new RuleException("この記録は台帳にありません。");
            await db.DemandFitsAsync(revision);
            return revision.Approve(by, record, await db.LoadRevisionsAsync(revision.RecordId), now);
        });

    /// <summary>差戻し with words.</summary>
    public Task ReturnAsync(Staff by, Guid revisionId, string? note) =>
        DecideAsync(by, Permission.CorrectionApprove, Operation.CorrectionReturned, revisionId, (_, revision, now) =>
        {
            revision.Return(by, note, now);
            return Task.FromResult<IReadOnlyList<FieldConflict>>([]);
        });

    /// <summary>取下げ by the requester.</summary>
    public Task WithdrawAsync(Staff by, Guid revisionId) =>
        DecideAsync(by, Permission.RecordCorrect, Operation.CorrectionWithdrawn, revisionId, (_, revision, now) =>
        {
            revision.Withdraw(by, now);
            return Task.FromResult<IReadOnlyList<FieldConflict>>([]);
        });

    private async Task<IReadOnlyList<FieldConflict>> DecideAsync(
        Staff by, Permission permission, Operation operation, Guid revisionId, Func<PortalDb, Revision, DateTime, Task<IReadOnlyList<FieldConflict>>> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await using var db = await dbFactory.CreateDbContextAsync();
            var revision = await db.Revisions.Include(r => r.Changes).SingleOrDefaultAsync(r => r.RevisionId == revisionId);
            await dbFactory.DemandAsync(by, permission, operation, now, revision?.LedgerPersonId);
            if (revision is null)
            {
                throw new RuleException("この申請は見つかりません。一覧を開き直してください。");
            }

            await using var turn = await db.TakeTurnAsync(revision.LedgerPersonId);
            var conflicts = await decide(db, revision, now);
            if (conflicts.Count > 0)
            {
                if (await db.Revisions.AnyAsync(r => r.RevisionId == revisionId && r.State == RevisionState.Pending))
                {
                    return conflicts;
                }

                // The items differ because somebody else has just decided: look again, the rule says so.
                continue;
            }

            db.Add(OperationLogEntry.For(by, now, operation, revision.LedgerPersonId, revisionId, $"{revision.RecordKind.Label()} {revision.Act.Label()} {revision.Changes.Count}項目"));
            try
            {
                await db.SaveChangesAsync();
                await turn.CommitAsync();
                return [];
            }
            catch (DbUpdateException) when (attempt < 3)
            {
                // Decided or corrected by somebody else just now: look again, the rule says what that means.
            }
        }
    }
}

/// <summary>A request with all an approver weighs.</summary>
public sealed record OpenedRequest
{
    public required Revision Revision { get; init; }
    public required PersonHead Person { get; init; }

    /// <summary>Which of the person's records: 被接種者, 接種記録 3回目.</summary>
    public required string RecordName { get; init; }

    public required bool AddressHidden { get; init; }

    /// <summary>Items changed in the ledger since the request was made.</summary>
    public required IReadOnlyList<FieldConflict> Conflicts { get; init; }

    public EvidenceLine? Evidence { get; init; }
}

/// <summary>An attached file without its bytes.</summary>
public sealed record EvidenceLine(Guid EvidenceId, string FileName, string ContentType);
