using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality.Twins;

namespace Portal.Features.DataQuality.Twins;

/// <summary>Brings the pairs that are kept up to a comparison of everybody.</summary>
internal static class TwinList
{
    /// <summary>Each pair, found or kept, is weighed once more by what is stored now: somebody may have been correcting since everybody was read.</summary>
    /// <returns>How many are likely, whatever was decided on them, and how many of those were not known.</returns>
    public static async Task<(int Likely, int New)> BringUpAsync(PortalDb db, IEnumerable<TwinCandidate> found, DateTime now, CancellationToken cancellationToken)
    {
        var stored = await db.TwinPairs.ToDictionaryAsync(t => (First: t.FirstId, Second: t.SecondId), cancellationToken);
        var pairs = found.Select(c => (First: c.First.PersonId, Second: c.Second.PersonId)).Union(stored.Keys).ToList();
        var people = await TwinReader.SomeAsync(db, TwinReader.Compared(db), [.. pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct()], cancellationToken);
        var (likely, added) = (0, 0);
        foreach (var pair in pairs)
        {
            var (known, weighed) = (stored.GetValueOrDefault(pair), Weigh(people, pair));
            likely += weighed is null ? 0 : 1;
            if (known is null && weighed is not null)
            {
                db.Add(TwinPair.Of(weighed, now));
                added++;
            }
            else if (weighed is not null)
            {
                known!.Refresh(weighed.Score, TwinFacts.Fingerprint(weighed.First, weighed.Second));
            }
            else if (known is { JudgedFacts: null })
            {
                db.Remove(known);
            }
            else if (known is { IsJudged: false })
            {
                known.Refresh(TwinScore.None, known.Facts);
            }

            // Judged ones stay: should the two come to look alike again by the same facts, the decision still holds.
        }

        return (likely, added);
    }

    private static TwinCandidate? Weigh(Dictionary<Guid, TwinFacts> people, (Guid First, Guid Second) pair) =>
        people.TryGetValue(pair.First, out var first) && people.TryGetValue(pair.Second, out var second) && TwinScore.Of(first, second) is { IsLikely: true } score
            ? new(first, second, score)
            : null;
}
