using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Data;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality.Twins;

/// <summary>
/// Brings the pairs of some people up to what their records will say, in the save that changes them: one judged 「別人」 by facts that are no
/// more returns to the list, one no longer likely leaves it. Pairs nobody knows yet come with the next search over everybody.
/// </summary>
internal static class TwinRecheck
{
    private static readonly string[] Compared =
    [
        nameof(LedgerPerson.NameKey), nameof(LedgerPerson.GivenNameKey), nameof(LedgerPerson.OtherNameKey), nameof(LedgerPerson.KanaKey), nameof(LedgerPerson.GivenKanaKey),
        nameof(LedgerPerson.BirthDate), nameof(LedgerPerson.Sex), nameof(LedgerPerson.AddressKey), nameof(LedgerPerson.IntegratedNumberKey),
    ];

    public static async Task ChangedAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var changed = db.ChangeTracker.Entries<LedgerPerson>().Where(IsChanged).Select(e => e.Entity.LedgerPersonId).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        var pairs = await db.TwinPairs.Where(t => EF.Parameter(changed).Contains(t.FirstId) || EF.Parameter(changed).Contains(t.SecondId)).ToListAsync(cancellationToken);
        if (pairs.Count == 0 || await TwinRows.OffAsync(db, cancellationToken) is not null)
        {
            return;
        }

        var people = await TwinReader.SomeAsync(db, db.People, [.. pairs.SelectMany(t => new[] { t.FirstId, t.SecondId }).Distinct()], cancellationToken);
        foreach (var pair in pairs)
        {
            var (first, second) = (people[pair.FirstId], people[pair.SecondId]);
            pair.Refresh(TwinScore.Of(first, second), TwinFacts.Fingerprint(first, second));
        }
    }

    private static bool IsChanged(EntityEntry<LedgerPerson> entry) => entry.State is EntityState.Modified && Compared.Any(name => entry.Property(name).IsModified);
}
