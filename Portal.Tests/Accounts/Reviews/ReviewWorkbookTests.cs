using ClosedXML.Excel;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Reviews;
using Xunit;

namespace Portal.Tests.Accounts.Reviews;

public class ReviewWorkbookTests
{
    [Theory, EveryEngine]
    public async Task TheWorkbook_OpenedAgain_HoldsTheReview_AndIsLogged(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.AnsweredAsync((at.Shared, ReviewDecision.Stop));
        await at.CloseAsync(review);

        var (content, name) = (await at.Export.MakeAsync(AnAccount.Chief, review.IdReviewId, TestContext.Current.CancellationToken))!.Value;

        Assert.Equal("棚卸_第1回.xlsx", name);
        using var book = Open(content);
        Assert.Equal([ReviewWorkbook.Cover, ReviewWorkbook.List, ReviewWorkbook.Differences], book.Worksheets.Select(s => s.Name));
        var cover = Texts(book.Worksheet(ReviewWorkbook.Cover));
        Assert.Contains("利用者ID 棚卸 第1回", cover);
        Assert.Contains("全件を確認した", cover);
        Assert.Contains("指定管理者", cover);
        var list = book.Worksheet(ReviewWorkbook.List);
        Assert.Equal(["ID", "種類", "職員・責任者", "所属"], list.Row(1).CellsUsed().Take(4).Select(c => c.GetString()));
        Assert.Equal(
            [("madoguchi-a", "停止", "窓口の閉鎖により不要"), ("nakamura", "継続", ""), ("takahashi", "継続", "")],
            list.RowsUsed().Skip(1).Select(r => (r.Cell(1).GetString(), r.Cell(13).GetString(), r.Cell(14).GetString())));
        Assert.Equal("伊藤 健、高橋 恵", list.Cell(2, 8).GetString());
        Assert.Equal("前回の棚卸はありません。", book.Worksheet(ReviewWorkbook.Differences).Cell(2, 1).GetString());
        Assert.Equal("第1回 ID 3件", Assert.Single(await at.LogAsync(Operation.ReviewExported)).Detail);
    }

    [Fact]
    public async Task WhatLooksLikeAFormula_IsAText()
    {
        using var at = new ReviewFixture();
        at.Ledger.Add(AnAccount.Person("=HYPERLINK(\"x\")", "999", "+1+1"));
        var evil = AnAccount.Person("=1+1", "998", "@SUM(1)");
        at.Ledger.Add(evil, AnAccount.For(evil, "evil", Role.Viewer));
        var review = await at.Desk.OpenAsync(AnAccount.Administrator);
        await at.AnswerAsync(review, at.Own, ReviewDecision.Change, "=cmd|' /C calc'!A0");

        using var book = Open((await at.Export.MakeAsync(AnAccount.Chief, review.IdReviewId, TestContext.Current.CancellationToken))!.Value.Content);

        var cells = book.Worksheets.SelectMany(s => s.CellsUsed()).ToList();
        Assert.DoesNotContain(cells, c => c.HasFormula);
        Assert.Contains("=1+1", cells.Select(c => c.GetString()));
        Assert.Contains("=cmd|' /C calc'!A0", cells.Select(c => c.GetString()));
        Assert.All(cells.Where(c => c.DataType != XLDataType.Number), c => Assert.Equal(XLDataType.Text, c.DataType));
    }

    [Theory, EveryEngine]
    public async Task TheSecondReview_ShowsWhatIsNewWhatIsGoneAndWhatChanged(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        await at.CloseAsync(await at.AnsweredAsync((at.Own, ReviewDecision.Stop)));
        at.Time.Advance(TimeSpan.FromDays(180));
        await at.ChangeAsync(at.Shared, a => a.RemoveMember(AnAccount.Administrator, at.Colleague, "窓口を離れたため", A.Now));
        at.Ledger.Add(AnAccount.For(at.Colleague, "ito", Role.Viewer));

        var second = await at.Desk.OpenAsync(AnAccount.Administrator);

        var opened = (await at.Desk.ShowAsync(AnAccount.Chief, second.IdReviewId))!;
        Assert.Equal(
            [
                new("ito", "伊藤 健", ReviewDifferences.New, null, "閲覧"),
                new("madoguchi-a", "高橋 恵", "利用職員", "伊藤 健、高橋 恵", "高橋 恵"),
                new("takahashi", "高橋 恵", ReviewDifferences.Gone, "登録・訂正", "前回の棚卸で停止"),
            ],
            opened.Differences);
        using var book = Open((await at.Export.MakeAsync(AnAccount.Chief, second.IdReviewId, TestContext.Current.CancellationToken))!.Value.Content);
        Assert.Equal(
            ["ito", "madoguchi-a", "takahashi"], book.Worksheet(ReviewWorkbook.Differences).RowsUsed().Skip(1).Select(r => r.Cell(1).GetString()));
    }

    private static XLWorkbook Open(byte[] content) => new(new MemoryStream(content));

    private static List<string> Texts(IXLWorksheet sheet) => [.. sheet.CellsUsed().Select(c => c.GetString())];
}
