using Portal.Domain;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog;

/// <summary>目的 — the words that go into the log before something withheld is shown or printed.</summary>
public static class StatedPurpose
{
    public const int MinLength = 4;

    /// <returns>The words as the log keeps them.</returns>
    /// <exception cref="RuleException">Too short, too long, or with a possible My Number in them.</exception>
    public static string Demand(string? purpose, string field)
    {
        var words = Fold.Plain(purpose);
        return words.Length is < MinLength or > OperationLogEntry.PurposeMaxLength
            ? throw new RuleException($"{field}を{MinLength}文字以上{OperationLogEntry.PurposeMaxLength}文字以内で入力してください。")
            : MyNumberScan.Joined(words) is not null
                ? throw new RuleException($"{field}に個人番号は入力できません。")
                : words;
    }
}
