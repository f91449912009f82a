namespace Portal.Domain.Exchange.Vrs.Transfers;

/// <summary>What states and decisions are called.</summary>
public static class TransferTerms
{
    public static string Label(this TransferState state) => state switch
    {
        TransferState.Collected => "照会前",
        TransferState.Requested => "照会中",
        TransferState.Answered => "候補あり",
        TransferState.NoMatch => "該当なし",
        TransferState.Refused => "照会できず",
        TransferState.Done => "確認済み",
        TransferState.Withdrawn => "取りやめ",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this TransferDecision decision) => decision switch
    {
        TransferDecision.Open => "未処理",
        TransferDecision.Accepted => "採用",
        TransferDecision.AlreadyThere => "台帳にあり",
        TransferDecision.Declined => "見送り",
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };
}
