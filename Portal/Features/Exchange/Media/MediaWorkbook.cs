using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;

namespace Portal.Features.Exchange.Media;

/// <summary>媒体管理簿 as an Excel workbook: 表紙 to be signed, 媒体, 使用, ファイル.</summary>
public static class MediaWorkbook
{
    public const string Cover = "表紙";
    public const string MediaSheet = "媒体";
    public const string UsesSheet = "使用";
    public const string FilesSheet = "ファイル";

    internal static readonly (string Title, double Width, Func<Medium, string?> Text)[] MediaColumns =
    [
        ("管理番号", 12, m => m.Number),
        ("種別", 14, m => m.Kind.Label()),
        ("製品", 32, m => m.Product),
        ("暗号化", 36, MediaWords.Encryption),
        ("保管場所", 26, m => m.Place),
        ("状態", 10, m => m.State.Label()),
        ("状態の記録", 40, StateWords),
        ("備考", 30, m => m.Note),
        ("登録", 22, m => Moments.Show(m.EnteredAt)),
    ];

    internal static readonly (string Title, double Width, Func<UseOfMedium, DateOnly, string?> Text)[] UseColumns =
    [
        ("使用番号", 9, (x, _) => $"{x.Use.Number}"),
        ("媒体", 12, (x, _) => x.Medium.Number),
        ("状態", 16, (x, today) => MediaWords.Standing(x.Use, x.Medium, today).Words),
        ("目的", 28, (x, _) => x.Use.Purpose),
        ("入れるデータ", 28, (x, _) => x.Use.Contents),
        ("予定の数", 18, (x, _) => MediaWords.Plan(x.Use)),
        ("書出し", 18, (x, _) => MediaWords.Written(x.Use)),
        ("申請", 32, (x, _) => $"{x.Use.ApplicantDepartment} {x.Use.ApplicantName} {Moments.Show(x.Use.AppliedAt)} 端末 {x.Use.Terminal}"),
        ("承認・差戻し", 30, (x, _) => MediaWords.Decision(x.Use)),
        ("持出し・返却", 34, (x, _) => MediaWords.HandOver(x.Use)),
        ("消去期限", 16, (x, _) => MediaWords.Due(x.Use)),
        ("消去", 34, (x, _) => MediaWords.Erasure(x.Use)),
    ];

    public static byte[] Make(MediaPaper paper, Staff by, DateTime now) => Sheets.Make(book =>
    {
        var cover = book.Worksheets.Add(Cover);
        var row = cover.PutCover("小樽市 予防接種台帳 媒体管理簿",
        [
            ("時点", Moments.Show(now)),
            ("出力した職員", $"{by.Department} {by.Name}（{by.AccountId}、端末 {by.Terminal}）"),
            ("中身", "媒体、使用、書き出したファイルの名前と件数。住民の記録とパスフレーズは含みません。"),
        ]);
        row = cover.PutCounts(row,
        [
            ("媒体", paper.Media.Count),
            .. Enum.GetValues<MediumState>().Select(s => ($"うち{s.Label()}", (long)paper.Media.Count(m => m.State == s))),
            ("暗号化されない媒体（廃棄を除く）", paper.Media.Count(m => m.Encryption is MediumEncryption.None && m.State is not MediumState.Discarded)),
            ("使用", paper.Uses.Count),
            ("消去の期限超過", paper.Uses.Count(x => x.Use.IsOverdue(paper.Today))),
            ("書き出したファイル", paper.Files.Sum(f => f.Count(x => x.State is MediumFileState.Written))),
            ("書込中・中断のファイル", paper.Files.Sum(f => f.Count(x => x.State is not MediumFileState.Written))),
        ]);
        cover.PutSigners(row, "個人情報保護管理者", "所属長", "指定管理者");
        book.Worksheets.Add(MediaSheet).PutTable([.. MediaColumns.Select(c => (c.Title, c.Width))], paper.Media.Select(m => MediaColumns.Select(c => c.Text(m))));
        book.Worksheets.Add(UsesSheet).PutTable([.. UseColumns.Select(c => (c.Title, c.Width))], paper.Uses.Select(x => UseColumns.Select(c => c.Text(x, paper.Today))));
        book.Worksheets.Add(FilesSheet).PutTable(
            [("使用番号", 9), ("媒体", 12), ("ファイル", 44), ("状態", 10), ("件数", 12), ("大きさ", 12), ("書出し", 22), ("職員", 16), ("端末", 14)],
            paper.Uses.SelectMany(x => paper.Files[x.Use.MediumUseId].Select(f => (IEnumerable<string?>)
                [$"{x.Use.Number}", x.Medium.Number, f.Name, f.State.Label(), $"{f.Rows:N0}", MediaWords.Size(f.Bytes), Moments.Show(f.WrittenAt), f.WrittenByName, f.Terminal])));
    });

    private static string? StateWords(Medium medium) => medium.StateAt is not { } at ? null
        : $"{Moments.Show(at)} {medium.StateByName} {medium.StateReason}{(medium.LossReport is { } report ? $" 対応: {report}" : "")}";
}
