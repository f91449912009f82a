using Portal.Components;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.Runs;

/// <summary>How states of a run look.</summary>
internal static class ExchangeWords
{
    /// <summary>The state, and 承認済み where it says more: approved, and not written yet.</summary>
    public static string State(ExchangeRun run) => run is { State: ExchangeState.AwaitsApproval, ApprovedAt: not null } ? "承認済み（書出し待ち）" : run.State.Label();

    /// <summary>The page of a run: a reconciliation or comparison has its own.</summary>
    public static string Address(ExchangeRun run) => run.Kind switch
    {
        ExchangeKind.VrsReconciliation or ExchangeKind.HealthReconciliation => Addresses.Reconciliation(run),
        ExchangeKind.VrsFlagsIn => Addresses.VrsFlagRun(run.ExchangeRunId),
        ExchangeKind.ReplicaComparison => Addresses.ReplicaComparison(run.ExchangeRunId),
        _ => Addresses.Exchange(run.ExchangeRunId),
    };

    public static TagKind Tag(ExchangeState state) => state switch
    {
        ExchangeState.Done => TagKind.Ok,
        ExchangeState.Failed => TagKind.Neutral,
        _ => TagKind.Warn,
    };
}
