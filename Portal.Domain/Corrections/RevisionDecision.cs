using Portal.Domain.Accounts;

namespace Portal.Domain.Corrections;

/// <summary>What can become of a pending revision. Each decision is taken once.</summary>
public partial class Revision
{
    /// <summary>承認 by a second person: the change is made, unless an item it touches has changed since it was asked for.</summary>
    /// <returns>The items that stand in the way; nothing has been changed then.</returns>
    /// <exception cref="RuleException">Decided already, asked for by the same person, or the record has been cancelled.</exception>
    public IReadOnlyList<FieldConflict> Approve(Staff by, LedgerRecord record, IReadOnlyList<Revision> revisions, DateTime now)
    {
        DemandPending();
        if (by.PersonKey == RequestedBy)
        {
            throw new RuleException("自分が申請した訂正は承認できません。他の承認者に確認を依頼してください。");
        }

        var conflicts = ConflictsWith(record, revisions);
        if (conflicts.Count > 0)
        {
            return conflicts;
        }

        if (record.IsCancelled && !Changes.Exists(c => c.Field == RecordItems.Status))
        {
            throw new RuleException("申請の後に、この記録は取り消されました。言葉を添えて差し戻してください。");
        }

        Decide(by, null, now);
        Apply(record, now);
        return [];
    }

    /// <summary>The items changed since the request was made: old value, value in the ledger now, value asked for.</summary>
    public IReadOnlyList<FieldConflict> ConflictsWith(LedgerRecord record, IReadOnlyList<Revision> revisions) =>
    [
        .. from change in Changes
           let now = record[change.Field]
           where now != change.OldValue
           let last = History.LastChangeOf(change.Field, now, revisions)
           select new FieldConflict(change.Field, change.OldValue, now, change.NewValue, last?.RequestedByName, last?.AppliedAt),
    ];

    /// <summary>差戻し, with words to the requester.</summary>
    /// <exception cref="RuleException">Decided already, the requester's own, no words, or too many.</exception>
    public void Return(Staff by, string? note, DateTime now)
    {
        DemandPending();
        if (by.PersonKey == RequestedBy)
        {
            throw new RuleException("自分の申請は差し戻せません。やめるときは取り下げてください。");
        }

        if (MissingInNote(note) is { } missing)
        {
            throw new RuleException(missing);
        }

        Decide(by, note?.Trim(), now);
        State = RevisionState.Returned;
    }

    /// <summary>What is wrong with the words of a 差戻し; null when nothing is.</summary>
    public static string? MissingInNote(string? note) => note?.Trim() switch
    {
        null or "" => "差戻しの理由を入力してください。申請した職員に伝わります。",
        { Length: > ReasonTextMaxLength } long_ => $"差戻しの理由は{ReasonTextMaxLength}文字以内で入力してください(いま{long_.Length}文字)。",
        var words => TypedText.MyNumberIn("差戻しの理由", words),
    };

    /// <summary>取下げ by the one who asked.</summary>
    /// <exception cref="RuleException">Decided already, or somebody else's request.</exception>
    public void Withdraw(Staff by, DateTime now)
    {
        DemandPending();
        if (by.PersonKey != RequestedBy)
        {
            throw new RuleException("取り下げられるのは、申請した本人だけです。");
        }

        Decide(by, null, now);
        State = RevisionState.Withdrawn;
    }

    /// <summary>Makes the change and links the record's versions.</summary>
    internal void Apply(LedgerRecord record, DateTime now)
    {
        FromVersion = record.Version;
        ToVersion = Guid.CreateVersion7(now);
        record.Change(Changes, ToVersion.Value);
        State = RevisionState.Applied;
        AppliedAt = now;
    }

    private void Decide(Staff by, string? note, DateTime now) =>
        (DecidedBy, DecidedByName, DecidedAt, DecisionNote) = (by.PersonKey, by.Name, now, note);

    private void DemandPending()
    {
        if (State != RevisionState.Pending)
        {
            throw new RuleException($"この申請は{(DecidedByName is null ? "" : $"{DecidedByName}が処理し、")}すでに{State.Label()}です。");
        }
    }
}
