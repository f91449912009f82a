using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>Whose the rows of the table of My Numbers are, now that people can be merged: the rows stay where they were made.</summary>
internal static class MyNumberRows
{
    /// <summary>The number of a person: their own row, or that of somebody merged into them. Merging lets only one be there.</summary>
    public static IQueryable<EncryptedMyNumber> NumbersOf(this PortalDb db, Guid personId) => db.EncryptedMyNumbers
        .Where(n => n.LedgerPersonId == personId || db.People.Any(p => p.LedgerPersonId == n.LedgerPersonId && p.MergedIntoId == personId))
        .OrderBy(n => n.LedgerPersonId == personId ? 0 : 1).ThenBy(n => n.LedgerPersonId);

    /// <summary>Whether a person has one.</summary>
    public static Task<bool> HasNumberAsync(this PortalDb db, Guid personId, CancellationToken cancellationToken) => db.NumbersOf(personId).AnyAsync(cancellationToken);

    /// <summary>Who has one; no number with it.</summary>
    public static Task<HashSet<Guid>> NumberHoldersAsync(this PortalDb db, CancellationToken cancellationToken) =>
        db.EncryptedMyNumbers.Select(n => n.LedgerPersonId).ToHashSetAsync(cancellationToken);

    /// <summary>The same among some people.</summary>
    public static Task<HashSet<Guid>> NumberHoldersAsync(this PortalDb db, List<Guid> people, CancellationToken cancellationToken) =>
        db.EncryptedMyNumbers.Where(n => EF.Parameter(people).Contains(n.LedgerPersonId)).Select(n => n.LedgerPersonId).ToHashSetAsync(cancellationToken);
}
