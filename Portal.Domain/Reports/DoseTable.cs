using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Ledger;

namespace Portal.Domain.Reports;

/// <summary>接種の集計表 — one way to put a dose into a row; the columns are dose numbers. Every dose stands in every table once.</summary>
public sealed class DoseTable
{
    public const string Missing = "-";

    private static readonly (string Key, string Label)[] Sexes = [("M", Sex.Male.Label()), ("F", Sex.Female.Label()), ("U", Sex.Unknown.Label())];

    private readonly Func<DoseFact, (string Key, string Label)> _row;
    private readonly Func<ReportPeriod, IEnumerable<(string Key, string Label)>> _always;

    private DoseTable(string key, string title, string rowTitle, Func<DoseFact, (string, string)> row, Func<ReportPeriod, IEnumerable<(string, string)>>? always = null) =>
        (Key, Title, RowTitle, _row, _always) = (key, title, rowTitle, row, always ?? (_ => []));

    /// <summary>In the order of the report.</summary>
    public static IReadOnlyList<DoseTable> All { get; } =
    [
        new("age", "年齢階級・性別", "年齢階級・性別", AgeAndSex, _ => AgeBand.All.SelectMany(age => Sexes.Select(sex => ($"{age.Key} {sex.Key}", $"{age.Label} {sex.Label}")))),
        new("product", "製品・メーカー", "メーカー・製品", Product),
        new("institution", "医療機関・会場", "医療機関・会場", Institution),
        new("payment", "支払月", "支払月", Payment),
        new("day", "接種日", "接種日", Day, period => Days(period).Select(ForDay)),
        new("place", "市内・市外", "接種した所", Place, _ => [("in", "市内"), ("out", "市外"), (Missing, "不明")]),
    ];

    public string Key { get; }
    public string Title { get; }
    public string RowTitle { get; }

    public string RowOf(DoseFact dose) => _row(dose).Key;

    /// <summary>Every table of some doses, its rows in the order people look for them.</summary>
    public static IReadOnlyList<ReportTable> Count(ReportPeriod period, IReadOnlyCollection<DoseFact> doses) => [.. All.Select(table => table.Of(period, doses))];

    private ReportTable Of(ReportPeriod period, IReadOnlyCollection<DoseFact> doses)
    {
        var always = _always(period).ToList();
        Dictionary<string, (string Label, long[] Counts)> rows = always.ToDictionary(row => row.Key, row => (row.Label, new long[Dose.MaxDoseNumber + 1]), StringComparer.Ordinal);
        foreach (var dose in doses)
        {
            var (key, label) = _row(dose);
            if (!rows.TryGetValue(key, out var row))
            {
                rows.Add(key, row = (label, new long[Dose.MaxDoseNumber + 1]));
            }

            if (always.Count == 0 && string.CompareOrdinal(label, row.Label) < 0)
            {
                // One institution, many spellings: the same one is shown whatever was read first.
                rows[key] = row = (label, row.Counts);
            }

            row.Counts[Math.Clamp(dose.DoseNumber, 1, Dose.MaxDoseNumber)]++;
        }

        var used = Math.Max(1, Enumerable.Range(1, Dose.MaxDoseNumber).LastOrDefault(n => rows.Values.Any(r => r.Counts[n] > 0)));
        var fixedOrder = always.Count > 0;
        return new(
            Key, $"{Title}ごとの接種回数", RowTitle, [.. Enumerable.Range(1, used).Select(n => new ReportHead(Number(n), $"{n}回目"))],
            [
                .. (fixedOrder ? rows.Where(r => !IsSpare(r.Key) || r.Value.Counts.Any(n => n > 0)) : rows.OrderBy(r => r.Key == Missing).ThenBy(r => r.Value.Label, StringComparer.Ordinal).ThenBy(r => r.Key, StringComparer.Ordinal))
                    .Select(r => new ReportRow(r.Key, r.Value.Label, [.. Enumerable.Range(1, used).Select(n => r.Value.Counts[n])])),
            ]);
    }

    /// <summary>Sex or age unknown: a row only where there is somebody.</summary>
    private static bool IsSpare(string key) => key.EndsWith(" U", StringComparison.Ordinal) || key.StartsWith(AgeBand.Unknown, StringComparison.Ordinal);

    private static (string, string) AgeAndSex(DoseFact dose)
    {
        var band = AgeBand.Of(dose.BirthDate, dose.VaccinatedOn);
        var sex = dose.Sex switch { Sex.Male => "M", Sex.Female => "F", _ => "U" };
        return ($"{band} {sex}", "");
    }

    private static (string, string) Product(DoseFact dose) => VaccineProduct.Find(dose.ProductCode) is { } product
        ? ($"p {product.Code}", $"{product.MakerName} {product.Name}")
        : MakerNames.TryParse(dose.Maker, out var maker) ? ($"m {maker}", $"{maker.DisplayName()}（製品の記録なし）")
        : dose.Maker is { Length: > 0 } written ? ($"w {Short(written)}", $"{written}（登録のないメーカー）")
        : (Missing, "製品・メーカーの記録なし");

    /// <summary>By its code where there is one: the same institution is written in many ways.</summary>
    private static (string, string) Institution(DoseFact dose) => dose switch
    {
        { InstitutionCode: { Length: > 0 } code } => ($"c {code}", $"{dose.InstitutionName ?? "名称の記録なし"}（{code}）"),
        { InstitutionName: { Length: > 0 } name } => ($"n {Short(name)}", name),
        _ => (Missing, "医療機関の記録なし"),
    };

    private static (string, string) Payment(DoseFact dose) => dose.PaymentMonth is { } month
        ? (month.ToString("yyyy-MM", CultureInfo.InvariantCulture), ReportPeriod.OfMonth(month).Label)
        : (Missing, "支払月の記録なし");

    private static (string, string) Day(DoseFact dose) => ForDay(dose.VaccinatedOn);

    private static (string, string) ForDay(DateOnly day) => (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), JapaneseDate.FormatShort(day));

    /// <summary>By the 接種自治体 of the record: whose site or institution it was.</summary>
    private static (string, string) Place(DoseFact dose) => (dose.MunicipalityCode switch
    {
        null or "" => Missing,
        _ when dose.MunicipalityCode == MunicipalityCode.Otaru.Value => "in",
        _ => "out",
    }, "");

    private static IEnumerable<DateOnly> Days(ReportPeriod period) => Enumerable.Range(0, period.To.DayNumber - period.From.DayNumber + 1).Select(period.From.AddDays);

    /// <summary>Stands for a name in keys, which addresses carry.</summary>
    private static string Short(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
