using Portal.Components;
using Portal.Domain.Exchange.Vrs.Transfers;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>How states look.</summary>
internal static class TransferWords
{
    public static TagKind Tag(TransferRow row) => row.Inquiry.State switch
    {
        TransferState.Answered or TransferState.Refused => TagKind.Warn,
        TransferState.Done or TransferState.NoMatch => TagKind.Ok,
        _ => TagKind.Neutral,
    };

    public static TagKind Tag(TransferDecision decision) => decision switch
    {
        TransferDecision.Open => TagKind.Warn,
        TransferDecision.Declined => TagKind.Neutral,
        _ => TagKind.Ok,
    };
}
