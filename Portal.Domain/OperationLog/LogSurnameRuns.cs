namespace Portal.Domain.OperationLog;

/// <summary>
/// 同じ姓の連続閲覧 — runs of different residents of one surname, one after the other. Views wait here for the end of their run: those of
/// a short one go to the lot.
/// </summary>
internal sealed class LogSurnameRuns(int limit, LogSample sample)
{
    private readonly HashSet<Guid> _residents = [];
    private readonly List<LogReviewRow> _waiting = [];
    private Tally _run = new();
    private string? _surname;

    public Tally Flagged { get; } = new();
    public int Runs { get; private set; }
    public int Longest { get; private set; }

    /// <param name="view">The next view of this person.</param>
    /// <param name="isUnremarkable">No other line counts it.</param>
    public void Read(LogReviewRow view, bool isUnremarkable)
    {
        if (view.SurnameKey != _surname)
        {
            End();
            _surname = view.SurnameKey;
        }

        if (isUnremarkable)
        {
            _waiting.Add(view);
        }

        if (_surname is not null)
        {
            _run.Add(view);
            _residents.Add(view.ResidentId!.Value);
        }
    }

    public void End()
    {
        if (_residents.Count >= limit)
        {
            Flagged.Add(_run);
            Runs++;
            Longest = Math.Max(Longest, _residents.Count);
        }
        else
        {
            _waiting.ForEach(sample.Offer);
        }

        _residents.Clear();
        _waiting.Clear();
        (_run, _surname) = (new Tally(), null);
    }
}
