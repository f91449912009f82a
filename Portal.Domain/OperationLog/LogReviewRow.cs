using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>One row of the log as the review reads it, with the search keys of the resident it concerns: enough to compare, nothing to show.</summary>
public sealed partial record LogReviewRow
{
    public required long Sequence { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required string AccountId { get; init; }
    public required string StaffName { get; init; }
    public Guid? StaffMemberId { get; init; }
    public Guid? SessionId { get; init; }
    public required Operation Operation { get; init; }
    public required OperationResult Result { get; init; }
    public MyNumberPurpose? Scene { get; init; }
    public string? Detail { get; init; }
    public Guid? ResidentId { get; init; }

    /// <summary>Of the resident; see <see cref="SearchKeys"/>.</summary>
    public string? NameKey { get; init; }

    public string? GivenNameKey { get; init; }
    public string? AddressKey { get; init; }

    /// <summary>姓 as a key; null where the name is not parted.</summary>
    public string? SurnameKey => NameKey is { Length: > 0 } name && GivenNameKey is { Length: > 0 } given && name.Length > given.Length && name.EndsWith(given, StringComparison.Ordinal)
        ? name[..^given.Length]
        : null;

    /// <summary>A resident's record was before somebody's eyes.</summary>
    public bool IsView => ResidentId is not null && Result is OperationResult.Done && Operation is
        Operation.SheetOpened or Operation.SheetPrinted or Operation.ProtectedAddressShown or Operation.CorrectionOpened
        or Operation.EvidenceOpened or Operation.HeldLinesShown or Operation.MyNumberShown or Operation.EvidencePackMade or Operation.ComparisonRecordShown;

    /// <summary>A list left as a file or on paper.</summary>
    public bool IsExport => Result is OperationResult.Done && Operation is
        Operation.AccountsExported or Operation.ReviewExported or Operation.ImportReportDownloaded
        or Operation.LogExported or Operation.LogPrinted or Operation.LogReviewExported or Operation.SafeguardsExported or Operation.ComparisonPrinted
        or Operation.MediaPrinted or Operation.MediaExported or Operation.ListExported or Operation.SeatsExported or Operation.PersonnelExported;

    /// <summary>One resident's record left on paper or as a file.</summary>
    public bool IsSheetPrint => Result is OperationResult.Done && Operation is Operation.SheetPrinted or Operation.EvidencePackMade;

    /// <summary>What the portal does by itself, in a person's name or its own, at whatever hour.</summary>
    public bool IsByItself => Operation is Operation.SessionEnded or Operation.PersonnelSwept or Operation.DemoLedgerMade;

    /// <summary>How many records an export held, as its detail says (1,250件); 1 where it says nothing.</summary>
    public int Records => Detail is null ? 1 : Counts().Matches(Detail)
        .Select(m => int.TryParse(m.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count) ? count : int.MaxValue)
        .DefaultIfEmpty(1).Max();

    /// <summary>The person, also behind several IDs; the ID where the log knows no person.</summary>
    internal (Guid?, string) Who => (StaffMemberId, StaffMemberId is null ? AccountId : "");

    [GeneratedRegex("([0-9][0-9,]*)[件行]")]
    private static partial Regex Counts();
}

/// <summary>本人・同僚の世帯 — residents who bear the name of somebody on the staff list, and who lives where such a resident lives.</summary>
/// <remarks>The ledger does not know who works here: name and address are compared, so a namesake or a neighbour of one house number meets too.</remarks>
public sealed class StaffHouseholds
{
    private readonly ILookup<string, Guid> _byName;
    private readonly ILookup<string, Guid> _byAddress;

    /// <param name="staff">Everybody on the staff list, by <see cref="Ledger.NameKey"/>.</param>
    /// <param name="namesakes">Residents of one of these names, by their keys.</param>
    public StaffHouseholds(IEnumerable<(Guid StaffMemberId, string NameKey)> staff, IEnumerable<(string NameKey, string AddressKey)> namesakes)
    {
        _byName = staff.Where(s => s.NameKey.Length > 0).ToLookup(s => s.NameKey, s => s.StaffMemberId);
        _byAddress = namesakes.Where(n => n.AddressKey.Length > 0).Distinct()
            .SelectMany(n => _byName[n.NameKey].Select(id => (n.AddressKey, id))).ToLookup(n => n.AddressKey, n => n.id);
    }

    public static StaffHouseholds None { get; } = new([], []);

    /// <summary>Whose household a view touches: one's own, a colleague's; null for nobody's.</summary>
    public bool? IsOwn(LogReviewRow row)
    {
        if (!row.IsView)
        {
            return null;
        }

        var people = _byName[row.NameKey ?? ""].Concat(_byAddress[row.AddressKey ?? ""]).ToList();
        return people.Count == 0 ? null : row.StaffMemberId is { } self && people.Contains(self);
    }
}
