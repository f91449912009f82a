using Portal.Domain.Ledger;

namespace Portal.Domain.SlipComparison;

/// <summary>紙の並び — how the binder is sorted.</summary>
public enum BinderOrder
{
    /// <summary>接種日・券番号順</summary>
    DayThenCoupon,

    /// <summary>カナ氏名順</summary>
    Kana,
}

/// <summary>読み合わせる組 — the records whose slips stand in one binder.</summary>
/// <param name="InstitutionName">医療機関, as the records have it.</param>
/// <param name="Month">接種月, its first day.</param>
/// <param name="ProductCode">One product only.</param>
/// <param name="DoseNumber">One 回 only.</param>
public sealed record ComparisonSet(string InstitutionName, DateOnly Month, string? ProductCode = null, int? DoseNumber = null)
{
    /// <summary>More than two people read in a month.</summary>
    public const int MaxRecords = 20_000;

    public DateOnly Until => Month.AddMonths(1).AddDays(-1);
}

/// <summary>読み手 — who reads the paper out.</summary>
public sealed record Reader(Guid StaffMemberId, string Name);

/// <summary>
/// 読み合わせの回 — one set of slips compared with the screen by two people, record by record, whole or a random sample of it, and
/// signed off by a third. Holds ids and counts, no resident's values.
/// </summary>
public partial class Comparison
{
    public const int NoteMaxLength = 400;

    public required Guid ComparisonId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    public required string InstitutionName { get; init; }

    /// <summary>接種月, its first day.</summary>
    public required DateOnly Month { get; init; }

    public string? ProductCode { get; init; }
    public int? DoseNumber { get; init; }

    /// <summary>How many records the set had when it was begun.</summary>
    public required int Population { get; init; }

    /// <summary>How many of them are compared.</summary>
    public required int Size { get; init; }

    /// <summary>抽出番号: with it the same records are drawn again (<see cref="SampleDraw"/>). Null: the whole set.</summary>
    public int? Seed { get; init; }

    public required BinderOrder Order { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartedAt { get; init; }

    public required string StartedByName { get; init; }

    /// <summary>Who sat at the screen last (<see cref="Accounts.Staff.PersonKey"/>), and who read the paper to them.</summary>
    public required string ScreenKey { get; set; }

    public required string ScreenName { get; set; }
    public required Guid ReaderId { get; set; }
    public required string ReaderName { get; set; }

    /// <summary>UTC; null while it is open.</summary>
    public DateTime? SignedOffAt { get; private set; }

    public string? SignedOffByName { get; private set; }

    /// <summary>所見 of the sign-off.</summary>
    public string? SignOffNote { get; private set; }

    /// <summary>UTC; set when it was given up (取りやめ).</summary>
    public DateTime? DiscardedAt { get; private set; }

    public string? DiscardedByName { get; private set; }
    public string? DiscardReason { get; private set; }
    public Guid Version { get; private set; }

    public bool IsOpen => SignedOffAt is null && DiscardedAt is null;

    public bool IsSample => Seed is not null;

    /// <summary>The binder it was begun with.</summary>
    public ComparisonSet Binder() => new(InstitutionName, Month, ProductCode, DoseNumber);

    /// <summary>An ended sample: its draw can be made once more, for whoever wants to see that it was by lot.</summary>
    public bool CanBeDrawnAgain => IsSample && !IsOpen;

    /// <summary>うしお内科クリニック 令和3年6月分, with what narrows it.</summary>
    public string Title => string.Join(' ', new[]
    {
        InstitutionName, ComparisonLabels.MonthName(Month), VaccineProduct.Find(ProductCode)?.Name ?? ProductCode, DoseNumber is { } number ? $"{number}回目" : null,
    }.OfType<string>());
}

public static class ComparisonLabels
{
    public static string Label(this BinderOrder order) => order switch
    {
        BinderOrder.DayThenCoupon => "接種日・券番号順",
        BinderOrder.Kana => "カナ氏名順",
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    public static string Label(this ComparisonAnswer answer) => answer switch
    {
        ComparisonAnswer.Agrees => "一致",
        ComparisonAnswer.Differs => "違い",
        ComparisonAnswer.Missing => "紙なし",
        ComparisonAnswer.Withdrawn => "対象外（取消済み）",
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    public static string Label(this DifferenceOutcome outcome) => outcome switch
    {
        DifferenceOutcome.Open => "未処理",
        DifferenceOutcome.Requested => "承認待ち",
        DifferenceOutcome.Corrected => "訂正済み",
        DifferenceOutcome.Kept => "訂正しない",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>令和3年6月分</summary>
    public static string MonthName(DateOnly month) => $"{JapaneseEra.Of(month)?.YearName(month) ?? $"{month.Year}年"}{month.Month}月分";
}
