namespace Portal.Domain.OperationLog;

/// <summary>共用IDの交代なしの使用 — how long one member sits at a shared ID, from sitting down to the last act before the next one does.</summary>
internal sealed class LogFlagSeats(LogFlagLimits limits)
{
    private readonly Dictionary<Guid, (LogReviewRow Taken, LogReviewRow Last)> _seats = [];
    private readonly Dictionary<((Guid?, string), DateOnly), LogFlagLine> _lines = [];
    private readonly Dictionary<((Guid?, string), DateOnly), TimeSpan> _longest = [];

    public void Read(LogReviewRow row)
    {
        if (row.SessionId is not { } session || row.Result is not OperationResult.Done)
        {
            return;
        }

        if (row.Operation is Operation.SeatTaken)
        {
            End(session);
            _seats[session] = (row, row);
        }
        else if (row.Operation is Operation.SessionEnded)
        {
            End(session);
        }
        else if (_seats.TryGetValue(session, out var seat) && row.Who == seat.Taken.Who)
        {
            _seats[session] = (seat.Taken, row);
        }
    }

    public IEnumerable<LogFlagLine> Finish()
    {
        foreach (var session in _seats.Keys.ToList())
        {
            End(session);
        }

        return _lines.Values;
    }

    private void End(Guid session)
    {
        if (!_seats.Remove(session, out var seat))
        {
            return;
        }

        var (taken, last) = seat;
        var held = last.At - taken.At;
        if (held <= TimeSpan.FromHours(limits.SeatHours))
        {
            return;
        }

        var key = (taken.Who, JapanTime.DayOf(taken.At));
        var longest = _longest[key] = held > _longest.GetValueOrDefault(key) ? held : _longest[key];
        var words = $"交代の記録なしに{(int)longest.TotalHours}時間{longest.Minutes}分使用（目安は{limits.SeatHours}時間まで）";
        _lines[key] = _lines.TryGetValue(key, out var line)
            ? line with { Count = line.Count + 1, FirstSequence = Math.Min(line.FirstSequence, taken.Sequence), LastSequence = Math.Max(line.LastSequence, last.Sequence), Finding = words }
            : new(LogFlag.SharedIdWithoutHandOver, taken.AccountId, taken.StaffName, taken.StaffMemberId, key.Item2, 1, taken.Sequence, last.Sequence, words);
    }
}
