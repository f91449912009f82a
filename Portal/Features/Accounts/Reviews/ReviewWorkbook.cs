using ClosedXML.Excel;
using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts.Reviews;

/// <summary>棚卸の記録 as an Excel workbook: 表紙 to be signed, 一覧, 前回との差分.</summary>
public static class ReviewWorkbook
{
    public const string Cover = "表紙";
    public const string List = "一覧";
    public const string Differences = "前回との差分";

    private static readonly (string Title, double Width, Func<OpenedReview, IdReviewLine, string?> Text)[] Columns =
    [
        ("ID", 18, (_, l) => l.AccountId),
        ("種類", 9, (_, l) => l.Kind.Label()),
        ("職員・責任者", 16, (_, l) => l.HolderName),
        ("所属", 18, (_, l) => l.Department),
        ("状態", 12, (_, l) => l.State.Label()),
        ("役割", 24, (_, l) => l.Roles),
        ("追加・制限", 28, (_, l) => l.Adjustments),
        ("利用職員", 32, (_, l) => l.Members),
        ("利用端末", 20, (_, l) => l.Terminals),
        ("最終利用", 18, (_, l) => l.LastSignInAt is { } at ? Moments.Show(at) : "なし"),
        ("期限", 16, (_, l) => JapaneseDate.Format(l.ValidUntil)),
        ("注意", 36, (_, l) => l.Flags),
        ("判定", 8, (_, l) => l.Decision?.Label() ?? "未判定"),
        ("説明", 32, (_, l) => l.DecisionNote),
        ("判定者", 14, (_, l) => l.DecidedByName),
        ("判定日時", 22, (_, l) => l.DecidedAt is { } at ? Moments.Show(at) : null),
        ("実行", 22, Settled),
    ];

    public static byte[] Make(OpenedReview opened, string madeBy, DateTime now) => Sheets.Make(book =>
    {
        WriteCover(book.Worksheets.Add(Cover), opened, madeBy, now);
        book.Worksheets.Add(List).PutTable([.. Columns.Select(c => (c.Title, c.Width))], opened.Review.Lines.Select(line => Columns.Select(c => c.Text(opened, line))));
        WriteDifferences(book.Worksheets.Add(Differences), opened);
    });

    private static void WriteCover(IXLWorksheet sheet, OpenedReview opened, string madeBy, DateTime now)
    {
        var review = opened.Review;
        var row = sheet.PutCover($"利用者ID 棚卸 第{review.Number}回",
        [
            ("一覧の時点", Moments.Show(review.OpenedAt)),
            ("開始した職員", review.OpenedByName),
            ("回答期限", JapaneseDate.Format(review.DueOn)),
            ("締め", review.ClosedAt is { } closed ? Moments.Show(closed) : "締めていません（途中の記録です）"),
            ("締めた職員", review.ClosedByName),
            ("前回", opened.Previous is { } previous ? $"第{previous.Number}回 {Moments.Show(previous.OpenedAt)}" : "なし"),
            ("出力", $"{madeBy} {Moments.Show(now)}"),
        ]);
        row = sheet.PutCounts(row,
        [
            ("対象", review.Lines.Count),
            .. Enum.GetValues<ReviewDecision>().Select(d => (d.Label(), (long)review.Lines.Count(l => l.Decision == d))),
            ("未判定", review.Lines.Count(l => l.Decision is null)),
            ("注意のあるID", review.Lines.Count(l => l.Flags is not null)),
            ("共用ID", review.Lines.Count(l => l.Kind == AccountKind.Shared)),
            ("前回との差分", opened.Differences.Count),
        ]);
        sheet.PutSigners(sheet.PutNote(row, review.ClosingNote), "個人情報保護管理者", "所属長", "指定管理者");
    }

    private static void WriteDifferences(IXLWorksheet sheet, OpenedReview opened)
    {
        sheet.PutTable(
            [("ID", 18), ("職員・責任者", 16), ("項目", 16), ("前回", 44), ("今回", 44)],
            opened.Differences.Select(d => (IEnumerable<string?>)[d.AccountId, d.HolderName, d.Item, d.Before, d.After]));
        if (opened.Differences.Count == 0)
        {
            sheet.Cell(2, 1).Put(opened.Previous is null ? "前回の棚卸はありません。" : "前回との差分はありません。");
        }
    }

    private static string? Settled(OpenedReview opened, IdReviewLine line) => line switch
    {
        { SettledAt: { } at } => $"{(line.Decision == ReviewDecision.Stop ? "停止" : "完了")} {Moments.Show(at)}",
        { Decision: ReviewDecision.Change } when !opened.Review.IsOpen => opened.OpenChanges.Contains(line.IdReviewLineId) ? "変更待ち" : "変更済み",
        _ => null,
    };
}
