using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections;

/// <summary>被接種者の登録. Nobody is registered before the ledger has been searched for them; the person, the revision and the log entry are one save.</summary>
public sealed class PersonDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int MaxTwins = 20;

    /// <summary>People of the ledger who may be the same: the number, the reading, or the birth date with a reading that begins alike.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="FieldProblemsException">Items that cannot be registered.</exception>
    public async Task<IReadOnlyList<LedgerPerson>> FindTwinsAsync(Staff by, PersonRegistration registration)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordRegister, Operation.LedgerSearched, now);
        var (person, _) = registration.Register(by, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var twins = await TwinsAsync(db, person);
        db.Add(OperationLogEntry.For(by, now, Operation.LedgerSearched, detail: $"被接種者の登録前の照合 {twins.Count}件"));
        await db.SaveChangesAsync();
        return twins;
    }

    /// <summary>Registers the person. The same press again (same id) has the same outcome and one row.</summary>
    /// <param name="by">Who registers.</param>
    /// <param name="registration">As typed.</param>
    /// <param name="others">Ids of twins the clerk has said to be someone else.</param>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="FieldProblemsException">Items that cannot be registered.</exception>
    /// <exception cref="RuleException">The 宛名番号 belongs to someone else.</exception>
    public async Task<PersonOutcome> RegisterAsync(Staff by, PersonRegistration registration, IReadOnlySet<Guid> others)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordRegister, Operation.PersonRegistered, now);
        var (person, revision) = registration.Register(by, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await SavedAsync(db, person.LedgerPersonId) is { } saved)
        {
            return new PersonOutcome.Saved(saved);
        }

        await DemandNumberFreeAsync(db, person);
        var twins = await TwinsAsync(db, person);
        if (twins.Any(t => !others.Contains(t.LedgerPersonId)))
        {
            return new PersonOutcome.Twins(twins);
        }

        db.AddRange(person, revision, OperationLogEntry.For(
            by, now, Operation.PersonRegistered, person.LedgerPersonId, person.LedgerPersonId, twins.Count == 0 ? null : $"似た{twins.Count}人を別人と確認"));
        try
        {
            await db.SaveChangesAsync();
            return new PersonOutcome.Saved(person);
        }
        catch (DbUpdateException)
        {
            // Either this very press came twice at once, or a colleague has just given the number to someone.
            await using var after = await dbFactory.CreateDbContextAsync();
            if (await SavedAsync(after, person.LedgerPersonId) is { } twice)
            {
                return new PersonOutcome.Saved(twice);
            }

            await DemandNumberFreeAsync(after, person);
            throw;
        }
    }

    private static Task<LedgerPerson?> SavedAsync(PortalDb db, Guid personId) =>
        db.People.AsNoTracking().SingleOrDefaultAsync(p => p.LedgerPersonId == personId);

    private static async Task DemandNumberFreeAsync(PortalDb db, LedgerPerson person)
    {
        if (person.ResidentNumber is { } number && await db.People.AnyAsync(p => p.ResidentNumber == number && p.Status == RecordStatus.Active))
        {
            throw new FieldProblemsException([new(PersonFields.ResidentNumber.Key, "この宛名番号は、別の人の記録に登録されています。番号を確かめるか、その人の個人票を開いてください。")]);
        }
    }

    private static async Task<List<LedgerPerson>> TwinsAsync(PortalDb db, LedgerPerson person)
    {
        List<LedgerPerson> twins = [];
        foreach (var likely in Twins(db, person))
        {
            twins.AddRange(await likely.ToListAsync());
        }

        // Somebody merged is known by who they are now.
        foreach (var keeperId in twins.Select(t => t.MergedIntoId).OfType<Guid>().Distinct().ToList())
        {
            twins.Add(await db.People.AsNoTracking().SingleAsync(p => p.LedgerPersonId == keeperId));
        }

        return [.. twins.Where(t => t.MergedIntoId is null).DistinctBy(t => t.LedgerPersonId).Take(MaxTwins)];
    }

    /// <summary>The likelier first; each a seek in an index.</summary>
    internal static IEnumerable<IQueryable<LedgerPerson>> Twins(PortalDb db, LedgerPerson person)
    {
        var active = db.People.AsNoTracking().Where(p => p.Status == RecordStatus.Active && p.LedgerPersonId != person.LedgerPersonId);
        var (number, kana, name, birth) = (person.ResidentNumberKey, person.KanaKey, person.NameKey, person.BirthDate);
        var from = kana[..Math.Min(2, kana.Length)];
        var to = PrefixRange.NextPrefix(from);
        IQueryable<LedgerPerson>[] likely =
        [
            .. number is null ? [] : new[] { active.Where(p => p.ResidentNumberKey == number) },
            active.Where(p => p.KanaKey == kana),
            active.Where(p => p.NameKey == name && p.BirthDate == birth),
            active.Where(p => p.BirthDate == birth && p.KanaKey.CompareTo(from) >= 0 && p.KanaKey.CompareTo(to) < 0),
        ];
        return likely.Select(people => people.OrderBy(p => p.BirthDate == birth ? 0 : 1).ThenBy(p => p.LedgerPersonId).Take(MaxTwins));
    }
}
