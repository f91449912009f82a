using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>Rules that need the rest of the ledger.</summary>
internal static class RecordRules
{
    /// <summary>
    /// Opens a transaction and writes to the person's row, which keeps others from registering or deciding for this person until it is
    /// committed; on either engine.
    /// </summary>
    public static Task<IDbContextTransaction> TakeTurnAsync(this PortalDb db, Guid personId) => db.TakeTurnsAsync([personId]);

    /// <summary>The same for several people at once.</summary>
    public static async Task<IDbContextTransaction> TakeTurnsAsync(this PortalDb db, IEnumerable<Guid> people)
    {
        var turn = await db.Database.BeginTransactionAsync();
        await db.JoinTurnsAsync(people);
        return turn;
    }

    /// <summary>
    /// The same within the caller's transaction, always in one order, so that two who need each other's people do not wait for ever.
    /// </summary>
    public static async Task JoinTurnsAsync(this PortalDb db, IEnumerable<Guid> people)
    {
        foreach (var personId in people.Distinct().Order())
        {
            await db.People.Where(p => p.LedgerPersonId == personId).ExecuteUpdateAsync(u => u.SetProperty(p => p.Version, p => p.Version));
        }
    }

    /// <exception cref="RuleException">The person was merged into another: their record is kept to be read.</exception>
    public static void DemandNotMerged(Guid? mergedIntoId)
    {
        if (mergedIntoId is not null)
        {
            throw new RuleException("この人の記録は別の個人票に統合されています。統合先の個人票を開いて入力してください。");
        }
    }

    /// <summary>One active person holds a 宛名番号; a person is not cancelled before their doses, nor a dose brought back before its person.</summary>
    /// <exception cref="RuleException">The revision would break one of them.</exception>
    public static async Task DemandFitsAsync(this PortalDb db, Revision revision)
    {
        if (revision.RecordKind == RecordKind.Dose)
        {
            if (revision.Changes.Exists(c => c is { Field: RecordItems.Status, NewValue: nameof(RecordStatus.Active) })
                && !await db.People.AnyAsync(p => p.LedgerPersonId == revision.LedgerPersonId && p.Status == RecordStatus.Active))
            {
                throw new RuleException("この人の記録は取り消されているため、接種記録を戻せません。先に人の記録を戻してください。");
            }

            return;
        }

        if (revision.RecordKind != RecordKind.Person)
        {
            return;
        }

        var person = await db.People.Include(p => p.Residence).SingleAsync(p => p.LedgerPersonId == revision.RecordId);
        string? After(string field) => revision.Changes.Find(c => c.Field == field) is { } change ? change.NewValue : LedgerRecord.Of(person)[field];
        DemandNotMerged(person.MergedIntoId);
        var isActive = After(RecordItems.Status) == nameof(RecordStatus.Active);
        if (!isActive && await db.People.AnyAsync(p => p.MergedIntoId == revision.RecordId))
        {
            throw new RuleException("この人には別の人の記録が統合されています。先に統合を取り消してください。");
        }

        if (!isActive && await db.Doses.AnyAsync(d => d.LedgerPersonId == revision.RecordId && d.Status == RecordStatus.Active))
        {
            throw new RuleException("有効な接種記録がある人は取り消せません。先に接種記録を取り消すか、正しい人の記録に直してください。");
        }

        var number = After(PersonFields.ResidentNumber.Key);
        if (isActive && number is not null
            && await db.People.AnyAsync(p => p.ResidentNumber == number && p.Status == RecordStatus.Active && p.LedgerPersonId != revision.RecordId))
        {
            throw new RuleException("この宛名番号は、別の人の記録に登録されています。番号を確かめてください。");
        }
    }

    /// <summary>Name, numbers and birth date of whose record it is.</summary>
    public static Task<PersonHead> HeadOfAsync(this PortalDb db, Guid personId) => Heads(db, personId).SingleAsync();

    /// <summary>The same of an id nobody has to have.</summary>
    public static Task<PersonHead?> FindHeadAsync(this PortalDb db, Guid personId) => Heads(db, personId).SingleOrDefaultAsync();

    private static IQueryable<PersonHead> Heads(PortalDb db, Guid personId) => db.People
        .Where(p => p.LedgerPersonId == personId)
        .Select(p => new PersonHead(p.LedgerPersonId, p.ResidentNumber, p.Name, p.Kana, p.BirthDate, p.IsProtected));
}
