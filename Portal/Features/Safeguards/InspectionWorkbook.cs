using Portal.Components;
using Portal.Domain.Ledger;
using Portal.Domain.Safeguards;

namespace Portal.Features.Safeguards;

/// <summary>自己点検表 as an Excel workbook: 表紙 to be signed, 一覧 with today's evidence and a place to write, 点検の記録.</summary>
public static class InspectionWorkbook
{
    public const string Cover = "表紙";
    public const string List = "一覧";
    public const string History = "点検の記録";

    private static readonly (string Title, double Width, Func<BoardLine, string?> Text)[] Columns =
    [
        ("項目", 8, l => l.Promise.Section),
        ("措置", 20, l => l.Promise.Title),
        ("評価書の約束", 44, l => l.Promise.Words),
        ("守り方", 30, l => l.Promise.Outside ?? $"画面「{l.Promise.Screen!.Name}」"),
        ("いまの証拠", 44, l => l.Evidence?.Words ?? "プログラムの外で行う措置です"),
        ("状態", 10, l => l.State.Label()),
        ("前回の自己点検", 16, l => l.Last is { } last ? JapaneseDate.Format(last.InspectedOn) : "なし"),
        ("前回の結果", 10, l => l.Last?.Result.Label()),
        ("前回の内容", 36, l => l.Last?.Note),
        ("点検者", 14, l => l.Last?.InspectedByName),
        ("今回の結果", 10, _ => null),
        ("今回の内容", 36, _ => null),
    ];

    public static byte[] Make(Board board, IReadOnlyList<SelfInspection> history, string madeBy) => Sheets.Make(book =>
    {
        var cover = book.Worksheets.Add(Cover);
        var row = cover.PutCover("安全管理措置 自己点検表",
        [
            ("評価書", "特定個人情報保護評価書（重点項目評価書）番号23"),
            ("証拠の時点", Moments.Show(board.At)),
            ("出力", madeBy),
        ]);
        row = cover.PutCounts(row,
        [
            ("項目", board.Lines.Count),
            .. Enum.GetValues<EvidenceState>().Select(s => (s.Label(), (long)board.Count(s))),
            ("プログラムの外の措置", board.Lines.Count(l => l.Evidence is null)),
            ("1年以内に自己点検なし", board.Lines.Count(l => l.IsInspectionDue)),
        ]);
        cover.PutSigners(cover.PutNote(row, null), "個人情報保護管理者", "所属長", "点検者");
        book.Worksheets.Add(List).PutTable([.. Columns.Select(c => (c.Title, c.Width))], board.Lines.Select(line => Columns.Select(c => c.Text(line))));
        book.Worksheets.Add(History).PutTable(
            [("措置", 24), ("点検した日", 18), ("結果", 10), ("内容", 60), ("点検者", 16), ("記録", 22)],
            history.Select(i => (IEnumerable<string?>)[Promises.Find(i.Promise)?.Title ?? i.Promise, JapaneseDate.Format(i.InspectedOn), i.Result.Label(), i.Note, i.InspectedByName, Moments.Show(i.EnteredAt)]));
    });
}
