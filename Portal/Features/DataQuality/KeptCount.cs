using System.Diagnostics.CodeAnalysis;

namespace Portal.Features.DataQuality;

/// <summary>
/// A number that stands in every menu and takes long to count: counted anew when it has stood for half a minute, or when somebody at this
/// node has changed it; by one for all who ask meanwhile.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore hands out no wait handle, so it holds nothing.")]
internal sealed class KeptCount(TimeProvider time)
{
    public static readonly TimeSpan Standing = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private (int Count, long At)? _kept;

    public async Task<int> GetAsync(Func<Task<int>> countAsync, CancellationToken cancellationToken)
    {
        if (StillStanding() is { } standing)
        {
            return standing;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (StillStanding() is { } meanwhile)
            {
                return meanwhile;
            }

            var at = time.GetTimestamp();
            var count = await countAsync();
            _kept = (count, at);
            return count;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Forget() => _kept = null;

    private int? StillStanding() => _kept is { } kept && time.GetElapsedTime(kept.At) < Standing ? kept.Count : null;
}
