using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Vrs;

/// <summary>The words staff read for reconciliations.</summary>
public static class VrsTerms
{
    /// <summary>Name and version of the file, as docs/exchange describes it.</summary>
    public static string Layout(ExchangeKind kind) => kind == ExchangeKind.HealthReconciliation ? "health-extract 1" : "vrs-output 1";

    /// <summary>Which file a reconciliation reads.</summary>
    public static ImportKind Input(this ExchangeKind kind) => kind switch
    {
        ExchangeKind.VrsReconciliation => ImportKind.Vrs,
        ExchangeKind.HealthReconciliation => ImportKind.HealthRecords,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Where a dose taken over from it comes from.</summary>
    public static DoseSource Source(this ExchangeKind kind) => kind == ExchangeKind.HealthReconciliation ? DoseSource.HealthManagement : DoseSource.Vrs;

    public static string Label(this VrsScope scope) => scope switch
    {
        VrsScope.Ledger => "台帳の全件",
        VrsScope.File => "ファイルにいる人だけ",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    public static string Label(this VrsDifferenceKind kind) => kind switch
    {
        VrsDifferenceKind.Differs => "値が違う",
        VrsDifferenceKind.OnlyThere => "相手のみ",
        VrsDifferenceKind.OnlyHere => "台帳のみ",
        VrsDifferenceKind.Unmatched => "照合できない行",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this VrsLikeness likeness) => likeness switch
    {
        VrsLikeness.Other => "値が違う",
        VrsLikeness.Filled => "台帳は空欄",
        VrsLikeness.Width => "全角・半角・空白だけ",
        VrsLikeness.Zeros => "先頭の0だけ",
        VrsLikeness.Spelling => "字体・表記だけ",
        VrsLikeness.Cancelled => "台帳では取消済み",
        _ => throw new ArgumentOutOfRangeException(nameof(likeness)),
    };

    public static string Label(this VrsDifferenceState state) => state switch
    {
        VrsDifferenceState.Open => "未処理",
        VrsDifferenceState.Accepted => "採用",
        VrsDifferenceState.SetAside => "見送り",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>ワクチンロット番号: 全角・半角・空白だけ</summary>
    public static string Label(this VrsPattern pattern) => pattern switch
    {
        { Field: { } field } => $"{DoseFields.Find(field).Label}（{pattern.Likeness.Label()}）",
        { Likeness: VrsLikeness.Cancelled } => $"{pattern.Kind.Label()}（{pattern.Likeness.Label()}）",
        _ => pattern.Kind.Label(),
    };
}
