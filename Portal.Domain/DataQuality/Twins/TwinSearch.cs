namespace Portal.Domain.DataQuality.Twins;

/// <summary>Two people of the ledger who may be one; the smaller id first.</summary>
public sealed record TwinCandidate(TwinFacts First, TwinFacts Second, TwinScore Score);

/// <summary>
/// 重複の照合 over all people at once. Only people who share a birth date, a reading, a name or 統合宛名番号 are compared: whoever shares
/// none of them cannot be likely.
/// </summary>
public static class TwinSearch
{
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static IReadOnlyList<TwinCandidate> Among(IReadOnlyList<TwinFacts> people, CancellationToken cancellationToken = default)
    {
        Dictionary<(Guid, Guid), TwinCandidate> found = [];
        // Other birth dates and same names: a few people each. The same birth date alone: eight in a large city.
        Compare(people.Where(p => p.BirthDate is not null), p => p.BirthDate!.Value, found, cancellationToken);
        Compare(people.Where(p => p.KanaKey.Length > 0), p => p.KanaKey, found, cancellationToken);
        Compare(people.Where(p => p.NameKey.Length > 0), p => p.NameKey, found, cancellationToken);
        Compare(people.Where(p => p.OtherNameKey.Length > 0).Select(p => (p, p.OtherNameKey))
            .Join(people, former => former.OtherNameKey, p => p.NameKey, (former, p) => (former.p, p)), found, cancellationToken);
        return [.. found.Values.OrderByDescending(c => c.Score.Points).ThenBy(c => c.First.PersonId).ThenBy(c => c.Second.PersonId)];
    }

    private static void Compare<TKey>(IEnumerable<TwinFacts> people, Func<TwinFacts, TKey> key, Dictionary<(Guid, Guid), TwinCandidate> found, CancellationToken cancellationToken)
    {
        foreach (var alike in people.GroupBy(key))
        {
            var block = alike.ToList();
            for (var i = 0; i < block.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var j = i + 1; j < block.Count; j++)
                {
                    Weigh(block[i], block[j], found);
                }
            }
        }
    }

    private static void Compare(IEnumerable<(TwinFacts, TwinFacts)> pairs, Dictionary<(Guid, Guid), TwinCandidate> found, CancellationToken cancellationToken)
    {
        foreach (var (one, two) in pairs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Weigh(one, two, found);
        }
    }

    private static void Weigh(TwinFacts one, TwinFacts two, Dictionary<(Guid, Guid), TwinCandidate> found)
    {
        if (TwinScore.Of(one, two) is { IsLikely: true } score)
        {
            var (first, second) = one.PersonId.CompareTo(two.PersonId) < 0 ? (one, two) : (two, one);
            found[(first.PersonId, second.PersonId)] = new(first, second, score);
        }
    }
}
