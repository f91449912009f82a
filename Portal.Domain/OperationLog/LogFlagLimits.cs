namespace Portal.Domain.OperationLog;

/// <summary>点検の目安 — what is usual in this office; what goes beyond it becomes a line of the review.</summary>
public sealed record LogFlagLimits
{
    public static LogFlagLimits Default { get; } = new();

    /// <summary>Japan's time of day from which work is usual.</summary>
    public TimeOnly OpensAt { get; init; } = new(8, 0);

    /// <summary>Japan's time of day from which it is not.</summary>
    public TimeOnly ClosesAt { get; init; } = new(18, 0);

    /// <summary>閉庁日 beside Saturdays and Sundays: holidays, the turn of the year.</summary>
    public IReadOnlyList<DateOnly> ClosedDays { get; init; } = [];

    /// <summary>Different residents one person looks at in a day; more are pointed out.</summary>
    public int ManyViews { get; init; } = 100;

    /// <summary>Different residents of one surname, one after the other, from which on it is pointed out.</summary>
    public int SameSurname { get; init; } = 5;

    /// <summary>Records in one file, or sheets printed in a day; more are pointed out.</summary>
    public int LargeExport { get; init; } = 100;

    /// <summary>Denials a day from which on they are pointed out.</summary>
    public int Denials { get; init; } = 3;

    /// <summary>Hours one member sits at a shared ID; longer is pointed out.</summary>
    public int SeatHours { get; init; } = 5;

    /// <summary>How many rows are drawn by lot.</summary>
    public int Sample { get; init; } = 20;

    public bool IsClosedOn(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || ClosedDays.Contains(day);

    public bool IsOutOfHours(DateTime utc)
    {
        var local = JapanTime.Of(utc);
        return IsClosedOn(DateOnly.FromDateTime(local)) || TimeOnly.FromDateTime(local) is var time && (time < OpensAt || time >= ClosesAt);
    }
}
