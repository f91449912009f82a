using System.Globalization;
using Portal.Components;
using Portal.Domain.SlipComparison;

namespace Portal.Features.SlipComparison;

/// <summary>A comparison's figures and state as staff read them.</summary>
internal static class RateWords
{
    public static string Rate(ErrorRate rate) => rate.Rate is { } known ? Percent(known) : "—";

    /// <summary>95%信頼区間, or why there is none.</summary>
    public static string Interval(ErrorRate rate) => rate switch
    {
        { Interval: { } interval } => $"95%信頼区間 {Percent(interval.Low)}～{Percent(interval.High)}（ウィルソン法、有限母集団修正）",
        { IsSample: false } => "全件を読み合わせるため、信頼区間はありません",
        _ => "まだ計算できません",
    };

    public static (TagKind Kind, string Words) State(Comparison comparison, ComparisonTally tally) => comparison switch
    {
        { SignedOffAt: not null } => (TagKind.Ok, "確定済み"),
        { DiscardedAt: not null } => (TagKind.Neutral, "取りやめ"),
        _ when tally.Waiting == 0 => (TagKind.Warn, "確定待ち"),
        _ when tally.Done == 0 => (TagKind.Neutral, "開始前"),
        _ => (TagKind.Warn, "読み合わせ中"),
    };

    private static string Percent(double share) => $"{(share * 100).ToString("0.00", CultureInfo.InvariantCulture)}%";
}
