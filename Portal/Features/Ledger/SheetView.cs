using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>個人票 as it is shown: the person, their doses and coupons, what does not fit, and what was changed.</summary>
public sealed record SheetView
{
    /// <summary>Without address, postal code and building when protected: those have not left the server.</summary>
    public required LedgerPerson Person { get; init; }

    /// <summary>Newest first, cancelled ones included.</summary>
    public required IReadOnlyList<Dose> Doses { get; init; }

    public required IReadOnlyList<Coupon> Coupons { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Waiting ones first, then newest first.</summary>
    public required IReadOnlyList<Revision> History { get; init; }

    /// <summary>The other person of each merge in the history.</summary>
    public IReadOnlyDictionary<Guid, MergePartner> MergedWith { get; init; } = new Dictionary<Guid, MergePartner>();

    /// <summary>統合前の番号: 宛名番号 of the people merged into this one, which go on finding them.</summary>
    public IReadOnlyList<string> NumbersBefore { get; init; } = [];

    /// <summary>取込番号 of the imports that brought the doses.</summary>
    public required IReadOnlyDictionary<Guid, int> ImportNumbers { get; init; }

    /// <summary>個人番号 登録あり・なし; null for those who may do nothing with My Numbers.</summary>
    public bool? HasMyNumber { get; init; }

    /// <summary>Staff who opened this sheet since the first of the month, this time included.</summary>
    public required int ViewersThisMonth { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public IEnumerable<Dose> ActiveDoses => Doses.Where(dose => dose.Status == RecordStatus.Active);

    public IEnumerable<Dose> CancelledDoses => Doses.Where(dose => dose.Status == RecordStatus.Cancelled);

    public override string ToString() => $"{nameof(SheetView)} {Person.LedgerPersonId}";
}

/// <summary>The other person of a merge, as they were before it.</summary>
/// <param name="PersonId">Whose sheet.</param>
/// <param name="IsKeeper">統合先の人, or 統合された人.</param>
/// <param name="Name">Theirs.</param>
/// <param name="ResidentNumber">Theirs.</param>
public sealed record MergePartner(Guid PersonId, bool IsKeeper, string Name, string? ResidentNumber)
{
    public override string ToString() => $"{nameof(MergePartner)} {PersonId}";
}

/// <summary>支援措置により隠した住所, for thirty seconds.</summary>
public sealed record ShownAddress(string? PostalCode, string? Address, string? Building)
{
    public override string ToString() => nameof(ShownAddress);
}
