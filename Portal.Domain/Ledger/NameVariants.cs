using System.Collections.Frozen;
using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>異体字 — the hand-picked groups of <c>Data/name-variants.txt</c>; the first of a group stands for the rest.</summary>
internal static class NameVariants
{
    private static readonly FrozenDictionary<Rune, Rune> Representatives = Groups()
        .SelectMany(group => group.Skip(1).Select(variant => KeyValuePair.Create(variant, group[0])))
        .ToFrozenDictionary();

    public static IEnumerable<Rune[]> Groups() => EmbeddedLines.Of("name-variants.txt")
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune)).ToArray());

    public static Rune Representative(Rune rune) => Representatives.GetValueOrDefault(rune, rune);
}
