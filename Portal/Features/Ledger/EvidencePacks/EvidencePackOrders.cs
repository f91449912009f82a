using Portal.Features.Exchange.Media;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>
/// What a pack is asked for with: whose record, at the end of which day (Japan's), for what and onto which approved use of a medium, whether with the address
/// of a protected person, which needs that permission, and whether with the names of staff.
/// </summary>
public sealed record EvidencePackOrder(Guid PersonId, DateOnly AsOf, string? Purpose, Guid? MediumUseId, bool ShowsAddress = false, bool ShowsStaff = false);

public sealed class EvidencePackOrders(TimeProvider time) : OneTimeOrders<EncryptedOrder<EvidencePackOrder>>(time);
