using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange;

/// <summary>レイアウト — where each item stands in the lines of a file, understood from its first line.</summary>
public sealed class ImportLayout
{
    /// <summary>VRS 予防接種台帳向け出力: 個別宛名番号, then eight columns a dose (接種記録データの確認方法).</summary>
    public const int VrsColumnsPerDose = 8;

    private static readonly string[] VrsItems = ["接種履歴登録日時", "接種日", "券番号", "接種自治体コード", "接種会場名", "接種医師名", "ワクチンメーカー", "ワクチンロット番号"];

    private readonly Dictionary<string, int> _columns = [];
    private readonly IReadOnlyList<string> _labels;

    private ImportLayout(ImportKind kind, CsvRecord first, bool hasHeader, IReadOnlyList<string> labels)
    {
        (Kind, ColumnCount, _labels) = (kind, first.ColumnCount, labels);
        Header = hasHeader ? first.Text : null;
        foreach (var (index, label) in labels.Index())
        {
            _columns.TryAdd(label, index);
        }
    }

    public ImportKind Kind { get; }

    /// <summary>The first line where it holds headings; null where the lines begin at once.</summary>
    public string? Header { get; }

    public int ColumnCount { get; }

    /// <summary>Headings no rule knows; their columns are left alone.</summary>
    public IReadOnlyList<string> Ignored { get; private init; } = [];

    /// <summary>Their places.</summary>
    public IReadOnlyList<int> IgnoredColumns { get; private init; } = [];

    /// <summary>Doses a VRS line has room for, 1–9.</summary>
    public int DoseCount => (ColumnCount - 1) / VrsColumnsPerDose;

    /// <summary>見出しあり・7回分 …</summary>
    public string Words => string.Join('・',
    [
        Header is null ? "見出しなし" : "見出しあり",
        Kind == ImportKind.Vrs ? $"{DoseCount}回分" : $"第{ImportColumns.Version}版",
        $"{ColumnCount}列",
    ]);

    /// <summary>Whether the file has the column at all: what it does not have is not compared.</summary>
    public bool Has(string column) => _columns.ContainsKey(column);

    public int IndexOf(string column) => _columns.GetValueOrDefault(column, -1);

    public string LabelOf(int column) => column < _labels.Count ? _labels[column] : $"{column + 1}列目";

    /// <exception cref="RuleException">The columns are not those of the kind chosen, or one holds 個人番号.</exception>
    public static ImportLayout Of(ImportKind kind, CsvRecord first)
    {
        MyNumberGuard.DemandNoHeading(first.Fields);
        return kind switch
        {
            ImportKind.Vrs => OfVrs(first),
            ImportKind.Residents => OfColumns(kind, first, ImportColumns.Residents),
            ImportKind.Coupons => OfColumns(kind, first, ImportColumns.Coupons),
            ImportKind.HealthRecords => OfColumns(kind, first, ImportColumns.HealthRecords),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static ImportLayout OfVrs(CsvRecord first)
    {
        var doses = (first.ColumnCount - 1) / VrsColumnsPerDose;
        if (doses is < 1 or > Dose.MaxDoseNumber || first.ColumnCount != 1 + doses * VrsColumnsPerDose)
        {
            throw new RuleException(
                $"VRS の予防接種台帳向け出力は、宛名番号と1回ごとに8列、合わせて9列から73列です(このファイルは{first.ColumnCount:N0}列)。種類の選択と、出力した機能を確かめてください。");
        }

        var labels = Enumerable.Range(1, doses).SelectMany(dose => VrsItems.Select(item => $"{dose}回目{item}")).Prepend("個別宛名番号").ToList();
        return new(ImportKind.Vrs, first, first.Fields.Any(f => Heading(f) is "個別宛名番号" or "宛名番号" || Heading(f).StartsWith("1回目", StringComparison.Ordinal)), labels);
    }

    private static ImportLayout OfColumns(ImportKind kind, CsvRecord first, IReadOnlyList<ImportColumn> columns)
    {
        var named = first.Fields.Select(field => Named(columns, field)).ToList();
        if (named.All(column => column is null))
        {
            var unnamed = ImportColumns.Unnamed(columns);
            return first.ColumnCount == unnamed.Count
                ? new(kind, first, hasHeader: false, [.. unnamed.Select(c => c.Name)])
                : throw new RuleException(
                    $"{kind.Label()}のファイルは、見出しのないときは{unnamed.Count}列です(このファイルは{first.ColumnCount:N0}列)。種類の選択を確かめるか、1行目に見出しを付けてください。");
        }

        if (first.ColumnCount > CsvRecordReader.MaxColumns)
        {
            throw new RuleException($"列が多すぎます({first.ColumnCount:N0}列)。{CsvRecordReader.MaxColumns}列までにしてください。");
        }

        if (columns.FirstOrDefault(column => named.Count(column.Equals) > 1) is { } twice)
        {
            throw new RuleException($"見出し「{twice.Name}」の列が2つあります。どちらか一つにしてください。");
        }

        var missing = columns.Where(column => column.IsRequired && !named.Exists(n => n == column || n?.StandsFor == column.Name)).Select(column => $"「{column.Name}」").ToList();
        if (missing.Count > 0)
        {
            throw new RuleException($"{kind.Label()}のファイルに必要な見出し{string.Concat(missing)}がありません。見出しを確かめてください。");
        }

        return new(kind, first, hasHeader: true, [.. named.Select((column, index) => column?.Name ?? $"{index + 1}列目")])
        {
            IgnoredColumns = [.. Enumerable.Range(0, named.Count).Where(index => named[index] is null)],
            Ignored = [.. first.Fields.Where((_, index) => named[index] is null).Select(field => LineFault.Shown(field) ?? "")],
        };
    }

    private static ImportColumn? Named(IReadOnlyList<ImportColumn> columns, string field) =>
        columns.FirstOrDefault(column => column.Name == Heading(field) || column.Aliases.Contains(Heading(field)));

    private static string Heading(string field) => Fold.Plain(field).Replace(" ", "", StringComparison.Ordinal);
}
