using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>媒体の管理番号 — the approved medium a file goes onto, by the number that stands on it.</summary>
public static class ApprovedMedium
{
    public const int MaxLength = 40;

    /// <summary>What is wrong with a number as typed; null when nothing is.</summary>
    public static string? Missing(string? typed) => Fold.Plain(typed) is var medium && (medium.Length is 0 or > MaxLength || MyNumberScan.Holds(medium))
        ? $"媒体の管理番号を{MaxLength}文字以内で入力してください。承認された媒体がないときは、出力できません。"
        : null;
}
