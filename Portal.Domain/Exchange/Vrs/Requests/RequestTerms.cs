namespace Portal.Domain.Exchange.Vrs.Requests;

/// <summary>What states and bases are called.</summary>
public static class RequestTerms
{
    public static string Label(this RequestState state) => state switch
    {
        RequestState.Open => "受付",
        RequestState.AwaitsApproval => "承認待ち",
        RequestState.Answered => "回答済み",
        RequestState.None => "該当なしと回答",
        RequestState.Refused => "提供しないと回答",
        RequestState.Withdrawn => "受付取消し",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this ProvisionBasis basis) => basis switch
    {
        ProvisionBasis.Consent => "番号法19条16号（本人の同意）",
        ProvisionBasis.ConsentDifficult => "番号法19条16号（同意を得ることが困難）",
        ProvisionBasis.WithoutNumber => "番号法によらない照会（個人番号なし）",
        _ => throw new ArgumentOutOfRangeException(nameof(basis)),
    };
}
