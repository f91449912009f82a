namespace Portal.Features.Ledger.EvidencePacks;

public sealed class EvidencePackOrders(TimeProvider time) : OneTimeOrders<EvidencePackOrder>(time);
