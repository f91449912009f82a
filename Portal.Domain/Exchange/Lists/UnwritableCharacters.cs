using System.Globalization;

namespace Portal.Domain.Exchange.Lists;

/// <summary>One character CP932 cannot hold.</summary>
/// <param name="Text">The character.</param>
/// <param name="CodePoints">U+20BB7; of a composed one all of them.</param>
/// <param name="Count">How often it stands in the list.</param>
/// <param name="Places">宛名番号 (or line) of the first few.</param>
public sealed record UnwritableCharacter(string Text, string CodePoints, long Count, IReadOnlyList<string> Places)
{
    /// <summary>Further places are only counted.</summary>
    public const int MaxPlaces = 5;
}

/// <summary>Collects what CP932 cannot hold over a whole list, and stays small however much it is.</summary>
public sealed class UnwritableCharacters
{
    /// <summary>So many characters are told apart and shown; of the others it is known how many there are.</summary>
    public const int MaxShown = 100;

    private readonly Dictionary<string, (long Count, List<string> Places)> _found = [];

    /// <summary>Each as often as it stands there.</summary>
    public long Total { get; private set; }

    /// <summary>How many of them stand behind those shown.</summary>
    public long NotShown => Total - _found.Values.Sum(f => f.Count);

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<UnwritableCharacter> Shown =>
    [
        .. _found.Select(f => new UnwritableCharacter(f.Key, CodePointsOf(f.Key), f.Value.Count, f.Value.Places))
            .OrderByDescending(c => c.Count).ThenBy(c => c.CodePoints, StringComparer.Ordinal),
    ];

    public void Look(string text, string place)
    {
        if (Cp932.Holds(text))
        {
            return;
        }

        foreach (var character in Cp932.Unwritable(text))
        {
            Total++;
            if (_found.TryGetValue(character, out var known))
            {
                _found[character] = (known.Count + 1, known.Places);
            }
            else if (_found.Count < MaxShown)
            {
                _found[character] = (1, known.Places = []);
            }
            else
            {
                continue;
            }

            if (known.Places.Count < UnwritableCharacter.MaxPlaces && !known.Places.Contains(place))
            {
                known.Places.Add(place);
            }
        }
    }

    private static string CodePointsOf(string text) =>
        string.Join(' ', text.EnumerateRunes().Select(rune => "U+" + rune.Value.ToString("X4", CultureInfo.InvariantCulture)));
}
