using Portal.Components;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>ログ点検の記録 as an Excel workbook: 表紙 to be signed, 点検した行.</summary>
public static class LogReviewWorkbook
{
    public const string Cover = "表紙";
    public const string List = "点検した行";

    private static readonly (string Title, double Width, Func<LogReviewLine, string?> Text)[] Columns =
    [
        ("番号", 7, l => $"{l.Position}"),
        ("理由", 20, l => l.Flag.Label()),
        ("日", 18, l => JapaneseDate.Format(l.Day)),
        ("職員", 16, l => l.StaffName),
        ("ID", 16, l => l.AccountId),
        ("内容", 50, l => l.Finding),
        ("行数", 8, l => $"{l.Count:N0}"),
        ("操作ログの連番", 20, l => l.FirstSequence == l.LastSequence ? $"{l.FirstSequence}" : $"{l.FirstSequence}～{l.LastSequence}"),
        ("判定", 9, l => l.Verdict?.Label() ?? "未判定"),
        ("説明", 36, l => l.VerdictNote),
        ("判定者", 14, l => l.VerdictByName),
        ("判定日時", 22, l => l.VerdictAt is { } at ? Moments.Show(at) : null),
    ];

    public static byte[] Make(LogReview review, string madeBy, DateTime now) => Sheets.Make(book =>
    {
        var cover = book.Worksheets.Add(Cover);
        var row = cover.PutCover($"操作ログの点検 第{review.Number}回",
        [
            ("種類", review.Kind.Label()),
            ("期間", $"{JapaneseDate.Format(review.From)}～{JapaneseDate.Format(review.Until)}"),
            ("理由", review.Reason ?? "定期の点検"),
            ("開始", $"{review.OpenedByName} {Moments.Show(review.OpenedAt)}"),
            ("期限", JapaneseDate.Format(review.DueOn)),
            ("確定", review.SignedOffAt is { } at ? $"{review.SignedOffByName} {Moments.Show(at)}" : "確定していません（途中の記録です）"),
            ("出力", $"{madeBy} {Moments.Show(now)}"),
        ]);
        row = cover.PutCounts(row,
        [
            ("期間の操作", review.RowCount),
            ("点検した行", review.Lines.Count),
            .. Enum.GetValues<LogVerdictKind>().Select(v => (v.Label(), (long)review.Lines.Count(l => l.Verdict == v))),
            ("未判定", review.Lines.Count(l => l.Verdict is null)),
            .. review.Lines.GroupBy(l => l.Flag).Select(g => ($"　{g.Key.Label()}", (long)g.Count())),
        ]);
        cover.PutSigners(cover.PutNote(row, review.SignOffNote), "個人情報保護管理者", "所属長", "監査");
        book.Worksheets.Add(List).PutTable([.. Columns.Select(c => (c.Title, c.Width))], review.Lines.Select(line => Columns.Select(c => c.Text(line))));
    });
}
