using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>共用IDの利用記録 in Excel: each seat, and how long each person sat behind each ID.</summary>
public static class SeatWorkbook
{
    public const string Cover = "表紙";
    public const string List = "着席";
    public const string Totals = "職員別";

    private static readonly (string Title, double Width, Func<UsedSeat, DateTime, string?> Text)[] Columns =
    [
        ("共用ID", 16, (u, _) => u.AccountId),
        ("名称", 20, (u, _) => u.SharedName),
        ("職員番号", 12, (u, _) => u.StaffNumber),
        ("氏名", 18, (u, _) => u.Seat.StaffName),
        ("端末", 14, (u, _) => u.Seat.TerminalName),
        ("着席", 28, (u, _) => Moments.ShowExact(u.Seat.From)),
        ("離席", 28, (u, _) => u.Seat.Until is { } until ? Moments.ShowExact(until) : "着席中"),
        ("時間", 12, (u, now) => SeatWords.Length(u.Seat, now)),
    ];

    public static byte[] Make(IReadOnlyList<UsedSeat> used, DateOnly first, DateOnly last, Staff by, DateTime now)
    {
        var book = Sheets.Make(book =>
        {
            var cover = book.Worksheets.Add(Cover);
            var row = cover.PutCover("小樽市 予防接種台帳 共用IDの利用記録",
            [
                ("期間", $"{JapaneseDate.Format(first)}から{JapaneseDate.Format(last)}まで"),
                ("件数", $"{used.Count:N0}件"),
                ("出力", Moments.Show(now)),
                ("出力した職員", $"{by.Department} {by.Name}（{by.AccountId}、端末 {by.Terminal}）"),
            ]);
            cover.PutSigners(row, "確認者");
            LongSheet.LayOut(book.Worksheets.Add(List), [.. Columns.Select(c => (c.Title, c.Width))], used.Count);
            book.Worksheets.Add(Totals).PutTable(
                [("共用ID", 16), ("名称", 20), ("職員番号", 12), ("氏名", 18), ("着席の回数", 12), ("時間の合計（分）", 16), ("端末", 30)],
                used.GroupBy(u => (u.AccountId, u.SharedName, u.StaffNumber, u.Seat.StaffName)).Select(group => (string?[])
                [
                    group.Key.AccountId, group.Key.SharedName, group.Key.StaffNumber, group.Key.StaffName, $"{group.Count():N0}",
                    $"{group.Sum(u => ((u.Seat.Until ?? now) - u.Seat.From).TotalMinutes):N0}",
                    string.Join("、", group.Select(u => u.Seat.TerminalName).Distinct().Order(StringComparer.Ordinal)),
                ]));
        });
        return LongSheet.Fill(book, List, used.Select(u => Columns.Select(c => c.Text(u, now))));
    }
}
