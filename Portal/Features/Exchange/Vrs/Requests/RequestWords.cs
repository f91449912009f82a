using Portal.Components;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Vrs.Requests;

/// <summary>How a request looks.</summary>
internal static class RequestWords
{
    public const string Hidden = "支援措置のため表示しません";

    public static string Municipality(MunicipalityRequest request) => request.IsAskerHidden ? Hidden : MunicipalityList.NameOf(MunicipalityCode.Parse(request.FromCode)) ?? "";

    public static TagKind Tag(RequestState state) => state switch
    {
        RequestState.Open or RequestState.AwaitsApproval => TagKind.Warn,
        RequestState.Answered => TagKind.Ok,
        _ => TagKind.Neutral,
    };
}
