using ClosedXML.Excel;
using Portal.Domain.Accounts;
using Portal.Features.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

public class AccountWorkbookTests
{
    [Fact]
    public void TheWorkbook_OpensAgain_WithEveryIdAndWhoMadeItWhen()
    {
        using var book = Open(Make(Row(AnAccount.Person(), "takahashi", Role.Editor), Row(AnAccount.Person("伊藤 健", "0022"), "ito", Role.Viewer)));

        var sheet = book.Worksheet(AccountWorkbook.ListSheet);
        Assert.Equal("小樽市 予防接種台帳 利用者ID一覧（2件）", sheet.Cell(1, 1).GetString());
        Assert.Equal("作成 令和8年11月23日 10:42　作成者 保健総務課 中村 修（kanri・窓口2）", sheet.Cell(2, 1).GetString());
        string[] headings = ["ID", "種別", "氏名・名称", "職員番号", "所属", "責任者", "役割", "個別の権限", "状態", "発行日", "期限", "最終利用日", "最終利用", "申請者", "承認者"];
        Assert.Equal(headings, Texts(sheet, AccountWorkbook.HeadingRow, headings.Length));
        Assert.Equal(
            ["takahashi", "個人ID", "高橋 恵", "012345", "保健総務課", "", "登録・訂正", "", "使用中", "令和8年10月23日", "令和9年11月23日", "", "未使用", "吉田 明", "中村 修"],
            Texts(sheet, AccountWorkbook.HeadingRow + 1, headings.Length));
        Assert.Equal(("ito", "0022"), (sheet.Cell(6, 1).GetString(), sheet.Cell(6, 4).GetString()));
        Assert.Equal(6, sheet.LastRowUsed().RowNumber());
    }

    [Fact]
    public void TheRoles_StandBesideTheirPermissions_AsTheCodeHasThem()
    {
        using var book = Open(Make());
        var sheet = book.Worksheet(AccountWorkbook.RightsSheet);
        var roles = Enum.GetValues<Role>();

        Assert.Equal(["権限", .. roles.Select(r => r.Label()), "使える端末"], Texts(sheet, AccountWorkbook.HeadingRow, roles.Length + 2));
        foreach (var (permission, row) in Enum.GetValues<Permission>().Select((p, at) => (p, AccountWorkbook.HeadingRow + 1 + at)))
        {
            Assert.Equal(
                [permission.Label(), .. roles.Select(r => RolePermissions.Grants(r, permission) ? "○" : ""), permission.NeedsTerminal().Label()],
                Texts(sheet, row, roles.Length + 2));
        }
    }

    [Fact]
    public void NoCell_IsAFormula_WhateverANameBeginsWith()
    {
        var person = AnAccount.Person("=HYPERLINK(\"http://example.invalid\")", "0022", "+1-1");
        using var book = Open(Make(Row(person, "ito", Role.Viewer)));

        var cells = book.Worksheets.SelectMany(s => s.CellsUsed()).ToList();
        Assert.All(cells, cell => Assert.Equal((false, XLDataType.Text), (cell.HasFormula, cell.DataType)));
        var name = book.Worksheet(AccountWorkbook.ListSheet).Cell(5, 3);
        Assert.Equal((person.Name, true), (name.GetString(), name.Style.IncludeQuotePrefix));
    }

    private static AccountRow Row(StaffMember person, string id, params Role[] roles) => new(AnAccount.For(person, id, roles), person, A.Now);

    private static byte[] Make(params AccountRow[] rows) => AccountWorkbook.Make(rows, AnAccount.Administrator, A.Now);

    private static XLWorkbook Open(byte[] bytes) => new(new MemoryStream(bytes));

    private static IEnumerable<string> Texts(IXLWorksheet sheet, int row, int columns) => Enumerable.Range(1, columns).Select(column => sheet.Cell(row, column).GetString());
}
