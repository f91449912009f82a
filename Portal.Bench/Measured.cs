using System.Diagnostics;

namespace Portal.Bench;

/// <summary>Times of one kind of call, in milliseconds.</summary>
internal sealed class Measured
{
    private readonly List<double> _milliseconds = [];

    public double P50 => At(0.50);
    public double P95 => At(0.95);

    /// <summary>Runs <paramref name="call"/> once per input, after a pass over the same inputs that is not counted: code compiled, pages in memory.</summary>
    public static async Task<Measured> EachAsync<T>(IReadOnlyList<T> inputs, Func<T, Task> call)
    {
        foreach (var input in inputs)
        {
            await call(input);
        }

        var measured = new Measured();
        foreach (var input in inputs)
        {
            var start = Stopwatch.GetTimestamp();
            await call(input);
            measured._milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return measured;
    }

    private double At(double share)
    {
        var sorted = _milliseconds.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
    }
}
