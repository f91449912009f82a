using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>Rules that need the rest of the ledger.</summary>
internal static class RecordRules
{
    /// <summary>One active person holds a 宛名番号.</summary>
    /// <exception cref="RuleException">Somebody else holds the number this revision would give.</exception>
    public static async Task DemandResidentNumberFreeAsync(this PortalDb db, Revision revision)
    {
        if (revision.RecordKind != RecordKind.Person)
        {
            return;
        }

        var person = await db.People.SingleAsync(p => p.LedgerPersonId == revision.RecordId);
        string? After(string field) => revision.Changes.Find(c => c.Field == field) is { } change ? change.NewValue : LedgerRecord.Of(person)[field];
        var number = After(PersonFields.ResidentNumber.Key);
        if (number is not null && After(RecordItems.Status) == nameof(RecordStatus.Active)
            && await db.People.AnyAsync(p => p.ResidentNumber == number && p.Status == RecordStatus.Active && p.LedgerPersonId != revision.RecordId))
        {
            throw new RuleException("この宛名番号は、別の人の記録に登録されています。番号を確かめてください。");
        }
    }

    /// <summary>Name, numbers and birth date of whose record it is.</summary>
    public static Task<PersonHead> HeadOfAsync(this PortalDb db, Guid personId) => db.People
        .Where(p => p.LedgerPersonId == personId)
        .Select(p => new PersonHead(p.LedgerPersonId, p.ResidentNumber, p.Name, p.Kana, p.BirthDate, p.IsProtected))
        .SingleAsync();
}
