using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>One person of the demo ledger with everything the ledger holds of them.</summary>
public sealed record DemoRecord(LedgerPerson Person, List<Dose> Doses, List<Coupon> Coupons);
