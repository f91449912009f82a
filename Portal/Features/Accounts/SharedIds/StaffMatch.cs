using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>Finding a person of the staff list by the beginning of name, reading or number, however it is typed.</summary>
public static class StaffMatch
{
    public static IEnumerable<StaffMember> Find(IEnumerable<StaffMember> people, string? typed)
    {
        var text = Fold.Compact(typed);
        var kana = KanaKey.Of(text).Value;
        return text.Length == 0
            ? []
            : people.Where(p => Starts(Fold.Compact(p.Name), text) || kana.Length > 0 && Starts(KanaKey.Of(p.Kana).Value, kana) || Starts(p.StaffNumber, text));
    }

    private static bool Starts(string whole, string beginning) => whole.StartsWith(beginning, StringComparison.Ordinal);
}
