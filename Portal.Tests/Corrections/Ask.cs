using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Tests.Corrections;

/// <summary>Builders of requests: <c>Ask.For(record, (DoseFields.LotNumber.Key, "EX3618"))</c>.</summary>
internal static class Ask
{
    public static readonly Grounds Slip = new(ReasonKind.TranscriptionError);

    /// <summary>A request of a clerk who sees the record as it stands now.</summary>
    public static CorrectionRequest For(LedgerRecord record, params (string Field, string? Text)[] wanted) => For(record.Texts(), wanted);

    public static CorrectionRequest For(IReadOnlyDictionary<string, string?> seen, params (string Field, string? Text)[] wanted) => new()
    {
        RevisionId = Guid.CreateVersion7(),
        Act = RevisionAct.Correct,
        Seen = seen,
        Wanted = wanted.ToDictionary(w => w.Field, w => w.Text),
        Grounds = Slip,
    };

    public static CorrectionRequest ToCancel(LedgerRecord record) => For(record, (RecordItems.Status, nameof(RecordStatus.Cancelled))) with { Act = RevisionAct.Cancel };
}
