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

    private readonly Func<DoseFact, string> _key;
    private readonly Func<DoseFact, string> _label;
    private readonly Func<ReportPeriod, IEnumerable<(string Key, string Label)>> _always;

    /// <param name="key">How addresses name the table.</param>
    /// <param name="title">What its rows are.</param>
    /// <param name="row">Which row a dose stands in.</param>
    /// <param name="label">What people read of that row; not asked where <paramref name="always"/> says it.</param>
    /// <param name="always">The rows there are in any case, in their order.</param>
    private DoseTable(string key, string title, Func<DoseFact, string> row, Func<DoseFact, string> label, Func<ReportPeriod, IEnumerable<(string, string)>>? always = null) =>
        (Key, Title, _key, _label, _always) = (key, title, row, label, always ?? (_ => []));

    /// <summary>In the order of the report.</summary>
    public static IReadOnlyList<DoseTable> All { get; } =
    [
        new("age", "年齢階級・性別", AgeAndSex, _ => "", _ => AgeBand.All.SelectMany(age => Sexes.Select(sex => ($"{age.Key} {sex.Key}", $"{age.Label} {sex.Label}")))),
        new("product", "製品・メーカー", Product, ProductLabel),
        new("institution", "医療機関・会場", Institution, InstitutionLabel),
        new("payment", "支払月", Payment, dose => dose.PaymentMonth is { } month ? ReportPeriod.OfMonth(month).Label : "支払月の記録なし"),
        new("day", "接種日", dose => Day(dose.VaccinatedOn), _ => "", period => Days(period).Select(day => (Day(day), JapaneseDate.FormatShort(day)))),
        new("place", "市内・市外", Place, _ => "", _ => [("in", "市内"), ("out", "市外"), (Missing, "不明")]),
    ];

    public string Key { get; }
    public string Title { get; }

    public string RowOf(DoseFact dose) => _key(dose);

    /// <summary>Every table of some doses, its rows in the order people look for them.</summary>
    public static IReadOnlyList<ReportTable> Count(ReportPeriod period, IReadOnlyCollection<DoseFact> doses) => [.. All.Select(table => table.Of(period, doses))];

    private ReportTable Of(ReportPeriod period, IReadOnlyCollection<DoseFact> doses)
    {
        var always = _always(period).ToList();
        Dictionary<string, (string Label, long[] Counts)> rows = always.ToDictionary(row => row.Key, row => (row.Label, new long[Dose.MaxDoseNumber + 1]), StringComparer.Ordinal);
        foreach (var dose in doses)
        {
            var key = _key(dose);
            if (!rows.TryGetValue(key, out var row))
            {
                rows.Add(key, row = (_label(dose), new long[Dose.MaxDoseNumber + 1]));
            }
            else if (Key == "institution" && _label(dose) is var label && string.CompareOrdinal(label, row.Label) < 0)
            {
                // One institution, many spellings: the same one is shown whatever was read first.
                rows[key] = row = (label, row.Counts);
            }

            row.Counts[Math.Clamp(dose.DoseNumber, 1, Dose.MaxDoseNumber)]++;
        }

        var used = Math.Max(1, Enumerable.Range(1, Dose.MaxDoseNumber).LastOrDefault(n => rows.Values.Any(r => r.Counts[n] > 0)));
        var fixedOrder = always.Count > 0;
        return new(
            Key, $"{Title}ごとの接種回数", Title, [.. Enumerable.Range(1, used).Select(n => new ReportHead(Number(n), $"{n}回目"))],
            [
                .. (fixedOrder ? rows.Where(r => !IsSpare(r.Key) || r.Value.Counts.Any(n => n > 0)) : rows.OrderBy(r => r.Key == Missing).ThenBy(r => r.Value.Label, StringComparer.Ordinal).ThenBy(r => r.Key, StringComparer.Ordinal))
                    .Select(r => new ReportRow(r.Key, r.Value.Label, [.. Enumerable.Range(1, used).Select(n => r.Value.Counts[n])])),
            ]);
    }

    /// <summary>Sex or age unknown: a row only where there is somebody.</summary>
    private static bool IsSpare(string key) => key.EndsWith(" U", StringComparison.Ordinal) || key.StartsWith(AgeBand.Unknown, StringComparison.Ordinal);

    private static string AgeAndSex(DoseFact dose) =>
        $"{AgeBand.Of(dose.BirthDate, dose.VaccinatedOn)} {dose.Sex switch { Sex.Male => "M", Sex.Female => "F", _ => "U" }}";

    private static string Product(DoseFact dose) => VaccineProduct.Find(dose.ProductCode) is { } product ? $"p {product.Code}"
        : MakerNames.TryParse(dose.Maker, out var maker) ? $"m {maker}"
        : dose.Maker is { Length: > 0 } written ? $"w {Short(written)}"
        : Missing;

    private static string ProductLabel(DoseFact dose) => VaccineProduct.Find(dose.ProductCode) is { } product ? $"{product.MakerName} {product.Name}"
        : MakerNames.TryParse(dose.Maker, out var maker) ? $"{maker.DisplayName()}（製品の記録なし）"
        : dose.Maker is { Length: > 0 } written ? $"{written}（登録のないメーカー）"
        : "製品・メーカーの記録なし";

    /// <summary>By its code where there is one: the same institution is written in many ways.</summary>
    private static string Institution(DoseFact dose) => dose switch
    {
        { InstitutionCode: { Length: > 0 } code } => $"c {code}",
        { InstitutionName: { Length: > 0 } name } => $"n {Short(name)}",
        _ => Missing,
    };

    private static string InstitutionLabel(DoseFact dose) => dose switch
    {
        { InstitutionCode: { Length: > 0 } code } => $"{dose.InstitutionName ?? "名称の記録なし"}（{code}）",
        { InstitutionName: { Length: > 0 } name } => name,
        _ => "医療機関の記録なし",
    };

    private static string Payment(DoseFact dose) => dose.PaymentMonth is { } month ? month.ToString("yyyy-MM", CultureInfo.InvariantCulture) : Missing;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>By the 接種自治体 of the record: whose site or institution it was.</summary>
    private static string Place(DoseFact dose) => dose.MunicipalityCode switch
    {
        null or "" => Missing,
        _ when dose.MunicipalityCode == MunicipalityCode.Otaru.Value => "in",
        _ => "out",
    };

    private static IEnumerable<DateOnly> Days(ReportPeriod period) => Enumerable.Range(0, period.To.DayNumber - period.From.DayNumber + 1).Select(period.From.AddDays);

    /// <summary>Stands for a name in keys, which addresses carry.</summary>
    private static string Short(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
