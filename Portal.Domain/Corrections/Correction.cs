using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>訂正 — turns a request into a revision of a record, or says why not.</summary>
public static class Correction
{
    /// <summary>
    /// Compares value by value what the clerk saw, what the clerk wants and what stands in the ledger. An item only one side changed is
    /// taken; an item both changed is a conflict; the last writer never wins. The record changes only when the outcome is
    /// <see cref="CorrectionOutcome.Applied"/>.
    /// </summary>
    /// <param name="record">Freshly loaded.</param>
    /// <param name="revisions">Every revision of the record.</param>
    /// <param name="request">What the clerk asks for.</param>
    /// <param name="policy">Which items need a second person.</param>
    /// <param name="by">The clerk.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">A cancelled record, missing grounds, or a text its item cannot hold.</exception>
    public static CorrectionOutcome Make(
        LedgerRecord record, IReadOnlyList<Revision> revisions, CorrectionRequest request, ApprovalPolicy policy, Staff by, DateTime now)
    {
        var compared = request.Seen.Select(seen => Compare(record, revisions, request, seen.Key)).ToList();
        var mine = compared.Where(c => c.Mine != c.Seen && c.Mine != c.Theirs).ToList();
        var theirs = compared.Where(c => c.Theirs != c.Seen).ToList();
        // A restore brings back a whole version; on top of somebody's newer value it would be neither that version nor theirs.
        var conflicts = request.Act == RevisionAct.Restore ? theirs : mine.Intersect(theirs).ToList();
        if (conflicts.Count > 0)
        {
            return new CorrectionOutcome.Conflict(conflicts);
        }

        if (mine.Count == 0)
        {
            return new CorrectionOutcome.NothingChanged(theirs);
        }

        if (revisions.FirstOrDefault(r => r.State == RevisionState.Pending && r.Changes.Any(c => mine.Exists(m => m.Field == c.Field))) is { } other)
        {
            return new CorrectionOutcome.AlreadyPending(other);
        }

        if (record.IsCancelled && !mine.Exists(m => m.Field == RecordItems.Status))
        {
            throw new RuleException("取り消された記録は訂正できません。先に取消を戻してください。");
        }

        request.Grounds.Demand();
        mine.ForEach(m => LedgerRecord.Check(record.Kind, m.Field, m.Mine));
        DemandPossibleBirth(record, mine.Find(m => m.Field == PersonFields.BirthDate.Key)?.Mine, JapanTime.DayOf(now));
        var revision = Revise(record, request, mine, by, now);
        if (policy.Needs(mine.Select(m => m.Field)))
        {
            return new CorrectionOutcome.Pending(revision, theirs);
        }

        revision.Apply(record, now);
        return new CorrectionOutcome.Applied(revision, theirs);
    }

    private static FieldConflict Compare(LedgerRecord record, IReadOnlyList<Revision> revisions, CorrectionRequest request, string field)
    {
        var seen = request.Seen[field];
        var theirs = record[field];
        var change = theirs == seen ? null : History.LastChangeOf(field, theirs, revisions);
        return new(field, seen, theirs, request.Wanted.TryGetValue(field, out var wanted) ? wanted : seen, change?.RequestedByName, change?.AppliedAt);
    }

    private static void DemandPossibleBirth(LedgerRecord record, string? text, DateOnly today)
    {
        if (FieldText.ToDay(PersonFields.BirthDate.Label, text) is not { } birth)
        {
            return;
        }

        if (birth > today)
        {
            throw new RuleException($"生年月日は今日({JapaneseDate.Format(today)})以前の日付を入力してください。");
        }

        if (ResidenceSpan.FromText(record[RecordItems.Residence]).Find(span => span.EndedOn < birth) is { } ended)
        {
            throw new RuleException($"生年月日が{(ended.EndKind == ResidenceEnd.Died ? "死亡日" : "転出日")}({JapaneseDate.Format(ended.EndedOn!.Value)})より後です。日付を確かめてください。");
        }
    }

    private static Revision Revise(LedgerRecord record, CorrectionRequest request, List<FieldConflict> mine, Staff by, DateTime now) => new()
    {
        RevisionId = request.RevisionId,
        LedgerPersonId = record.LedgerPersonId,
        RecordKind = record.Kind,
        RecordId = record.RecordId,
        Act = request.Act,
        State = RevisionState.Pending,
        Changes = [.. mine.Select(m => new FieldChange { RevisionId = request.RevisionId, Field = m.Field, OldValue = m.Theirs, NewValue = m.Mine })],
        Reason = request.Grounds.Reason,
        ReasonText = string.IsNullOrWhiteSpace(request.Grounds.Text) ? null : request.Grounds.Text.Trim(),
        EvidenceId = request.Grounds.EvidenceId,
        RestoresId = request.RestoresId,
        FromVersion = record.Version,
        RequestedBy = by.PersonKey,
        RequestedByName = by.Name,
        Terminal = by.Terminal,
        RequestedAt = now,
    };
}
