using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;

namespace Portal.Domain.DataQuality.BulkFixes;

/// <summary>
/// 一括訂正 — the same correction in many doses, asked for by one person, approved by another, taken back by value. Each dose gets its own
/// revision, so its history reads as if it had been corrected alone.
/// </summary>
public sealed partial class BulkFix
{
    public const int MaxLines = 1_000;

    public required Guid BulkFixId { get; init; }
    public required FindingRule Rule { get; init; }
    public BulkFixState State { get; private set; } = BulkFixState.Waiting;

    /// <summary>How many doses were chosen.</summary>
    public required int Count { get; init; }

    public required string Reason { get; init; }
    public required string RequestedBy { get; init; }
    public required string RequestedByName { get; init; }
    public required string Terminal { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime RequestedAt { get; init; }

    public string? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Words to the requester.</summary>
    public string? DecisionNote { get; private set; }

    public string? UndoneByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? UndoneAt { get; private set; }

    public string? UndoReason { get; private set; }
    public Guid Version { get; private set; } = Guid.CreateVersion7();

    /// <exception cref="RuleException">No reason, none chosen, or too many.</exception>
    public static BulkFix Request(Guid id, FindingRule rule, int count, string? reason, Staff by, DateTime now) => new()
    {
        BulkFixId = id,
        Rule = rule,
        Count = count switch
        {
            0 => throw new RuleException("訂正する記録を選んでください。"),
            > MaxLines => throw new RuleException($"一度に訂正できるのは{MaxLines:N0}件までです（いま{count:N0}件）。選択を減らしてください。"),
            _ => count,
        },
        Reason = StatedPurpose.Demand("訂正の理由", reason),
        RequestedBy = by.PersonKey,
        RequestedByName = by.Name,
        Terminal = by.Terminal,
        RequestedAt = now,
    };

    /// <summary>承認 by a second person.</summary>
    /// <exception cref="RuleException">Decided already, or one's own.</exception>
    public void Approve(Staff by, DateTime now)
    {
        DemandWaiting();
        if (by.PersonKey == RequestedBy)
        {
            throw new RuleException("自分が申請した一括訂正は承認できません。他の承認者に確認を依頼してください。");
        }

        Decide(BulkFixState.Applied, by, null, now);
    }

    /// <summary>差戻し, with words to the requester.</summary>
    /// <exception cref="RuleException">Decided already, one's own, or no words.</exception>
    public void Return(Staff by, string? note, DateTime now)
    {
        DemandWaiting();
        if (by.PersonKey == RequestedBy)
        {
            throw new RuleException("自分の申請は差し戻せません。やめるときは取り下げてください。");
        }

        if (Revision.MissingInNote(note) is { } missing)
        {
            throw new RuleException(missing);
        }

        Decide(BulkFixState.Returned, by, note!.Trim(), now);
    }

    /// <summary>取下げ by the one who asked.</summary>
    /// <exception cref="RuleException">Decided already, or somebody else's.</exception>
    public void Withdraw(Staff by, DateTime now)
    {
        DemandWaiting();
        if (by.PersonKey != RequestedBy)
        {
            throw new RuleException("取り下げられるのは、申請した本人だけです。");
        }

        Decide(BulkFixState.Withdrawn, by, null, now);
    }

    /// <summary>取消し of what was applied.</summary>
    /// <param name="by">Who.</param>
    /// <param name="made">How many doses it corrected.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Not applied, or taken back already; nothing to take back; no reason.</exception>
    public void Undo(Staff by, int made, string? reason, DateTime now)
    {
        if (State != BulkFixState.Applied)
        {
            throw new RuleException($"この一括訂正は{State.Label()}です。取り消せるのは反映済みのものだけです。");
        }

        if (made == 0)
        {
            throw new RuleException("この一括訂正では、どの記録も変わっていません。取り消すものはありません。");
        }

        (State, UndoReason, UndoneByName, UndoneAt, Version) = (BulkFixState.Undone, StatedPurpose.Demand("取消しの理由", reason), by.Name, now, Guid.CreateVersion7());
    }

    private void Decide(BulkFixState state, Staff by, string? note, DateTime now) =>
        (State, DecidedBy, DecidedByName, DecidedAt, DecisionNote, Version) = (state, by.PersonKey, by.Name, now, note, Guid.CreateVersion7());

    private void DemandWaiting()
    {
        if (State != BulkFixState.Waiting)
        {
            throw new RuleException($"この一括訂正は{(DecidedByName is null ? "" : $"{DecidedByName}が処理し、")}すでに{State.Label()}です。");
        }
    }
}

/// <summary>一括訂正の状態</summary>
public enum BulkFixState
{
    /// <summary>承認待ち</summary>
    Waiting,

    /// <summary>反映済み</summary>
    Applied,

    /// <summary>差戻し</summary>
    Returned,

    /// <summary>取下げ</summary>
    Withdrawn,

    /// <summary>取消し済み</summary>
    Undone,
}
