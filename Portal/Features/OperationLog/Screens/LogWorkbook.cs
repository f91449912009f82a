using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>操作ログ in Excel: the rows of one search, a sheet that says whose, what for and onto which medium.</summary>
public static class LogWorkbook
{
    public const string Cover = "表紙";
    public const string List = "操作ログ";

    private static readonly (string Title, double Width, Func<OperationLogEntry, IReadOnlyDictionary<Guid, string?>, string?> Text)[] Columns =
    [
        ("番号", 10, (e, _) => $"{e.Sequence}"),
        ("日時（日本）", 20, (e, _) => LogWords.Moment(e.At)),
        ("日時（UTC）", 24, (e, _) => $"{e.At:yyyy-MM-dd HH:mm:ss.fff}"),
        ("職員", 16, (e, _) => e.StaffName),
        ("利用者ID", 16, (e, _) => e.AccountId),
        ("端末", 12, (e, _) => e.Terminal),
        ("操作", 24, (e, _) => e.Operation.Label()),
        ("結果", 9, (e, _) => e.Result.Label()),
        ("宛名番号", 18, (e, numbers) => e.LedgerPersonId is { } person ? numbers.GetValueOrDefault(person) : null),
        ("対象の記録", 38, (e, _) => e.SubjectId?.ToString()),
        ("個人番号の場面", 16, (e, _) => e.Scene?.Label()),
        ("目的", 36, (e, _) => e.Purpose),
        ("内容", 48, (e, _) => e.Detail),
        ("サインイン", 38, (e, _) => e.SessionId?.ToString()),
        ("画面・要求", 30, (e, _) => e.Trace),
        ("封印の始め", 20, (e, _) => LogWords.SealOf(e)),
    ];

    public static byte[] Make(
        IReadOnlyList<OperationLogEntry> entries, IReadOnlyDictionary<Guid, string?> numbers, LogExportOrder order, string medium, string conditions, Staff by, DateTime now)
    {
        var book = Sheets.Make(book =>
        {
            book.Worksheets.Add(Cover).PutCover("小樽市 予防接種台帳 操作ログ",
            [
                ("条件", conditions),
                ("件数", $"{entries.Count:N0}件"),
                ("出力", LogWords.LongMoment(now)),
                ("出力した職員", $"{by.Department} {by.Name}（{by.AccountId}、端末 {by.Terminal}）"),
                ("目的", order.Purpose),
                ("媒体", medium),
                ("取扱い", "承認された媒体にだけ保存し、期限までに消去して媒体管理簿に記録すること。"),
            ]);
            LongSheet.LayOut(book.Worksheets.Add(List), [.. Columns.Select(c => (c.Title, c.Width))], entries.Count);
        });
        return LongSheet.Fill(book, List, entries.Select(e => Columns.Select(c => c.Text(e, numbers))));
    }
}
