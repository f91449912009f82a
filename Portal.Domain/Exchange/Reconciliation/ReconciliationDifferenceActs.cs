using Portal.Domain.Accounts;

namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>What can become of a row. Each is decided once; one set aside may be opened again, one accepted taken back.</summary>
public sealed partial class ReconciliationDifference
{
    /// <summary>採用: a correction or a registration was written in the same save.</summary>
    /// <exception cref="RuleException">Decided by now, or nothing VRS could give.</exception>
    public void Accept(Guid seen, Guid revisionId, Staff by, string reason, DateTime now)
    {
        DemandOpen(seen);
        if (Kind is not (ReconciliationDifferenceKind.Differs or ReconciliationDifferenceKind.OnlyThere))
        {
            throw new RuleException(Kind == ReconciliationDifferenceKind.OnlyHere
                ? "台帳だけにある接種記録に、採用する相手の値はありません。相手へ送るまで残すか、理由を付けて見送ってください。"
                : "照合できない行は採用できません。ファイルを直して突合し直すか、理由を付けて見送ってください。");
        }

        RevisionId = revisionId;
        Decide(ReconciliationDifferenceState.Accepted, by.Name, reason, now);
    }

    /// <summary>見送り: both stay as they are, and later runs do not ask again while neither changes.</summary>
    /// <exception cref="RuleException">Decided by now.</exception>
    public void SetAside(Guid seen, Staff by, string reason, DateTime now)
    {
        DemandOpen(seen);
        Decide(ReconciliationDifferenceState.SetAside, by.Name, reason, now);
    }

    /// <summary>Set aside in an earlier run, and nothing has changed since.</summary>
    public void StaysAside(ReconciliationDecision earlier) => Decide(ReconciliationDifferenceState.SetAside, earlier.ByName, earlier.Reason, earlier.At);

    /// <summary>元に戻す: what accepting wrote is taken back in the same save, and the row is open again.</summary>
    /// <exception cref="RuleException">Not accepted, or changed by now.</exception>
    public void TakeBack(Guid seen)
    {
        if (State != ReconciliationDifferenceState.Accepted || Version != seen)
        {
            throw Gone();
        }

        Decide(ReconciliationDifferenceState.Open, null, null, null);
    }

    /// <summary>見送りをやめる.</summary>
    /// <exception cref="RuleException">Not set aside, or changed by now.</exception>
    public void Reopen(Guid seen)
    {
        if (State != ReconciliationDifferenceState.SetAside || Version != seen)
        {
            throw Gone();
        }

        Decide(ReconciliationDifferenceState.Open, null, null, null);
    }

    private void Decide(ReconciliationDifferenceState state, string? byName, string? reason, DateTime? at) =>
        (State, DecidedByName, DecidedAt, Reason, Version) = (state, byName, at, reason, Guid.CreateVersion7());

    private void DemandOpen(Guid seen)
    {
        if (State != ReconciliationDifferenceState.Open || Version != seen)
        {
            throw Gone();
        }
    }

    private static RuleException Gone() => new("ほかの職員が先に処理しました。画面を開き直してください。");
}

/// <summary>Who set a row aside, when and why.</summary>
public sealed record ReconciliationDecision(string ByName, DateTime At, string? Reason);
