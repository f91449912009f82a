using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Ledger;
using Portal.Features.Ledger.MyNumbers;

namespace Portal.Features.DataQuality.Twins;

/// <summary>Reads what people are compared by: everybody in one pass of a plain reader, or some.</summary>
internal static class TwinReader
{
    public static async Task<List<TwinFacts>> EverybodyAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var numbered = await db.NumberHoldersAsync(cancellationToken);
        return await db.PlainRowsAsync(Query(db), row => Facts(row, numbered), cancellationToken);
    }

    /// <summary>What some people are compared by; of those the context holds, as they will be saved.</summary>
    public static async Task<Dictionary<Guid, TwinFacts>> SomeAsync(PortalDb db, IQueryable<LedgerPerson> among, List<Guid> ids, CancellationToken cancellationToken)
    {
        var numbered = await db.NumberHoldersAsync(ids, cancellationToken);
        var people = await among.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)).ToDictionaryAsync(p => p.LedgerPersonId, cancellationToken);
        foreach (var held in db.ChangeTracker.Entries<LedgerPerson>().Select(e => e.Entity).Where(p => people.ContainsKey(p.LedgerPersonId)))
        {
            people[held.LedgerPersonId] = held;
        }

        return people.ToDictionary(p => p.Key, p => TwinFacts.Of(p.Value, numbered.Contains(p.Key)));
    }

    /// <summary>Active people who were not merged.</summary>
    public static IQueryable<LedgerPerson> Compared(PortalDb db) => db.People.Where(p => p.Status == RecordStatus.Active && p.MergedIntoId == null);

    public static IQueryable<object> Query(PortalDb db) => Compared(db)
        .OrderBy(p => p.LedgerPersonId)
        .Select(p => new
        {
            p.LedgerPersonId,
            p.NameKey,
            p.GivenNameKey,
            p.OtherNameKey,
            p.KanaKey,
            p.GivenKanaKey,
            p.BirthDate,
            p.Sex,
            p.AddressKey,
            p.IntegratedNumberKey,
        });

    private static TwinFacts Facts(DbDataReader row, HashSet<Guid> numbered) => new()
    {
        PersonId = row.GetGuid(0),
        NameKey = row.GetString(1),
        GivenNameKey = row.GetString(2),
        OtherNameKey = row.GetString(3),
        KanaKey = row.GetString(4),
        GivenKanaKey = row.GetString(5),
        BirthDate = row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6),
        Sex = Enum.Parse<Sex>(row.GetString(7)),
        AddressKey = row.GetString(8),
        IntegratedNumberKey = row.IsDBNull(9) ? null : row.GetString(9),
        HasMyNumber = numbered.Contains(row.GetGuid(0)),
    };
}
