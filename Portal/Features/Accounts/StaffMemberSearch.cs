using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts;

/// <summary>One line of the staff list.</summary>
public sealed record StaffMemberRow
{
    public required Guid StaffMemberId { get; init; }
    public required string StaffNumber { get; init; }
    public required string Name { get; init; }
    public required string Kana { get; init; }
    public required string Department { get; init; }
    public required string Position { get; init; }

    /// <summary>Personal IDs in use or on their way.</summary>
    public required IReadOnlyList<string> OwnIds { get; init; }

    /// <summary>Shared IDs the person is a member of.</summary>
    public required IReadOnlyList<string> SharedIds { get; init; }
}

/// <summary>職員名簿の検索: number, name, reading or department.</summary>
public static class StaffMemberSearch
{
    public const int MaxRows = 1000;

    /// <summary>How many a choice offers.</summary>
    public const int Offered = 12;

    public static IQueryable<StaffMemberRow> Rows(PortalDb db, string? text, int take)
    {
        var people = db.StaffMembers.AsNoTracking();
        var words = Fold.Compact(text);
        if (words.Length > 0)
        {
            var kana = StaffMemberEntry.Katakana(words);
            people = people.Where(s => s.StaffNumber.Contains(words) || s.Name.Replace(" ", "").Contains(words)
                || s.Kana.Replace(" ", "").Contains(kana) || s.Department.Contains(words));
        }

        var ids = db.Accounts.Where(a => a.State != AccountState.Revoked && a.State != AccountState.Returned);
        return people.OrderBy(s => s.StaffNumber).Take(take).Select(s => new StaffMemberRow
        {
            StaffMemberId = s.StaffMemberId,
            StaffNumber = s.StaffNumber,
            Name = s.Name,
            Kana = s.Kana,
            Department = s.Department,
            Position = s.Position,
            OwnIds = ids.Where(a => a.StaffMemberId == s.StaffMemberId).OrderBy(a => a.AccountId).Select(a => a.AccountId).ToList(),
            SharedIds = ids.Where(a => a.Members.Any(m => m.StaffMemberId == s.StaffMemberId && m.Until == null)).OrderBy(a => a.AccountId).Select(a => a.AccountId).ToList(),
        }).AsSplitQuery();
    }
}
