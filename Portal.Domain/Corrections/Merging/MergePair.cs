using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections.Merging;

/// <summary>Two people of the ledger with everything a merge touches or asks about.</summary>
public sealed record MergePair
{
    /// <summary>統合先の人.</summary>
    public required LedgerPerson Keeper { get; init; }

    /// <summary>統合される人.</summary>
    public required LedgerPerson Other { get; init; }

    /// <summary>Of both, cancelled ones too.</summary>
    public required IReadOnlyList<Dose> Doses { get; init; }

    /// <summary>Of both, cancelled ones too.</summary>
    public required IReadOnlyList<Coupon> Coupons { get; init; }

    /// <summary>People merged into one of the two earlier.</summary>
    public required IReadOnlyList<LedgerPerson> Followers { get; init; }

    /// <summary>承認待ち on a record of either.</summary>
    public required bool HasPending { get; init; }

    /// <summary>How many of all of them have a My Number: two numbers are two people, or a mistake to be cleared first.</summary>
    public required int MyNumbers { get; init; }

    public IEnumerable<Dose> DosesOf(LedgerPerson person) => Doses.Where(d => d.LedgerPersonId == person.LedgerPersonId);

    public IEnumerable<Coupon> CouponsOf(LedgerPerson person) => Coupons.Where(c => c.LedgerPersonId == person.LedgerPersonId);

    /// <summary>支援措置 of any of them is never lost.</summary>
    public bool IsProtected => Followers.Append(Keeper).Append(Other).Any(p => p.IsProtected);

    /// <summary>What stood on the screen: changes with any of the records, and when one comes or goes.</summary>
    public string Seen()
    {
        var versions = Followers.Append(Keeper).Append(Other).Select(p => (Id: p.LedgerPersonId, p.Version))
            .Concat(Doses.Select(d => (Id: d.DoseId, d.Version))).Concat(Coupons.Select(c => (Id: c.CouponId, c.Version)))
            .OrderBy(v => v.Id).Select(v => $"{v.Id:N}{v.Version:N}");
        return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(versions))));
    }
}
