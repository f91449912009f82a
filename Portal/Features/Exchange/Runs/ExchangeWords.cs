using Portal.Components;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.Runs;

/// <summary>How states of a run look.</summary>
internal static class ExchangeWords
{
    public static TagKind Tag(ExchangeState state) => state switch
    {
        ExchangeState.Done => TagKind.Ok,
        ExchangeState.Failed => TagKind.Neutral,
        _ => TagKind.Warn,
    };
}
