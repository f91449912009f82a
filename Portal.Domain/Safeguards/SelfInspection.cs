using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Safeguards;

/// <summary>自己点検の結果</summary>
public enum InspectionResult
{
    /// <summary>適</summary>
    Kept,

    /// <summary>一部不備</summary>
    Partly,

    /// <summary>不適</summary>
    NotKept,
}

/// <summary>自己点検 — what one look at one promise found, in the inspector's words. The newest of a promise is shown; the others are kept.</summary>
public class SelfInspection
{
    public const int PromiseMaxLength = 40;
    public const int NoteMaxLength = 400;

    /// <summary>A result counts for a year.</summary>
    public const int ValidMonths = 12;

    private const int NoteMinLength = 4;

    public required Guid SelfInspectionId { get; init; }

    /// <summary>Of the promise's line; see the table of promises.</summary>
    public required string Promise { get; init; }

    /// <summary>Japan's day.</summary>
    public required DateOnly InspectedOn { get; init; }

    public required InspectionResult Result { get; init; }
    public required string Note { get; init; }
    public required string InspectedByName { get; init; }

    /// <summary>UTC; when it was written down.</summary>
    public required DateTime EnteredAt { get; init; }

    /// <summary>The last day on which the result counts.</summary>
    public DateOnly CountsUntil => InspectedOn.AddMonths(ValidMonths);

    /// <exception cref="RuleException">No day, one to come, or words too short, too long or with a possible My Number in them.</exception>
    public static SelfInspection Record(Staff by, string promise, DateOnly? on, InspectionResult result, string? note, DateTime now)
    {
        if (on is not { } day || day > JapanTime.DayOf(now))
        {
            throw new RuleException("点検した日は、今日までの日を入力してください。");
        }

        return Missing(note) is { } missing ? throw new RuleException(missing) : new SelfInspection
        {
            SelfInspectionId = Guid.CreateVersion7(now),
            Promise = promise,
            InspectedOn = day,
            Result = result,
            Note = Fold.Plain(note),
            InspectedByName = by.Name,
            EnteredAt = now,
        };
    }

    /// <summary>What is wrong with the words as typed; null when nothing is.</summary>
    public static string? Missing(string? note) => Fold.Plain(note) is var words && words.Length is < NoteMinLength or > NoteMaxLength
        ? $"点検した内容を{NoteMinLength}文字以上{NoteMaxLength}文字以内で入力してください。"
        : MyNumberScan.Holds(words) ? "点検した内容に個人番号は入力できません。" : null;
}

public static class InspectionLabels
{
    public static string Label(this InspectionResult result) => result switch
    {
        InspectionResult.Kept => "適",
        InspectionResult.Partly => "一部不備",
        InspectionResult.NotKept => "不適",
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };
}
