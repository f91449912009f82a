using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>The words staff read for reconciliations.</summary>
public static class ReconciliationTerms
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

    public static string Label(this ReconciliationScope scope) => scope switch
    {
        ReconciliationScope.Ledger => "台帳の全件",
        ReconciliationScope.File => "ファイルにいる人だけ",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    public static string Label(this ReconciliationDifferenceKind kind) => kind switch
    {
        ReconciliationDifferenceKind.Differs => "値が違う",
        ReconciliationDifferenceKind.OnlyThere => "相手のみ",
        ReconciliationDifferenceKind.OnlyHere => "台帳のみ",
        ReconciliationDifferenceKind.Unmatched => "照合できない行",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this ReconciliationLikeness likeness) => likeness switch
    {
        ReconciliationLikeness.Other => "値が違う",
        ReconciliationLikeness.Filled => "台帳は空欄",
        ReconciliationLikeness.Width => "全角・半角・空白だけ",
        ReconciliationLikeness.Zeros => "先頭の0だけ",
        ReconciliationLikeness.Spelling => "字体・表記だけ",
        ReconciliationLikeness.Cancelled => "台帳では取消済み",
        _ => throw new ArgumentOutOfRangeException(nameof(likeness)),
    };

    public static string Label(this ReconciliationDifferenceState state) => state switch
    {
        ReconciliationDifferenceState.Open => "未処理",
        ReconciliationDifferenceState.Accepted => "採用",
        ReconciliationDifferenceState.SetAside => "見送り",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>ワクチンロット番号: 全角・半角・空白だけ</summary>
    public static string Label(this ReconciliationPattern pattern) => pattern switch
    {
        { Field: { } field } => $"{DoseFields.Find(field).Label}（{pattern.Likeness.Label()}）",
        { Likeness: ReconciliationLikeness.Cancelled } => $"{pattern.Kind.Label()}（{pattern.Likeness.Label()}）",
        _ => pattern.Kind.Label(),
    };
}
