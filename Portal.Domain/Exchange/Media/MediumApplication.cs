using System.Globalization;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Media;

/// <summary>媒体の使用の申請, as typed.</summary>
public sealed record MediumApplication
{
    public const int MaxFiles = 999;
    public const long MaxRows = 10_000_000;

    /// <summary>No erasure is put off longer.</summary>
    public const int MaxDays = 366;

    public Guid? MediumId { get; init; }
    public string? Purpose { get; init; }
    public string? Contents { get; init; }
    public string? Files { get; init; }
    public string? Rows { get; init; }
    public DateOnly? EraseBy { get; init; }

    public int FileCount => (int)(Number(Files, MaxFiles) ?? 0);

    public long RowCount => Number(Rows, MaxRows) ?? 0;

    /// <exception cref="FieldProblemsException">Named by the properties.</exception>
    public void Demand(DateOnly today)
    {
        var contents = Fold.Plain(Contents);
        List<FieldProblem> problems = [.. new[]
        {
            MediumId is null ? new FieldProblem(nameof(MediumId), "使う媒体を選んでください。") : null,
            StatedPurpose.Missing("使用の目的", Purpose) is { } purpose ? new(nameof(Purpose), purpose) : null,
            contents.Length is 0 or > MediumUse.ContentsMaxLength ? new(nameof(Contents), $"入れるデータを{MediumUse.ContentsMaxLength}文字以内で入力してください。例: 接種記録の一覧（5回目、65歳以上）")
                : MyNumberScan.Holds(contents) ? new(nameof(Contents), "入れるデータに個人番号は入力できません。") : null,
            Number(Files, MaxFiles) is null or 0 ? new(nameof(Files), $"ファイルの数を1から{MaxFiles}までの数字で入力してください。") : null,
            Number(Rows, MaxRows) is null or 0 ? new(nameof(Rows), $"件数を1から{MaxRows:N0}までの数字で入力してください。人数か行数の、多いほうの見込みです。") : null,
            EraseBy is not { } day ? new(nameof(EraseBy), "消去の期限を入力してください。")
                : day < today ? new(nameof(EraseBy), "消去の期限には、今日か今日より後の日を指定してください。")
                : day > today.AddDays(MaxDays) ? new(nameof(EraseBy), "消去の期限は、1年以内の日を指定してください。") : null,
        }.OfType<FieldProblem>()];
        if (problems.Count > 0)
        {
            throw new FieldProblemsException(problems);
        }
    }

    private static long? Number(string? typed, long max) =>
        long.TryParse(Fold.Compact(typed).Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max ? number : null;
}
