using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>目的・事由 — why a record is printed or a protected address shown, in the words of the staff, as the log keeps it.</summary>
public static class StatedPurpose
{
    public const int MinLength = 4;

    /// <summary>What is wrong with a purpose as typed; null when nothing is.</summary>
    /// <param name="label">Names the field in the refusal.</param>
    /// <param name="typed">As typed.</param>
    public static string? Missing(string label, string? typed)
    {
        var words = Fold.Plain(typed);
        return words.Length is < MinLength or > OperationLogEntry.PurposeMaxLength
            ? $"{label}を{MinLength}文字以上{OperationLogEntry.PurposeMaxLength}文字以内で入力してください。"
            : MyNumberScan.Holds(words) ? $"{label}に個人番号は入力できません。" : null;
    }

    /// <summary>The purpose, folded to plain text.</summary>
    /// <exception cref="RuleException">Too short, too long, or a possible My Number in it.</exception>
    public static string Demand(string label, string? typed) =>
        Missing(label, typed) is { } missing ? throw new RuleException(missing) : Fold.Plain(typed);
}
