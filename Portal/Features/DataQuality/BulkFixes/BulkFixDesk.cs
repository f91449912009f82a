using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.OperationLog;

namespace Portal.Features.DataQuality.BulkFixes;

/// <summary>一括訂正 — proposed from the findings of a rule, asked for, decided by a second person, and taken back whole.</summary>
public sealed class BulkFixDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int MaxAttempts = 3;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What could be corrected at once; in the log before it is shown.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">Nothing is proposed for this rule.</exception>
    public async Task<FixProposals> ProposeAsync(Staff by, FindingRule rule, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.BulkFixProposed, now, cancellationToken: cancellationToken);
        DemandFixable(rule);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var proposals = await BulkFixProposals.OfAsync(db, rule, cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.BulkFixProposed, detail: $"{rule.Label()} 案{proposals.Rows.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return proposals;
    }

    /// <summary>申請. The proposals are made once more: what is asked for is what was on the screen, or nothing.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="id">The request's own key: pressed twice, asked once.</param>
    /// <param name="rule">Whose findings.</param>
    /// <param name="chosen">The doses, and the proposal on the screen for each.</param>
    /// <param name="reason">Why they are right.</param>
    public async Task RequestAsync(Staff by, Guid id, FindingRule rule, IReadOnlyDictionary<Guid, FixProposal> chosen, string? reason)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.RecordCorrect, Operation.BulkFixRequested, now, subjectId: id);
        DemandFixable(rule);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.BulkFixes.AnyAsync(f => f.BulkFixId == id && f.RequestedBy == by.PersonKey))
        {
            return;
        }

        var fix = BulkFix.Request(id, rule, chosen.Count, reason, by, now);
        var rows = (await BulkFixProposals.OfAsync(db, rule, default)).Rows.Where(r => chosen.TryGetValue(r.DoseId, out var seen) && seen == r.Proposal).ToList();
        if (rows.Count != chosen.Count)
        {
            throw new RuleException($"選んだ{chosen.Count:N0}件のうち{chosen.Count - rows.Count:N0}件は、画面を開いた後に記録が変わりました。画面を開き直して選び直してください。");
        }

        db.Add(fix);
        db.AddRange(rows.Select(r => new BulkFixLine
        {
            BulkFixId = id,
            DoseId = r.DoseId,
            LedgerPersonId = r.LedgerPersonId,
            Field = r.Proposal.Field,
            OldValue = r.Proposal.OldValue,
            NewValue = r.Proposal.NewValue,
        }));
        db.Add(OperationLogEntry.For(by, now, Operation.BulkFixRequested, subjectId: id, detail: $"{rule.Label()} {rows.Count}件", purpose: fix.Reason));
        await db.SaveChangesAsync();
    }

    /// <summary>承認: every dose that is still as it was when asked for is corrected, each with a revision of its own.</summary>
    public Task ApproveAsync(Staff by, Guid id) => ChangeAsync(by, Permission.CorrectionApprove, Operation.BulkFixApproved, id, async (db, fix, now) =>
    {
        fix.Approve(by, now);
        return await ReviseAsync(db, fix, (line, record, pending) => line.Make(fix, record, pending, now));
    });

    /// <summary>差戻し with words.</summary>
    public Task ReturnAsync(Staff by, Guid id, string? note) => ChangeAsync(by, Permission.CorrectionApprove, Operation.BulkFixReturned, id, (_, fix, now) =>
    {
        fix.Return(by, note, now);
        return Task.FromResult<IReadOnlyList<Revision>>([]);
    });

    /// <summary>取下げ by the requester.</summary>
    public Task WithdrawAsync(Staff by, Guid id) => ChangeAsync(by, Permission.RecordCorrect, Operation.BulkFixWithdrawn, id, (_, fix, now) =>
    {
        fix.Withdraw(by, now);
        return Task.FromResult<IReadOnlyList<Revision>>([]);
    });

    /// <summary>取消し: what it corrected becomes what it was, but for what somebody has corrected since.</summary>
    public Task UndoAsync(Staff by, Guid id, string? reason) => ChangeAsync(by, Permission.CorrectionApprove, Operation.BulkFixUndone, id, async (db, fix, now) =>
    {
        fix.Undo(by, await db.BulkFixLines.CountAsync(l => l.BulkFixId == id && l.State == BulkFixLineState.Made), reason, now);
        return await ReviseAsync(db, fix, (line, record, pending) => line.TakeBack(fix, record, pending, by, now));
    });

    private async Task ChangeAsync(
        Staff by, Permission permission, Operation operation, Guid id, Func<PortalDb, BulkFix, DateTime, Task<IReadOnlyList<Revision>>> change)
    {
        await dbFactory.DemandForAsync(by, permission, operation, Now, subjectId: id);
        for (var attempt = 1; ; attempt++)
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            // The first to write the fix's own row decides; whoever comes second finds it decided.
            await db.BulkFixes.Where(f => f.BulkFixId == id).ExecuteUpdateAsync(u => u.SetProperty(f => f.Version, f => f.Version));
            var fix = await db.BulkFixes.SingleOrDefaultAsync(f => f.BulkFixId == id) ?? throw new RuleException("この一括訂正は見つかりません。一覧を開き直してください。");
            var revisions = await change(db, fix, now);
            db.AddRange(revisions);
            db.Add(OperationLogEntry.For(by, now, operation, subjectId: id, detail: $"{fix.Rule.Label()} {fix.Count}件{(fix.State is BulkFixState.Applied or BulkFixState.Undone ? $" 変更{revisions.Count}件" : "")}", purpose: fix.UndoReason));
            // Whose records were changed is found by the log's search of one person too.
            db.AddRange(revisions.Select(r => OperationLogEntry.For(by, now, operation, r.LedgerPersonId, r.RevisionId)));
            try
            {
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return;
            }
            catch (DbUpdateException) when (attempt < MaxAttempts)
            {
                // Somebody corrected one of the doses between our look and our save: look again, and that one is left out.
            }
        }
    }

    private static async Task<IReadOnlyList<Revision>> ReviseAsync(PortalDb db, BulkFix fix, Func<BulkFixLine, LedgerRecord?, IEnumerable<Revision>, Revision?> revise)
    {
        var lines = await db.BulkFixLines.Where(l => l.BulkFixId == fix.BulkFixId).OrderBy(l => l.DoseId).ToListAsync();
        var (ids, people) = (lines.ConvertAll(l => l.DoseId), lines.Select(l => l.LedgerPersonId));
        await db.JoinTurnsAsync(people);
        var doses = await db.Doses.Where(d => EF.Parameter(ids).Contains(d.DoseId)).ToDictionaryAsync(d => d.DoseId);
        var pending = (await db.Revisions.AsNoTracking().Include(r => r.Changes).Where(r => r.State == RevisionState.Pending && EF.Parameter(ids).Contains(r.RecordId))
            .ToListAsync()).ToLookup(r => r.RecordId);
        return [.. lines.Select(line => revise(line, doses.TryGetValue(line.DoseId, out var dose) ? LedgerRecord.Of(dose) : null, pending[line.DoseId])).OfType<Revision>()];
    }

    private static void DemandFixable(FindingRule rule)
    {
        if (FixRules.Find(rule) is null)
        {
            throw new RuleException($"「{rule.Label()}」の所見は、予診票を見て一件ずつ訂正してください。まとめて訂正できるのは{string.Join("・", FixRules.All.Select(t => t.Rule.Label()))}です。");
        }
    }
}
