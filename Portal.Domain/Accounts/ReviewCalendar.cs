namespace Portal.Domain.Accounts;

/// <summary>棚卸の周期 — how often, and how long the chiefs have to answer.</summary>
public sealed record ReviewCalendar(int EveryDays, int AnswerDays)
{
    public static ReviewCalendar Default { get; } = new(180, 14);

    /// <summary>回答期限 of a review that begins now.</summary>
    public DateOnly AnswerBy(DateTime now) => JapanTime.DayOf(now).AddDays(AnswerDays);

    /// <summary>The last day on which the next review is in time: counted from the list of the last one, or from the first ID issued.</summary>
    /// <returns>Null while there is nothing to review.</returns>
    public DateOnly? NextDue(DateTime? lastOpenedAt, DateTime? firstIssuedAt) =>
        (lastOpenedAt ?? firstIssuedAt) is { } from ? JapanTime.DayOf(from).AddDays(EveryDays) : null;
}
