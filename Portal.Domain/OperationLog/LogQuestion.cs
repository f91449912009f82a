using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>検索条件 — what of the log is asked for. What is left out is not asked about.</summary>
public sealed record LogQuestion
{
    /// <summary>So that a search without a person never reads the whole log.</summary>
    public const int MaxDays = 366;

    public const int MaxNumbers = 10_000;
    public const string MyNumberUseLabel = "個人番号の表示・照会";

    /// <summary>Japan's first day and last day, both included.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    /// <summary>Of the first day, and of the last day (its whole minute); the whole day where missing.</summary>
    public TimeOnly? FromTime { get; init; }

    public TimeOnly? UntilTime { get; init; }

    /// <summary>The person who acted, with whichever ID.</summary>
    public Guid? StaffMemberId { get; init; }

    public string? AccountId { get; init; }

    /// <summary>Whose record, when one comes from a person sheet.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Whose record, as typed.</summary>
    public string? ResidentNumber { get; init; }

    public Operation? Operation { get; init; }

    /// <summary>個人番号の参照: shown or searched by, as quota and promises count it. Goes before <see cref="Operation"/>.</summary>
    public bool IsMyNumberUse { get; init; }

    /// <summary>個人番号を使う場面</summary>
    public MyNumberPurpose? Scene { get; init; }

    public string? Terminal { get; init; }
    public OperationResult? Result { get; init; }

    /// <summary>連番, both included: how a verification or a review names rows.</summary>
    public long? FirstNumber { get; init; }

    public long? LastNumber { get; init; }

    public static LogQuestion Day(DateOnly day) => new() { From = day, Until = day };

    public static LogQuestion Numbers(long first, long last) => new() { FirstNumber = first, LastNumber = last };

    private bool IsNarrow => StaffMemberId is not null || PersonId is not null || ResidentNumber is not null || FirstNumber is not null;

    /// <summary>UTC; the end is not included. Null: open.</summary>
    public DateTime? Start => From is { } day ? JapanTime.ToUtc(day.ToDateTime(FromTime ?? TimeOnly.MinValue)) : null;

    public DateTime? End => Until is not { } day ? null
        : UntilTime is { } time ? JapanTime.ToUtc(day.ToDateTime(time).AddMinutes(1))
        : JapanTime.ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue));

    /// <summary>The question with its texts folded, or what has to be put right.</summary>
    /// <exception cref="FieldProblemsException">The fields are named by their properties.</exception>
    public LogQuestion Demand()
    {
        var folded = this with { AccountId = Folded(AccountId), ResidentNumber = Folded(ResidentNumber), Terminal = Fold.Plain(Terminal) is { Length: > 0 } terminal ? terminal : null };
        List<FieldProblem> problems = [.. folded.Problems()];
        return problems.Count == 0 ? folded : throw new FieldProblemsException(problems);
    }

    /// <summary>The conditions as the log and a sheet's head say them: ids, dates and names of staff, never a resident's number.</summary>
    /// <param name="staffName">Of <see cref="StaffMemberId"/>.</param>
    public string Describe(string? staffName) => string.Join('、', new[]
    {
        FirstNumber is { } first ? first == LastNumber ? $"番号 {first}" : $"番号 {first}～{LastNumber}" : null,
        From is null && Until is null ? null : $"期間 {Moment(From, FromTime)}～{Moment(Until, UntilTime)}",
        StaffMemberId is null ? null : $"職員 {staffName}",
        AccountId is null ? null : $"ID {AccountId}",
        PersonId is null && ResidentNumber is null ? null : "対象者を指定",
        IsMyNumberUse ? $"操作 {MyNumberUseLabel}" : Operation is { } operation ? $"操作 {operation.Label()}" : null,
        Scene is { } scene ? $"場面 {scene.Label()}" : null,
        Terminal is null ? null : $"端末 {Terminal}",
        Result is { } result ? $"結果 {result.Label()}" : null,
    }.OfType<string>());

    private static string Moment(DateOnly? day, TimeOnly? time) => day is null ? "" : $"{day:yyyy-MM-dd}{(time is null ? "" : $" {time:HH:mm}")}";

    private static string? Folded(string? text) => Fold.Compact(text) is { Length: > 0 } folded ? folded : null;

    private IEnumerable<FieldProblem> Problems()
    {
        if (From?.Year is < 1990 or > 2200 || Until?.Year is < 1990 or > 2200)
        {
            yield return new(nameof(From), "期間の年を確かめてください。");
        }
        else if (From > Until || (Start >= End && From == Until))
        {
            yield return new(nameof(From), "期間の始まりは、終わりより前にしてください。");
        }
        else if (!IsNarrow && (From is null || Until is null))
        {
            yield return new(nameof(From), "期間を入力してください。職員か対象者を指定すると、全期間を探せます。");
        }
        else if (!IsNarrow && Until!.Value.DayNumber - From!.Value.DayNumber >= MaxDays)
        {
            yield return new(nameof(From), $"期間は{MaxDays}日以内にしてください。職員か対象者を指定すると、全期間を探せます。");
        }

        if (AccountId?.Length > Staff.AccountIdMaxLength)
        {
            yield return new(nameof(AccountId), $"利用者IDは{Staff.AccountIdMaxLength}文字以内です。");
        }

        if (Terminal?.Length > Staff.TerminalMaxLength)
        {
            yield return new(nameof(Terminal), $"端末は{Staff.TerminalMaxLength}文字以内です。");
        }

        if (MyNumberScan.Holds(ResidentNumber))
        {
            yield return new(nameof(ResidentNumber), "個人番号かもしれない12桁の数字では検索できません。個人票を開き、「この記録を見た人」から調べてください。");
        }
        else if (ResidentNumber is not null && !Ledger.ResidentNumber.TryParse(ResidentNumber, out _))
        {
            yield return new(nameof(ResidentNumber), "宛名番号は15桁以内の数字で入力してください。");
        }

        if (LastNumber < FirstNumber)
        {
            yield return new(nameof(FirstNumber), "番号の始まりは、終わりより前にしてください。");
        }
        else if (FirstNumber is not null && LastNumber - FirstNumber >= MaxNumbers)
        {
            yield return new(nameof(FirstNumber), $"番号の範囲は{MaxNumbers:N0}件以内にしてください。");
        }
    }
}
