using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

public sealed record ComparisonRun(ExchangeRun Run, ReplicaComparison Comparison);

/// <summary>Name and number are null where nobody in the ledger is known to be meant.</summary>
public sealed record DifferenceRow(ReplicaDifference Difference, string? Name, string? ResidentNumber);

public sealed record OpenedComparison
{
    public required ExchangeRun Run { get; init; }
    public required ReplicaComparison Comparison { get; init; }
    public required IReadOnlyList<DifferenceRow> Rows { get; init; }
    public required bool HasMore { get; init; }

    /// <summary>Records a resend can be set for.</summary>
    public required int Resendable { get; init; }

    /// <summary>Why no resend can be set from it any more.</summary>
    public string? Outdated { get; init; }
}
