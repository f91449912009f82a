using Portal.Components;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.Runs;

/// <summary>How states of a run look.</summary>
internal static class ExchangeWords
{
    /// <summary>The state, and where it says more: approved and not written yet, or too long ago.</summary>
    public static string State(ExchangeRun run, DateTime now) => run switch
    {
        _ when run.IsLapsed(now) => "承認の期限切れ",
        { State: ExchangeState.AwaitsApproval, ApprovedAt: not null } => "承認済み（書出し待ち）",
        _ => run.State.Label(),
    };

    /// <summary>The same beside something else, where an approval that lapsed makes no difference.</summary>
    public static string State(ExchangeRun run) => State(run, DateTime.MinValue);

    /// <summary>The page of a run: a reconciliation or comparison has its own.</summary>
    public static string Address(ExchangeRun run) => run.Kind switch
    {
        ExchangeKind.VrsReconciliation or ExchangeKind.HealthReconciliation => Addresses.Reconciliation(run),
        ExchangeKind.VrsFlagsIn => Addresses.VrsFlagRun(run.ExchangeRunId),
        ExchangeKind.ReplicaComparison when run.State == ExchangeState.Done => Addresses.ReplicaComparison(run.ExchangeRunId),
        _ => Addresses.Exchange(run.ExchangeRunId),
    };

    public static TagKind Tag(ExchangeState state) => state switch
    {
        ExchangeState.Done => TagKind.Ok,
        ExchangeState.Failed or ExchangeState.Made => TagKind.Neutral,
        _ => TagKind.Warn,
    };
}
