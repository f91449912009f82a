namespace Portal.Domain.Accounts;

/// <summary>What a personnel event means for the IDs of the person.</summary>
public static class PersonnelRules
{
    /// <summary>The day an ID held since <paramref name="since"/> ends by 異動 or 退職; null when none is entered.</summary>
    public static DateOnly? EndOf(IEnumerable<PersonnelEvent> events, DateOnly since) => events
        .Where(e => e.CancelledAt is null && e.Kind is (PersonnelEventKind.Transfer or PersonnelEventKind.Retirement) && e.EffectiveOn >= since)
        .Select(e => (DateOnly?)e.EffectiveOn)
        .Min();

    /// <summary>休職中: the latest of 休職 and 復職 up to this day is a 休職.</summary>
    public static bool IsAway(IEnumerable<PersonnelEvent> events, DateOnly today) => events
        .Where(e => e.CancelledAt is null && e.Kind is (PersonnelEventKind.Leave or PersonnelEventKind.Return) && e.EffectiveOn <= today)
        .OrderBy(e => e.EffectiveOn).ThenBy(e => e.EnteredAt)
        .LastOrDefault()?.Kind == PersonnelEventKind.Leave;

    /// <summary>Whether an ID held since <paramref name="since"/> has no holder any more today.</summary>
    public static bool HasLeft(IReadOnlyCollection<PersonnelEvent> events, DateOnly since, DateOnly today) =>
        EndOf(events, since) <= today || IsAway(events, today);

    public static string Label(this PersonnelEventKind kind) => kind switch
    {
        PersonnelEventKind.Transfer => "異動",
        PersonnelEventKind.Retirement => "退職",
        PersonnelEventKind.Leave => "休職",
        PersonnelEventKind.Return => "復職",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
