using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>Looks up institutions, municipalities and lots while a clerk types.</summary>
public sealed class MasterSearch(IDbContextFactory<PortalDb> dbFactory)
{
    public const int MaxRows = 20;

    /// <summary>Institutions whose code or name begins with the text.</summary>
    public async Task<IReadOnlyList<Institution>> InstitutionsAsync(string text, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return Institutions(db, text) is { } query ? await query.Take(MaxRows).ToListAsync(cancellationToken) : [];
    }

    /// <summary>Municipalities whose code begins with the text, or whose name holds it; those whose name begins with it first.</summary>
    public static IReadOnlyList<(MunicipalityCode Code, string Name)> Municipalities(string text)
    {
        var (digits, name) = (Fold.Digits(text), Fold.Compact(text));
        return name.Length == 0
            ? []
            :
            [
                .. MunicipalityList.All
                    .Select(code => (Code: code, Name: MunicipalityList.NameOf(code) ?? ""))
                    .Where(m => m.Code.Value.StartsWith(digits, StringComparison.Ordinal) || m.Name.Contains(name, StringComparison.Ordinal))
                    .OrderBy(m => m.Name.EndsWith(name, StringComparison.Ordinal) ? 0 : 1)
                    .ThenBy(m => m.Code.Value, StringComparer.Ordinal)
                    .Take(MaxRows),
            ];
    }

    /// <summary>Rows of the master with this lot number.</summary>
    public async Task<IReadOnlyList<VaccineLot>> LotsAsync(string? lotNumber, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await db.VaccineLots.AsNoTracking().Where(l => l.LotNumber == lotNumber).ToListAsync(cancellationToken);
    }

    internal static IQueryable<Institution>? Institutions(PortalDb db, string text)
    {
        var digits = Fold.Digits(text);
        var isCode = digits.Length > 0 && digits.All(char.IsAsciiDigit);
        if ((isCode ? digits : NameKey.Of(text).Value) is not { Length: > 0 } from)
        {
            return null;
        }

        var to = PrefixRange.NextPrefix(from);
        return isCode
            ? db.Institutions.AsNoTracking().Where(i => i.Code!.CompareTo(from) >= 0 && i.Code!.CompareTo(to) < 0).OrderBy(i => i.Code).ThenBy(i => i.InstitutionId)
            : db.Institutions.AsNoTracking().Where(i => i.NameKey.CompareTo(from) >= 0 && i.NameKey.CompareTo(to) < 0).OrderBy(i => i.NameKey).ThenBy(i => i.InstitutionId);
    }
}
