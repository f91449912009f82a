using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>
/// 氏名とカナ. Almost any characters can be read almost any way, so the rule speaks only where there is no room: a part of the name
/// written in kana and read otherwise; characters in the reading; and 姓 that are read one way by nearly everybody (<c>surname-readings.txt</c>).
/// </summary>
internal static class KanaRules
{
    /// <summary>姓 → its reading, both folded.</summary>
    private static readonly FrozenDictionary<string, string> Readings = EmbeddedLines.Of("surname-readings.txt")
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(parts => NameKey.Of(parts[0]).Value, parts => KanaKey.Of(parts[1]).Value);

    private const int AskedMost = 20_000;
    private static readonly ConcurrentDictionary<string, string?> Asked = new();

    public static IEnumerable<Finding> Kana(DoseHistory history)
    {
        var (name, kana) = (history.Person.Name, Fold.Nfkc(history.Person.Kana));
        if (kana.EnumerateRunes().Any(IsKanji))
        {
            yield return new(FindingRule.Kana, null, "カナ氏名に漢字が入っています。宛名と照合してください。");
            yield break;
        }

        var (nameAt, kanaAt) = (SearchKeys.GivenNameStart(name), SearchKeys.GivenNameStart(kana));
        if (nameAt == name.Length || kanaAt == kana.Length)
        {
            yield break;
        }

        var (family, familyKana) = (name[..nameAt].Trim(), kana[..kanaAt].Trim());
        if (ReadingOf(family) is { } reading ? !familyKana.Contains('ー', StringComparison.Ordinal) && KanaKey.Of(familyKana).Value != reading : ReadsOtherwise(family, familyKana))
        {
            yield return new(FindingRule.Kana, null, $"カナ氏名の姓（{familyKana}）が氏名の姓（{family}）の読みと合いません。宛名と照合してください。");
        }

        if (ReadsOtherwise(name[nameAt..], kana[kanaAt..]))
        {
            yield return new(FindingRule.Kana, null, $"カナ氏名の名（{kana[kanaAt..].Trim()}）が、かなで書かれた氏名の名（{name[nameAt..].Trim()}）と違います。宛名と照合してください。");
        }
    }

    /// <summary>A city has some thousand surnames; each is folded once.</summary>
    private static string? ReadingOf(string family)
    {
        if (Asked.TryGetValue(family, out var known))
        {
            return known;
        }

        var reading = Readings.GetValueOrDefault(NameKey.Of(family).Value);
        if (Asked.Count < AskedMost)
        {
            Asked.TryAdd(family, reading);
        }

        return reading;
    }

    private static bool ReadsOtherwise(string written, string kana) => written.Length > 0 && !IsKanji(Rune.TryGetRuneAt(written, 0, out var first) ? first : default) && KanaKey.IsKana(written) && !kana.Contains('ー', StringComparison.Ordinal) && Sounds(written) != Sounds(kana);

    /// <summary>しづ and シズ sound alike.</summary>
    private static string Sounds(string kana) => KanaKey.Of(kana).Value.Replace('ツ', 'ス').Replace('チ', 'シ');

    private static bool IsKanji(Rune rune) => rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
