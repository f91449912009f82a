namespace Portal.Domain.SlipComparison;

/// <summary>集計 — how many lines came out how.</summary>
public sealed record ComparisonTally(int Total, int Waiting, int Agreeing, int Differing, int Missing, int Withdrawn)
{
    public int Done => Total - Waiting;

    /// <summary>Of lines that wait an earlier answer does not count: it was given for another record.</summary>
    public static ComparisonTally Of(IEnumerable<(bool Waits, ComparisonAnswer? Answer, int Count)> groups)
    {
        var counts = groups.ToList();
        int Count(ComparisonAnswer answer) => counts.Where(c => !c.Waits && c.Answer == answer).Sum(c => c.Count);
        return new(
            counts.Sum(c => c.Count), counts.Where(c => c.Waits).Sum(c => c.Count),
            Count(ComparisonAnswer.Agrees), Count(ComparisonAnswer.Differs), Count(ComparisonAnswer.Missing), Count(ComparisonAnswer.Withdrawn));
    }

    /// <param name="comparison">Whose.</param>
    public ErrorRate RateOf(Comparison comparison) => new(Differing, Agreeing + Differing, comparison.Population, comparison.IsSample);
}
