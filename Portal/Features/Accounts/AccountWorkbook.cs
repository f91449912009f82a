using ClosedXML.Excel;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts;

/// <summary>利用者ID一覧 in Excel: who may enter with which rights, and what each role may do.</summary>
public static class AccountWorkbook
{
    public const string ListSheet = "一覧";
    public const string RightsSheet = "アクセス権限一覧表";
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The row the column headings stand in; titles above, records below.</summary>
    public const int HeadingRow = 4;

    private const string FormulaStarts = "=+-@\t\r＝＋－＠";

    private static readonly (string Title, double Width, Func<AccountRow, string?> Text)[] Columns =
    [
        ("ID", 18, r => r.Account.AccountId),
        ("種別", 9, r => r.Account.Kind.Label()),
        ("氏名・名称", 18, r => r.Name),
        ("職員番号", 12, r => r.Account.Kind == AccountKind.Personal ? r.Person.StaffNumber : null),
        ("所属", 20, r => r.Department),
        ("責任者", 16, r => r.Account.Kind == AccountKind.Shared ? r.Person.Name : null),
        ("役割", 24, r => r.Roles),
        ("個別の権限", 28, r => r.Adjustments),
        ("状態", 18, r => r.Standing.Words),
        ("発行日", 18, r => r.Account.IssuedAt is { } at ? JapaneseDate.Format(JapanTime.DayOf(at)) : null),
        ("期限", 18, r => JapaneseDate.Format(r.Account.ValidUntil)),
        ("最終利用日", 18, r => r.Account.LastSignInAt is { } at ? JapaneseDate.Format(JapanTime.DayOf(at)) : null),
        ("最終利用", 10, r => r.LastUse),
        ("申請者", 16, r => r.Account.RequestedByName),
        ("承認者", 16, r => r.Account.ApprovedByName),
    ];

    public static byte[] Make(IReadOnlyList<AccountRow> rows, Staff by, DateTime now)
    {
        using var book = new XLWorkbook();
        var local = JapanTime.Of(now);
        var made = $"作成 {JapaneseDate.Format(DateOnly.FromDateTime(local))} {local:HH:mm}　作成者 {by.Department} {by.Name}（{by.AccountId}・{by.Terminal}）";
        FillList(book.AddWorksheet(ListSheet), rows, made);
        FillRights(book.AddWorksheet(RightsSheet), made);
        using var stream = new MemoryStream();
        book.SaveAs(stream);
        return stream.ToArray();
    }

    private static void FillList(IXLWorksheet sheet, IReadOnlyList<AccountRow> rows, string made)
    {
        Head(sheet, $"利用者ID一覧（{rows.Count}件）", made, Columns.Length);
        for (var column = 1; column <= Columns.Length; column++)
        {
            var (title, width, text) = Columns[column - 1];
            Put(sheet.Cell(HeadingRow, column), title);
            sheet.Column(column).Width = width;
            for (var row = 0; row < rows.Count; row++)
            {
                Put(sheet.Cell(HeadingRow + 1 + row, column), text(rows[row]));
            }
        }

        Frame(sheet, HeadingRow + rows.Count, Columns.Length);
    }

    private static void FillRights(IXLWorksheet sheet, string made)
    {
        var (roles, permissions) = (Enum.GetValues<Role>(), Enum.GetValues<Permission>());
        var last = roles.Length + 2;
        Head(sheet, RightsSheet, made, last);
        Put(sheet.Cell(HeadingRow, 1), "権限");
        Put(sheet.Cell(HeadingRow, last), "使える端末");
        (sheet.Column(1).Width, sheet.Column(last).Width) = (26, 18);
        for (var column = 0; column < roles.Length; column++)
        {
            Put(sheet.Cell(HeadingRow, column + 2), roles[column].Label());
            sheet.Column(column + 2).Width = 14;
        }

        for (var row = 0; row < permissions.Length; row++)
        {
            Put(sheet.Cell(HeadingRow + 1 + row, 1), permissions[row].Label());
            Put(sheet.Cell(HeadingRow + 1 + row, last), permissions[row].NeedsTerminal().Label());
            for (var column = 0; column < roles.Length; column++)
            {
                var cell = sheet.Cell(HeadingRow + 1 + row, column + 2);
                Put(cell, RolePermissions.Grants(roles[column], permissions[row]) ? "○" : null);
                cell.Style.Alignment.Horizontal = XLAlignmentHorizontalValues.Center;
            }
        }

        Frame(sheet, HeadingRow + permissions.Length, last);
    }

    private static void Head(IXLWorksheet sheet, string title, string made, int columns)
    {
        Put(sheet.Cell(1, 1), $"小樽市 予防接種台帳 {title}");
        sheet.Cell(1, 1).Style.Font.SetBold().Font.SetFontSize(14);
        Put(sheet.Cell(2, 1), made);
        sheet.Range(HeadingRow, 1, HeadingRow, columns).Style.Font.SetBold().Fill.SetBackgroundColor(XLColor.FromHtml("#F2F2F2"));
    }

    private static void Frame(IXLWorksheet sheet, int lastRow, int columns)
    {
        var table = sheet.Range(HeadingRow, 1, lastRow, columns);
        table.Style.Border.SetInsideBorder(XLBorderStyleValues.Thin).Border.SetOutsideBorder(XLBorderStyleValues.Thin);
        table.SetAutoFilter();
        sheet.SheetView.FreezeRows(HeadingRow);
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.PaperSize = XLPaperSize.A4Paper;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.SetRowsToRepeatAtTop(HeadingRow, HeadingRow);
        sheet.PageSetup.Footer.Right.AddText(XLHFPredefinedText.PageNumber);
    }

    /// <summary>Always text: what begins like a formula stays text also when somebody edits the cell.</summary>
    private static void Put(IXLCell cell, string? text)
    {
        cell.Style.NumberFormat.Format = "@";
        cell.SetValue(text ?? "");
        cell.DataType = XLDataType.Text;
        if (text is { Length: > 0 } && FormulaStarts.Contains(text[0], StringComparison.Ordinal))
        {
            cell.Style.IncludeQuotePrefix = true;
        }
    }
}
