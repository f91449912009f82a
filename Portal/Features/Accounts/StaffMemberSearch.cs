using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts;

/// <summary>One line of the staff list.</summary>
/// <param name="Person">The person.</param>
/// <param name="OwnIds">Personal IDs in use or on their way.</param>
/// <param name="SharedIds">Shared IDs the person is a member of.</param>
public sealed record StaffMemberRow(StaffMember Person, IReadOnlyList<string> OwnIds, IReadOnlyList<string> SharedIds);

/// <summary>職員名簿の検索: number, name, reading or department.</summary>
public static class StaffMemberSearch
{
    public const int MaxRows = 1000;

    /// <summary>How many a choice offers.</summary>
    public const int Offered = 12;

    public static async Task<IReadOnlyList<StaffMemberRow>> ListAsync(PortalDb db, string? text, CancellationToken cancellationToken = default)
    {
        var people = await People(db, text, MaxRows).ToListAsync(cancellationToken);
        // Few, and most of them somebody's on the list: read once, not once a person.
        var accounts = await db.Accounts.AsNoTracking().Include(a => a.Members)
            .Where(a => a.State != AccountState.Revoked && a.State != AccountState.Returned).OrderBy(a => a.AccountId).ToListAsync(cancellationToken);
        var own = accounts.Where(a => a.StaffMemberId is not null).ToLookup(a => a.StaffMemberId!.Value, a => a.AccountId);
        var shared = accounts.SelectMany(a => a.Members.Where(m => m.Until is null).Select(m => (m.StaffMemberId, a.AccountId))).ToLookup(m => m.StaffMemberId, m => m.AccountId);
        return [.. people.Select(p => new StaffMemberRow(p, [.. own[p.StaffMemberId]], [.. shared[p.StaffMemberId]]))];
    }

    public static IQueryable<StaffMember> People(PortalDb db, string? text, int take)
    {
        var people = db.StaffMembers.AsNoTracking();
        var words = Fold.Compact(text);
        if (words.Length > 0)
        {
            var kana = StaffMemberEntry.Katakana(words);
            people = people.Where(s => s.StaffNumber.Contains(words) || s.Name.Replace(" ", "").Contains(words)
                || s.Kana.Replace(" ", "").Contains(kana) || s.Department.Contains(words));
        }

        return people.OrderBy(s => s.StaffNumber).Take(take);
    }
}
