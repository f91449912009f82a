namespace Portal.Domain.Exchange.Lists;

/// <summary>一覧 — what can be taken out of the ledger. The last three have the layout of the import, which takes them back without a change.</summary>
public enum ListKind
{
    /// <summary>接種記録</summary>
    Doses,

    /// <summary>被接種者</summary>
    People,

    /// <summary>接種券</summary>
    Coupons,

    /// <summary>VRS 予防接種台帳向け出力 as the import reads it.</summary>
    VrsFile,

    /// <summary>宛名 as the import reads it.</summary>
    ResidentFile,

    /// <summary>接種券発行情報 as the import reads it.</summary>
    CouponFile,
}

/// <summary>ファイルの形式</summary>
public enum ListFormat
{
    /// <summary>Excel (.xlsx)</summary>
    Xlsx,

    /// <summary>CSV, UTF-8 with a byte order mark.</summary>
    CsvUtf8,

    /// <summary>CSV, Shift_JIS as Windows means it (CP932).</summary>
    CsvCp932,
}

/// <summary>What kinds and formats are called, and which go together.</summary>
public static class ListTerms
{
    public static string Label(this ListKind kind) => kind switch
    {
        ListKind.Doses => "接種記録",
        ListKind.People => "被接種者",
        ListKind.Coupons => "接種券",
        ListKind.VrsFile => "取込用 接種記録（VRSの形）",
        ListKind.ResidentFile => "取込用 宛名",
        ListKind.CouponFile => "取込用 接種券",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this ListFormat format) => format switch
    {
        ListFormat.Xlsx => "Excel",
        ListFormat.CsvUtf8 => "CSV（UTF-8）",
        ListFormat.CsvCp932 => "CSV（Shift_JIS）",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public static string Extension(this ListFormat format) => format == ListFormat.Xlsx ? "xlsx" : "csv";

    /// <summary>取込用: read by a machine, every column in its place.</summary>
    public static bool IsLayout(this ListKind kind) => kind >= ListKind.VrsFile;

    /// <summary>The import that takes a 取込用 file back; null for a list people read.</summary>
    public static ImportKind? Layout(this ListKind kind) => kind switch
    {
        ListKind.VrsFile => ImportKind.Vrs,
        ListKind.ResidentFile => ImportKind.Residents,
        ListKind.CouponFile => ImportKind.Coupons,
        _ => null,
    };

    /// <summary>Rows are vaccinations, people or coupons: what can be asked for depends on it.</summary>
    public static ListKind Subject(this ListKind kind) => kind switch
    {
        ListKind.VrsFile => ListKind.Doses,
        ListKind.ResidentFile => ListKind.People,
        ListKind.CouponFile => ListKind.Coupons,
        _ => kind,
    };

    /// <summary>行 of a list, lines of a 取込用 file.</summary>
    public static string Unit(this ListKind kind) => kind.IsLayout() ? "行" : "件";
}
