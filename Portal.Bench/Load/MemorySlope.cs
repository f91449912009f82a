using System.Diagnostics;

namespace Portal.Bench.Load;

/// <summary>How fast a process grows: its resident memory every few seconds, and the straight line through it.</summary>
internal sealed class MemorySlope(PortalProcess portal)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly List<(double Hours, double Bytes)> _seen = [];

    /// <summary>Percent of the first value an hour; the first third is left out, in which every cache fills.</summary>
    public double PercentPerHour
    {
        get
        {
            var late = _seen.Skip(_seen.Count / 3).ToList();
            if (late.Count < 3)
            {
                return double.NaN;
            }

            var (hours, bytes) = (late.Average(s => s.Hours), late.Average(s => s.Bytes));
            return 100 * late.Sum(s => (s.Hours - hours) * (s.Bytes - bytes)) / late.Sum(s => (s.Hours - hours) * (s.Hours - hours)) / late[0].Bytes;
        }
    }

    public async Task WatchAsync(CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Every);
        try
        {
            do
            {
                _seen.Add((Stopwatch.GetElapsedTime(start).TotalHours, portal.Memory));
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
