namespace Portal.Domain.OperationLog;

/// <summary>What one rule saw of one person on one day.</summary>
public sealed record LogFlagLine(
    LogFlag Flag, string AccountId, string StaffName, Guid? StaffMemberId, DateOnly Day, int Count, long FirstSequence, long LastSequence, string Finding);

/// <summary>
/// 点検の抽出 — reads the rows of a stretch of days once, oldest first, and says what is out of the ordinary, with a sample of the rest.
/// Holds one day at a time, so that a month of any size passes through.
/// </summary>
/// <param name="limits">What is usual.</param>
/// <param name="households">本人・同僚の世帯.</param>
/// <param name="seed">Of the lot: the review's id, so that the draw can be repeated.</param>
public sealed class LogFlagRules(LogFlagLimits limits, StaffHouseholds households, Guid seed)
{
    /// <summary>The order of the lines: what weighs most comes first, what was drawn by lot last.</summary>
    private static readonly LogFlag[] Order =
    [
        LogFlag.MyNumberShown, LogFlag.OwnHousehold, LogFlag.SameSurname, LogFlag.RepeatedDenials, LogFlag.LargeExport,
        LogFlag.ManyViews, LogFlag.SharedIdWithoutHandOver, LogFlag.OutOfHours, LogFlag.Sample,
    ];

    private readonly List<LogFlagLine> _lines = [];
    private readonly Dictionary<(Guid?, string), LogFlagDay> _people = [];
    private readonly LogFlagSeats _seats = new(limits);
    private readonly LogSample _sample = new(limits.Sample, seed);
    private DateOnly _day;

    /// <summary>How many rows were read.</summary>
    public long Rows { get; private set; }

    /// <summary>The highest number among them; 0 for none.</summary>
    public long LastSequence { get; private set; }

    /// <param name="row">In the order of their time.</param>
    public void Read(LogReviewRow row)
    {
        var day = JapanTime.DayOf(row.At);
        if (day != _day)
        {
            EndDay();
            _day = day;
        }

        Rows++;
        LastSequence = Math.Max(LastSequence, row.Sequence);
        _seats.Read(row);
        if (row.IsByItself)
        {
            return;
        }

        if (!_people.TryGetValue(row.Who, out var person))
        {
            _people[row.Who] = person = new LogFlagDay(limits, households, new LogSample(limits.Sample, seed), row, day);
        }

        person.Read(row);
    }

    public IReadOnlyList<LogFlagLine> Finish()
    {
        EndDay();
        return
        [
            .. _lines.Concat(_seats.Finish()).Concat(_sample.Drawn.Select(SampleLine))
                .OrderBy(l => Array.IndexOf(Order, l.Flag)).ThenBy(l => l.Day).ThenBy(l => l.AccountId, StringComparer.Ordinal).ThenBy(l => l.FirstSequence),
        ];
    }

    /// <summary>Whether a row is one of those a line of this kind counts; of a seat every row is.</summary>
    public static bool Concerns(LogFlag flag, LogReviewRow row, LogFlagLimits limits, StaffHouseholds households) => flag switch
    {
        LogFlag.Sample or LogFlag.SharedIdWithoutHandOver => true,
        LogFlag.OutOfHours => !row.IsByItself && limits.IsOutOfHours(row.At),
        LogFlag.ManyViews or LogFlag.SameSurname => row.IsView,
        LogFlag.OwnHousehold => households.IsOwn(row) is not null,
        LogFlag.LargeExport => row.IsExport && row.Records > limits.LargeExport || row.IsSheetPrint,
        LogFlag.RepeatedDenials => row.Result is OperationResult.Denied,
        LogFlag.MyNumberShown => IsNumberAct(row),
        _ => throw new ArgumentOutOfRangeException(nameof(flag)),
    };

    /// <summary>Every showing and every search by a My Number, and whatever was refused of them and of registering one.</summary>
    internal static bool IsNumberAct(LogReviewRow row) =>
        row.Operation is Operation.MyNumberShown or Operation.MyNumberSearched && row.Result is not OperationResult.Denied
        || row is { Operation: Operation.MyNumberRegistered, Result: OperationResult.Failed };

    private void EndDay()
    {
        foreach (var person in _people.Values)
        {
            _lines.AddRange(person.Lines());
            foreach (var row in person.Unremarkable())
            {
                _sample.Offer(row);
            }
        }

        _people.Clear();
    }

    private static LogFlagLine SampleLine(LogReviewRow row) => new(
        LogFlag.Sample, row.AccountId, row.StaffName, row.StaffMemberId, JapanTime.DayOf(row.At), 1, row.Sequence, row.Sequence, $"{row.Operation.Label()}（無作為に抽出）");
}
