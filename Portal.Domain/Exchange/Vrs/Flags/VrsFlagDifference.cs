using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Vrs.Flags;

/// <summary>転出・死亡フラグの相違 — one line of a flags file of VRS that says something else than the ledger. Nothing of it is written until somebody takes it.</summary>
public sealed class VrsFlagDifference
{
    public const int NoteMaxLength = 200;

    public required Guid VrsFlagDifferenceId { get; init; }
    public required Guid ExchangeRunId { get; init; }

    /// <summary>Of the file, from 1.</summary>
    public required int LineNumber { get; init; }

    /// <summary>Missing where the line leads to nobody, or to several.</summary>
    public Guid? LedgerPersonId { get; init; }

    public required VrsFlag Flag { get; init; }

    /// <summary>異動日</summary>
    public DateOnly? FlaggedOn { get; init; }

    /// <summary>What the ledger said when the file was read.</summary>
    public required VrsFlag Ours { get; init; }

    public DateOnly? OursOn { get; init; }

    /// <summary>Why nobody was found.</summary>
    public string? Note { get; init; }

    public ReconciliationDifferenceState State { get; private set; } = ReconciliationDifferenceState.Open;

    /// <summary>What taking it wrote.</summary>
    public Guid? RevisionId { get; private set; }

    public string? Reason { get; private set; }
    public string? DecidedByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    public Guid Version { get; private set; } = Guid.CreateVersion7();

    /// <summary>異動日が先: VRS was told of a move that is planned.</summary>
    public bool IsAhead(DateOnly today) => FlaggedOn > today;

    /// <exception cref="RuleException">Its day is still to come: somebody may yet stay, and the ledger records what has happened.</exception>
    public void DemandDayHasCome(DateOnly today)
    {
        if (IsAhead(today))
        {
            throw new RuleException(
                $"異動日（{JapaneseDate.Format(FlaggedOn!.Value)}）がまだ来ていないため、採用できません。その日以後に「未処理」から採用してください。取りやめになったときや日付の誤りのときは、理由を付けて見送ってください。");
        }
    }

    /// <summary>採用: a revision of the person's residence is written in the same save.</summary>
    /// <exception cref="RuleException">Decided by now.</exception>
    public void Accept(Guid seen, Guid revisionId, Staff by, string reason, DateTime now)
    {
        Decide(seen, ReconciliationDifferenceState.Accepted, by, reason, now);
        RevisionId = revisionId;
    }

    /// <summary>見送り.</summary>
    /// <exception cref="RuleException">Decided by now, or no reason.</exception>
    public void Decline(Guid seen, Staff by, string? reason, DateTime now) =>
        Decide(seen, ReconciliationDifferenceState.SetAside, by, StatedPurpose.Demand("見送る理由", reason), now);

    private void Decide(Guid seen, ReconciliationDifferenceState state, Staff by, string reason, DateTime now) =>
        (State, Reason, DecidedByName, DecidedAt, Version) = State == ReconciliationDifferenceState.Open && Version == seen
            ? (state, reason, by.Name, now, Guid.CreateVersion7())
            : throw new RuleException("ほかの職員が先に処理しました。画面を開き直してください。");
}

/// <summary>フラグ. The names are stored.</summary>
public enum VrsFlag
{
    /// <summary>なし</summary>
    None,

    /// <summary>転出</summary>
    MovedOut,

    /// <summary>死亡</summary>
    Died,
}
