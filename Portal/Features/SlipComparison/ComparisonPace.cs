using Portal.Domain.SlipComparison;

namespace Portal.Features.SlipComparison;

/// <summary>How fast the two are since they sat down.</summary>
internal sealed class ComparisonPace(TimeProvider time, int done)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>毎分3.2件・残り約20分; null until there is something to say.</summary>
    public string? Words(ComparisonTally tally)
    {
        var (made, minutes) = (tally.Done - done, time.GetElapsedTime(_began).TotalMinutes);
        return made < 3 || minutes < 0.2 ? null : $"毎分{made / minutes:0.0}件・残り約{Math.Ceiling(tally.Waiting / (made / minutes)):0}分";
    }
}
