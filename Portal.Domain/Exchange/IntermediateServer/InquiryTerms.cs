namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>What states and results of inquiries and provisions are called.</summary>
public static class InquiryTerms
{
    public static string Label(this InquiryState state) => state switch
    {
        InquiryState.Made => "作成",
        InquiryState.AwaitsApproval => "承認待ち",
        InquiryState.Sent => "送付",
        InquiryState.Answered => "回答",
        InquiryState.Done => "済",
        InquiryState.Withheld => "不開示",
        InquiryState.Withdrawn => "取りやめ",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this InquiryResult result) => result switch
    {
        InquiryResult.Given => "回答あり",
        InquiryResult.NothingThere => "該当なし",
        InquiryResult.Withheld => "不開示",
        InquiryResult.Refused => "リスト外",
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    public static string Label(this ProvisionState state) => state switch
    {
        ProvisionState.Received => "受付",
        ProvisionState.AwaitsApproval => "承認待ち",
        ProvisionState.Decided => "送付待ち",
        ProvisionState.Sent => "済",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this ProvisionDecision decision) => decision switch
    {
        ProvisionDecision.Give => "提供する",
        ProvisionDecision.NothingThere => "該当なし",
        ProvisionDecision.Withhold => "不開示",
        ProvisionDecision.Refuse => "リスト外のため拒否",
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    /// <summary>What stands in the record for it.</summary>
    public static ProvisionEvent Event(this ProvisionDecision decision) => decision switch
    {
        ProvisionDecision.Give => ProvisionEvent.Given,
        ProvisionDecision.NothingThere => ProvisionEvent.NothingThere,
        ProvisionDecision.Withhold => ProvisionEvent.Withheld,
        ProvisionDecision.Refuse => ProvisionEvent.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    public static ProvisionEvent Event(this InquiryResult result) => result switch
    {
        InquiryResult.Given => ProvisionEvent.Received,
        InquiryResult.NothingThere => ProvisionEvent.NothingThere,
        InquiryResult.Withheld => ProvisionEvent.Withheld,
        InquiryResult.Refused => ProvisionEvent.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };
}
