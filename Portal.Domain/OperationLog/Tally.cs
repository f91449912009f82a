namespace Portal.Domain.OperationLog;

/// <summary>How many rows, the first and the last of them.</summary>
internal sealed class Tally
{
    private DateTime _firstAt;
    private DateTime _lastAt;

    public int Count { get; private set; }
    public long First { get; private set; }
    public long Last { get; private set; }

    /// <summary>20:05 or 20:05から20:18まで, Japan's time.</summary>
    public string Times => $"{JapanTime.Of(_firstAt):H:mm}{(Count > 1 ? $"から{JapanTime.Of(_lastAt):H:mm}まで" : "")}";

    public void Add(LogReviewRow row) => Add(1, row.Sequence, row.Sequence, row.At, row.At);

    public void Add(Tally other) => Add(other.Count, other.First, other.Last, other._firstAt, other._lastAt);

    private void Add(int count, long first, long last, DateTime firstAt, DateTime lastAt)
    {
        (First, Last) = Count == 0 ? (first, last) : (Math.Min(First, first), Math.Max(Last, last));
        (_firstAt, _lastAt) = Count == 0 ? (firstAt, lastAt) : (firstAt < _firstAt ? firstAt : _firstAt, lastAt > _lastAt ? lastAt : _lastAt);
        Count += count;
    }
}
