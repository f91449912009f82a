using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>Says why a person matched, and where in their name, kana and birth date.</summary>
internal static class SearchMatch
{
    public static SearchRow Explain(FoundPerson person, IReadOnlyList<SearchReading> readings, bool throughMerged)
    {
        var row = person.Row;
        List<string> reasons = [];
        foreach (var reading in readings)
        {
            (row, var reason) = reading switch
            {
                NumberReading number => (row, OfNumber(person, number, throughMerged)),
                CouponReading => (row, throughMerged ? "統合前の券番号" : "券番号"),
                BirthReading birth => (row with { BirthMark = MarkOf(row.BirthDate, birth.Days) }, birth.What),
                KanaReading kana => OfKana(row, kana),
                NameReading name => OfName(person, row, name),
                AddressReading => (row, "住所"),
                _ => throw new InvalidOperationException($"No words for {reading.Kind}."),
            };
            reasons.Add(reason);
        }

        return row with { Reason = string.Join('・', reasons.Distinct()) };
    }

    private static string OfNumber(FoundPerson person, NumberReading reading, bool throughMerged) =>
        throughMerged ? "統合前の番号" : SearchKeys.Number(person.Row.ResidentNumber) == reading.Number.Key ? "宛名番号" : "統合宛名番号";

    private static Range? MarkOf(DateOnly? birth, DateRange days)
    {
        if (birth is not { } day)
        {
            return null;
        }

        var written = JapaneseDate.Format(day);
        return days.Precision switch
        {
            DatePrecision.Year => ..(written.IndexOf('年', StringComparison.Ordinal) + 1),
            DatePrecision.Month => ..(written.IndexOf('月', StringComparison.Ordinal) + 1),
            _ => ..written.Length,
        };
    }

    private static (SearchRow, string) OfKana(SearchRow row, KanaReading reading)
    {
        if (MatchedPart.Of(row.Kana, 0, reading.Key, KanaKeyOf) is { } whole)
        {
            return (row with { KanaMark = whole }, "カナ前方");
        }

        var given = MatchedPart.Of(row.Kana, SearchKeys.GivenNameStart(row.Kana), reading.Key, KanaKeyOf);
        return (row with { KanaMark = given }, "名のカナ前方");
    }

    private static (SearchRow, string) OfName(FoundPerson person, SearchRow row, NameReading reading)
    {
        if (MatchedPart.Of(row.Name, 0, reading.Key, NameKeyOf) is { } whole)
        {
            return (row with { NameMark = whole }, $"氏名前方{Variant(row.Name[whole], reading)}");
        }

        if (MatchedPart.Of(row.Name, SearchKeys.GivenNameStart(row.Name), reading.Key, NameKeyOf) is { } given)
        {
            return (row with { NameMark = given }, $"名の前方{Variant(row.Name[given], reading)}");
        }

        return (row, person.FormerName is { } former && NameKeyOf(former).StartsWith(reading.Key, StringComparison.Ordinal)
            ? $"旧氏 {former}"
            : $"通称 {person.AliasName}");
    }

    /// <summary>The characters differ though the names are the same: 髙橋 for 高橋.</summary>
    private static string Variant(string stored, NameReading reading) =>
        WithoutSpaces(stored).Equals(WithoutSpaces(reading.Typed), StringComparison.OrdinalIgnoreCase) ? "" : "（異体字）";

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string KanaKeyOf(string text) => KanaKey.Of(text).Value;

    private static string NameKeyOf(string text) => NameKey.Of(text).Value;
}
