using System.Collections.Concurrent;

namespace Portal.Bench.Load;

internal enum ClickKind
{
    /// <summary>検索: from Enter to the rows.</summary>
    Search,

    /// <summary>From a press on a row to the person's sheet.</summary>
    Sheet,

    /// <summary>A dose of the sheet unfolded.</summary>
    Unfold,

    /// <summary>Back to the rows.</summary>
    Back,

    /// <summary>From 訂正 to the form.</summary>
    Form,

    /// <summary>From 確認へ進む to what is compared.</summary>
    Check,

    /// <summary>From この内容で訂正する to the sheet that shows it: the only one that writes more than its row of the log.</summary>
    Save,
}

/// <summary>Times from an event to the batch that answers it, of all clerks, in milliseconds.</summary>
internal sealed class Clicks
{
    private readonly ConcurrentQueue<(ClickKind Kind, double Milliseconds)> _times = [];
    private readonly ConcurrentDictionary<string, int> _errors = [];

    public int Count => _times.Count;

    public int Errors => _errors.Values.Sum();

    public IEnumerable<string> ErrorWords => _errors.OrderByDescending(e => e.Value).Select(e => $"{e.Value} x {e.Key}");

    public void Add(ClickKind kind, TimeSpan time) => _times.Enqueue((kind, time.TotalMilliseconds));

    public void Fail(ClickKind kind, Exception exception) => _errors.AddOrUpdate($"{kind}: {exception.Message}", 1, (_, count) => count + 1);

    public int CountOf(ClickKind kind) => _times.Count(t => t.Kind == kind);

    /// <param name="share">0.95: what 95 of 100 clicks did not exceed.</param>
    /// <param name="kind">Null: all.</param>
    public double At(double share, ClickKind? kind = null)
    {
        var sorted = _times.Where(t => kind is null || t.Kind == kind).Select(t => t.Milliseconds).Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
    }
}
