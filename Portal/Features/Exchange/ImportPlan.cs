using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>What a batch of lines does to the ledger. A preview counts it, an import writes it.</summary>
internal sealed class ImportPlan
{
    public List<LedgerPerson> People { get; } = [];
    public List<Dose> Doses { get; } = [];
    public List<Coupon> Coupons { get; } = [];
    public List<RecordChange> Changes { get; } = [];
    public List<HeldLine> Held { get; } = [];
    public List<LineOutcome> Outcomes { get; } = [];
}

/// <summary>A change of one record the ledger has.</summary>
internal sealed record RecordChange(RecordKind Kind, Guid RecordId, Guid PersonId, IReadOnlyList<FieldDifference> Items);
