namespace Portal.Domain.OperationLog;

/// <summary>記録への関わり — what an act did with one person's record, for whoever asks who had to do with it.</summary>
public enum RecordTouch
{
    /// <summary>閲覧</summary>
    Viewed,

    /// <summary>印刷・出力</summary>
    TakenOut,

    /// <summary>登録・訂正</summary>
    Changed,

    /// <summary>個人番号</summary>
    MyNumber,

    /// <summary>操作記録の確認: somebody looked at who looked.</summary>
    LogRead,
}

public static class RecordTouches
{
    public static string Label(this RecordTouch touch) => touch switch
    {
        RecordTouch.Viewed => "閲覧",
        RecordTouch.TakenOut => "印刷・出力",
        RecordTouch.Changed => "登録・訂正",
        RecordTouch.MyNumber => "個人番号",
        RecordTouch.LogRead => "操作記録の確認",
        _ => throw new ArgumentOutOfRangeException(nameof(touch)),
    };

    /// <summary>What an act on a record was; an act unknown here counts as a look at it.</summary>
    public static RecordTouch Touch(this Operation operation) => operation switch
    {
        Operation.SheetPrinted or Operation.EvidencePackMade => RecordTouch.TakenOut,
        Operation.DoseRegistered or Operation.PersonRegistered or Operation.CorrectionMade or Operation.CorrectionRequested or Operation.CorrectionApproved
            or Operation.CorrectionReturned or Operation.CorrectionWithdrawn or Operation.EvidenceAttached or Operation.HeldLineMatched
            or Operation.HeldLineDismissed => RecordTouch.Changed,
        >= Operation.MyNumberRegistered and <= Operation.ProvedAgain => RecordTouch.MyNumber,
        >= Operation.LogSearched and <= Operation.LogReviewExported => RecordTouch.LogRead,
        _ => RecordTouch.Viewed,
    };
}
