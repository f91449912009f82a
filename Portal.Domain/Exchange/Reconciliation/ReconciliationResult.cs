using Portal.Domain.Exchange.Runs;

namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>VRS 突合 — what one <see cref="ExchangeRun"/> of that kind found when it compared a file with the ledger. Changes nothing but itself.</summary>
public sealed class ReconciliationResult
{
    public required Guid ExchangeRunId { get; init; }
    public required ReconciliationScope Scope { get; init; }
    public required string Encoding { get; init; }
    public required int FileLines { get; init; }
    public required int UnmatchedLines { get; init; }
    public required int FileDoses { get; init; }
    public required int LedgerDoses { get; init; }
    public required int Same { get; init; }
    public required int Differs { get; init; }
    public required int OnlyHere { get; init; }
    public required int OnlyThere { get; init; }
    public required int Unmatched { get; init; }

    /// <summary>Unmatched lines beyond those kept as rows.</summary>
    public required int LinesNotKept { get; init; }

    public ReconciliationTotals Totals => new(FileLines, UnmatchedLines, FileDoses, LedgerDoses, Same, Differs, OnlyHere, OnlyThere, Unmatched);

    /// <exception cref="InvalidOperationException">See <see cref="ReconciliationTotals.DemandBalance"/>.</exception>
    public static ReconciliationResult Of(Guid runId, ReconciliationScope scope, string encoding, ReconciliationTotals totals, int linesNotKept)
    {
        totals.DemandBalance();
        return new()
        {
            ExchangeRunId = runId,
            Scope = scope,
            Encoding = encoding,
            FileLines = totals.FileLines,
            UnmatchedLines = totals.UnmatchedLines,
            FileDoses = totals.FileDoses,
            LedgerDoses = totals.LedgerDoses,
            Same = totals.Same,
            Differs = totals.Differs,
            OnlyHere = totals.OnlyHere,
            OnlyThere = totals.OnlyThere,
            Unmatched = totals.Unmatched,
            LinesNotKept = linesNotKept,
        };
    }
}
