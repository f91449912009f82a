namespace Portal.Domain.Accounts;

/// <summary>What a personnel event means for the IDs of the person.</summary>
public static class PersonnelRules
{
    /// <summary>
    /// Whether an event is about what was held since a moment (UTC): what was given on a later day belongs to what came next, and so does
    /// what was given on the very day once the event had been entered. On 1 April people leave one post and begin in another.
    /// </summary>
    public static bool IsAbout(PersonnelEvent happening, DateTime since)
    {
        var given = JapanTime.DayOf(since);
        return given < happening.EffectiveOn || (given == happening.EffectiveOn && since < happening.EnteredAt);
    }

    /// <summary>The day an ID held since <paramref name="since"/> (UTC) ends by 異動 or 退職; null when none is entered.</summary>
    public static DateOnly? EndOf(IEnumerable<PersonnelEvent> events, DateTime since) => events
        .Where(e => e.CancelledAt is null && e.Kind is (PersonnelEventKind.Transfer or PersonnelEventKind.Retirement) && IsAbout(e, since))
        .Select(e => (DateOnly?)e.EffectiveOn)
        .Min();

    /// <summary>休職中: the latest of 休職 and 復職 up to this day is a 休職.</summary>
    public static bool IsAway(IEnumerable<PersonnelEvent> events, DateOnly today) => events
        .Where(e => e.CancelledAt is null && e.Kind is (PersonnelEventKind.Leave or PersonnelEventKind.Return) && e.EffectiveOn <= today)
        .OrderBy(e => e.EffectiveOn).ThenBy(e => e.EnteredAt)
        .LastOrDefault()?.Kind == PersonnelEventKind.Leave;

    /// <summary>Whether an ID held since <paramref name="since"/> (UTC) has no holder any more today.</summary>
    public static bool HasLeft(IReadOnlyCollection<PersonnelEvent> events, DateTime since, DateOnly today) =>
        EndOf(events, since) <= today || IsAway(events, today);

    /// <summary>As above for what is held by days, a membership: since before its first day's first moment.</summary>
    public static bool HasLeft(IReadOnlyCollection<PersonnelEvent> events, DateOnly since, DateOnly today) =>
        HasLeft(events, JapanTime.ToUtc(since.ToDateTime(TimeOnly.MinValue)).AddTicks(-1), today);

    public static string Label(this PersonnelEventKind kind) => kind switch
    {
        PersonnelEventKind.Transfer => "異動",
        PersonnelEventKind.Retirement => "退職",
        PersonnelEventKind.Leave => "休職",
        PersonnelEventKind.Return => "復職",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
