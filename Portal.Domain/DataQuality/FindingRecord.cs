using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.DataQuality;

/// <summary>所見の記録 — one finding in the 点検 list: what was found, and what staff made of it. Never deleted.</summary>
public sealed class FindingRecord
{
    public const int MessageMaxLength = 600;
    public const int FactsLength = 32;

    public Guid FindingRecordId { get; init; } = Guid.CreateVersion7();
    public required Guid LedgerPersonId { get; init; }

    /// <summary>Missing: about the person.</summary>
    public Guid? DoseId { get; init; }

    public required FindingRule Rule { get; init; }
    public required string Message { get; set; }

    /// <summary>指紋 of the values the rule read.</summary>
    public required string Facts { get; set; }

    public FindingState State { get; set; } = FindingState.Open;

    /// <summary>担当: <see cref="Staff.PersonKey"/>.</summary>
    public string? AssigneeKey { get; set; }

    public string? AssigneeName { get; set; }

    /// <summary>Why it was set aside; kept when it returns.</summary>
    public string? Reason { get; set; }

    public string? DecidedByName { get; set; }
    public DateTime? DecidedAt { get; set; }
    public required DateTime FoundAt { get; init; }

    /// <summary>When the values changed and it came back.</summary>
    public DateTime? ReturnedAt { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>UTC; when it last became one to deal with again: its values changed, or somebody brought it back.</summary>
    public DateTime? OpenedAgainAt { get; private set; }

    /// <summary>UTC; when it had been closed before that.</summary>
    public DateTime? ClosedBeforeAt { get; private set; }

    public Guid Version { get; set; } = Guid.CreateVersion7();

    /// <summary>Waits for somebody: 未対応 or 対応中.</summary>
    public bool IsLeft => State is FindingState.Open or FindingState.Assigned;

    /// <summary>担当を決める.</summary>
    /// <exception cref="RuleException">It is closed.</exception>
    public void Assign(string key, string name)
    {
        if (!IsLeft)
        {
            throw new RuleException("却下または解消した所見には、担当を決められません。先に「未対応に戻す」を選んでください。");
        }

        (State, AssigneeKey, AssigneeName, Version) = (FindingState.Assigned, key, name, Guid.CreateVersion7());
    }

    /// <summary>却下 — looked at, and right as it is.</summary>
    /// <exception cref="RuleException">No reason, or it is closed.</exception>
    public void Dismiss(Staff by, string? reason, DateTime now)
    {
        var stated = StatedPurpose.Demand("却下の理由", reason);
        if (!IsLeft)
        {
            throw new RuleException("却下または解消した所見が選ばれています。画面を開き直してください。");
        }

        (State, Reason, DecidedByName, DecidedAt, ClosedAt, Version) = (FindingState.Dismissed, stated, by.Name, now, now, Guid.CreateVersion7());
    }

    /// <summary>未対応に戻す.</summary>
    /// <exception cref="RuleException">It is gone from the ledger: the rules bring it back when it is there again.</exception>
    public void Reopen(DateTime now)
    {
        if (State == FindingState.Resolved)
        {
            throw new RuleException("解消した所見は、台帳に同じ状態が戻れば自動で戻ります。");
        }

        OpenAgain(now);
        Version = Guid.CreateVersion7();
    }

    internal void OpenAgain(DateTime now) =>
        (State, AssigneeKey, AssigneeName, ClosedBeforeAt, ClosedAt, OpenedAgainAt) = (FindingState.Open, null, null, ClosedAt, null, now);
}

/// <summary>所見の状態</summary>
public enum FindingState
{
    /// <summary>未対応</summary>
    Open,

    /// <summary>対応中</summary>
    Assigned,

    /// <summary>却下</summary>
    Dismissed,

    /// <summary>解消</summary>
    Resolved,
}

/// <summary>止めた規則 — a rule somebody switched off; its findings are neither looked for nor shown.</summary>
public sealed class SwitchedOffRule
{
    public required FindingRule Rule { get; init; }
    public required string Reason { get; init; }
    public required string ByName { get; init; }
    public required DateTime At { get; init; }
}

/// <summary>残りの推移 — what was left of one rule at the last full check of a day.</summary>
public sealed class FindingCount
{
    public required DateOnly Day { get; init; }
    public required FindingRule Rule { get; init; }
    public required int Left { get; set; }
}
