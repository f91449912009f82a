namespace Portal.Demo;

/// <summary>
/// SplitMix64: the same numbers on every machine and with every version of .NET, which <see cref="Random"/> does not promise.
/// A stream of its own for each person makes any part of the ledger reproducible without the rest.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The stream of one thing: <paramref name="kind"/> tells people, households and plans apart.</summary>
    public static DemoRandom For(int seed, string kind, long number = 0)
    {
        var hash = Mix((ulong)seed);
        foreach (var letter in kind)
        {
            hash = Mix(hash ^ letter);
        }

        return new DemoRandom(Mix(hash ^ (ulong)number));
    }

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>0 … <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Fraction() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A day of the span, both ends included.</summary>
    public DateOnly Day(DateOnly from, DateOnly to) => from.AddDays(Below(to.DayNumber - from.DayNumber + 1));

    /// <summary>A day of the span, early ones likelier, as people come when a campaign opens.</summary>
    public DateOnly EarlyDay(DateOnly from, DateOnly to)
    {
        var part = Fraction();
        return from.AddDays((int)(part * part * (to.DayNumber - from.DayNumber + 1)));
    }

    public void Shuffle<T>(T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>Items drawn in proportion to their weights.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _items;
    private readonly int[] _upTo;

    public Weighted(IEnumerable<(T Item, int Weight)> items)
    {
        var kept = items.Where(i => i.Weight > 0).ToArray();
        _items = [.. kept.Select(i => i.Item)];
        _upTo = new int[kept.Length];
        var sum = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            _upTo[i] = sum += kept[i].Weight;
        }
    }

    public T Draw(DemoRandom random)
    {
        var found = Array.BinarySearch(_upTo, random.Below(_upTo[^1]) + 1);
        return _items[found < 0 ? ~found : found];
    }
}
