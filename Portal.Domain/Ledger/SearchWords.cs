using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>Reads the words of a search text one after the other, taking together those that belong together.</summary>
internal static class SearchWords
{
    private const int MaxDateWords = 3;
    private const int MaxOcrWords = 4;

    // What JapaneseDate says of a text that does not even look like a date.
    private static readonly string? NoDateAtAll = JapaneseDate.Explain("");

    public static (List<SearchTerm> Terms, List<string> Problems) Read(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        List<SearchTerm> terms = [];
        List<string> problems = [];
        for (var at = 0; at < words.Length;)
        {
            var (used, readings, problem) = ReadAt(words.AsSpan(at));
            if (problem is null)
            {
                terms.Add(new SearchTerm(string.Join(' ', words[at..(at + used)]), readings));
            }
            else
            {
                problems.Add($"「{words[at]}」: {problem}");
            }

            at += used;
        }

        return (terms, problems);
    }

    private static (int Used, IReadOnlyList<SearchReading> Readings, string? Problem) ReadAt(ReadOnlySpan<string> words)
    {
        if (TryOcrLine(words, out var scanned, out var line))
        {
            return (scanned, [new CouponReading(line.Coupon, line.Municipality, line)], null);
        }

        if (TryDate(words, out var dated, out var days))
        {
            return (dated, [new BirthReading(days)], null);
        }

        var word = words[0];
        if (IsNumber(word))
        {
            return OfNumber(Fold.Digits(word));
        }

        if (JapaneseDate.TryParseRange(word, out var part))
        {
            return (1, [new BirthReading(part)], null);
        }

        if (JapaneseDate.Explain(word) is var reason && reason != NoDateAtAll)
        {
            return (1, [], reason);
        }

        return TryTown(words, out var placed, out var town)
            ? (placed, town.MayBeName ? [OfName(word), new AddressReading(town.Key)] : [new AddressReading(town.Key)], null)
            : OfNames(words);
    }

    private static bool TryOcrLine(ReadOnlySpan<string> words, out int used, out OcrLine line)
    {
        var digits = "";
        for (used = 1; used <= Math.Min(words.Length, MaxOcrWords) && IsNumber(words[used - 1]); used++)
        {
            digits += words[used - 1];
            if (OcrLine.TryParse(digits, out line))
            {
                return true;
            }
        }

        line = default;
        return false;
    }

    /// <summary>昭和25年 3月 4日 is one date in three words.</summary>
    private static bool TryDate(ReadOnlySpan<string> words, out int used, out DateRange days)
    {
        for (used = Math.Min(words.Length, MaxDateWords); used > 1; used--)
        {
            if (JapaneseDate.TryParseRange(string.Join(' ', words[..used]!), out days))
            {
                return true;
            }
        }

        days = default;
        return false;
    }

    private static (int, IReadOnlyList<SearchReading>, string?) OfNumber(string digits)
    {
        List<SearchReading> readings = [];
        if (JapaneseDate.TryParse(digits, out _) && JapaneseDate.TryParseRange(digits, out var day))
        {
            readings.Add(new BirthReading(day));
        }

        if (CouponNumber.TryParse(digits, out var coupon))
        {
            readings.Add(new CouponReading(coupon, MunicipalityCode.Otaru));
        }

        if (ResidentNumber.TryParse(digits, out var number))
        {
            readings.Add(new NumberReading(number));
        }

        return (1, readings, readings.Count > 0 ? null : digits.Length == OcrLine.Length
            ? "18桁ですが、OCRラインとして読めません。券種・回数・自治体コードを確かめて、もう一度読み取ってください。"
            : $"{digits.Length}桁の番号はありません。宛名番号は{ResidentNumber.MaxLength}桁まで、券番号は{CouponNumber.Length}桁、OCRラインは{OcrLine.Length}桁です。");
    }

    /// <summary>花園 4-1-2 is one address in two words; 桜 19500304 is a town (or name) and a date.</summary>
    private static bool TryTown(ReadOnlySpan<string> words, out int used, out TownMatch town)
    {
        used = 2;
        if (words.Length > 1 && TownList.Recognise(words[0], out var bare) && bare.MayBeName
            && JapaneseDate.Explain(words[1]) == NoDateAtAll && Fold.Digits(words[1]).Count(char.IsAsciiDigit) <= 6
            && TownList.Recognise(words[0] + words[1], out town))
        {
            return true;
        }

        used = 1;
        return TownList.Recognise(words[0], out town);
    }

    /// <summary>サトウ カズコ is one beginning of a reading; 佐藤 和子 one beginning of a name.</summary>
    private static (int, IReadOnlyList<SearchReading>, string?) OfNames(ReadOnlySpan<string> words)
    {
        if (!HasLetter(words[0]))
        {
            return (1, [], "検索できる文字がありません。番号・氏名・カナ・生年月日・住所のどれかを入力してください。");
        }

        var kana = KanaKey.IsKana(words[0]);
        var used = 1;
        while (used < words.Length && IsNameWord(words[used]) && KanaKey.IsKana(words[used]) == kana)
        {
            used++;
        }

        return (used, [OfName(string.Join(' ', words[..used]!))], null);
    }

    private static bool IsNameWord(string word) =>
        HasLetter(word) && JapaneseDate.Explain(word) == NoDateAtAll && !TownList.Recognise(word, out _);

    private static SearchReading OfName(string text) => KanaKey.IsKana(text) ? new KanaReading(text) : new NameReading(text);

    private static bool IsNumber(string word) =>
        Fold.Digits(word) is { Length: > 0 } digits && !digits.AsSpan().ContainsAnyExceptInRange('0', '9') && !IsWrittenDate(word);

    /// <summary>1950-03-04 is written as a date, 19500304 may be a number too.</summary>
    private static bool IsWrittenDate(string word) => Fold.Digits(word) != Fold.Nfkc(word) && JapaneseDate.Explain(word) != NoDateAtAll;

    /// <summary>Private-use characters are 外字, which names may hold.</summary>
    private static bool HasLetter(string word) =>
        NameKey.Of(word).Value.EnumerateRunes().Any(rune => (Rune.IsLetter(rune) && rune.Value != 'ー') || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.PrivateUse);
}
