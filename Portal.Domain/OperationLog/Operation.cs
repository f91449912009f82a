namespace Portal.Domain.OperationLog;

/// <summary>操作 — the acts the log knows. docs/operations.md says what each writes.</summary>
public enum Operation
{
    LedgerSearched,
    SheetOpened,
    SheetPrinted,
    ProtectedAddressShown,
    DoseRegistered,
    PersonRegistered,
    CorrectionMade,
    CorrectionRequested,
    CorrectionApproved,
    CorrectionReturned,
    CorrectionWithdrawn,
    CorrectionOpened,
    EvidenceAttached,
    EvidenceOpened,
    ImportPreviewed,
    ImportApplied,
    ImportUndone,
    ImportReportDownloaded,
    HeldLinesShown,
    HeldLineMatched,
    HeldLineDismissed,
    DemoLedgerMade,
    SchemaMigrated,
    AccessDenied,
}

public enum OperationResult
{
    Done,
    Denied,
    Failed,
}

public static class OperationLabels
{
    public static string Label(this Operation operation) => operation switch
    {
        Operation.LedgerSearched => "検索",
        Operation.SheetOpened => "個人票の表示",
        Operation.SheetPrinted => "個人票の印刷",
        Operation.ProtectedAddressShown => "支援措置住所の表示",
        Operation.DoseRegistered => "接種記録の登録",
        Operation.PersonRegistered => "被接種者の登録",
        Operation.CorrectionMade => "訂正",
        Operation.CorrectionRequested => "訂正の申請",
        Operation.CorrectionApproved => "訂正の承認",
        Operation.CorrectionReturned => "訂正の差戻し",
        Operation.CorrectionWithdrawn => "訂正申請の取下げ",
        Operation.CorrectionOpened => "訂正の画面・申請の表示",
        Operation.EvidenceAttached => "根拠資料の添付",
        Operation.EvidenceOpened => "根拠資料の表示",
        Operation.ImportPreviewed => "取込の事前確認",
        Operation.ImportApplied => "取込",
        Operation.ImportUndone => "取込の取消",
        Operation.ImportReportDownloaded => "取込結果の出力",
        Operation.HeldLinesShown => "保留行の表示",
        Operation.HeldLineMatched => "保留行の照合",
        Operation.HeldLineDismissed => "保留行の除外",
        Operation.DemoLedgerMade => "デモ台帳の作成",
        Operation.SchemaMigrated => "スキーマの更新",
        Operation.AccessDenied => "権限のない画面・出力の要求",
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
