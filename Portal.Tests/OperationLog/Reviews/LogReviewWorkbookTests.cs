using ClosedXML.Excel;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public class LogReviewWorkbookTests
{
    [Theory, EveryEngine]
    public async Task TheWorkbook_OpenedAgain_HoldsTheReview_AndIsLogged(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var review = await at.OpenAsync();
        await at.SignOffAsync(await at.JudgeAsync(review, note: "業務のため"));

        var (content, name) = (await at.Export.MakeAsync(at.Auditor, review.LogReviewId, TestContext.Current.CancellationToken))!.Value;

        Assert.Equal("ログ点検_第1回.xlsx", name);
        using var book = new XLWorkbook(new MemoryStream(content));
        var cover = book.Worksheet(LogReviewWorkbook.Cover).CellsUsed().Select(c => c.GetString()).ToList();
        Assert.Contains("操作ログの点検 第1回", cover);
        Assert.Contains("令和8年10月1日～令和8年10月31日", cover);
        Assert.Contains("不適正な操作はない", cover);
        Assert.Equal(
            [("時間外の操作", "高橋 恵", "適正", "業務のため"), ("時間外の操作", "吉田 明", "適正", "業務のため"), ("抽出", "高橋 恵", "適正", "業務のため")],
            book.Worksheet(LogReviewWorkbook.List).RowsUsed().Skip(1).Select(r => (r.Cell(2).GetString(), r.Cell(4).GetString(), r.Cell(9).GetString(), r.Cell(10).GetString())));
        Assert.Equal("第1回 3件", Assert.Single(await at.LogAsync(Operation.LogReviewExported)).Detail);
    }

    [Fact]
    public void WhatLooksLikeAFormula_IsAText()
    {
        var rules = new LogFlagRules(LogFlagLimits.Default, StaffHouseholds.None, Guid.Empty);
        rules.Read(new ALogRow().At("2026-10-05 20:00") with { StaffName = "=1+1", AccountId = "@evil" });
        var auditor = A.Staff("saito", "+SUM(1)", Role.Auditor);
        var review = LogReview.Open(auditor, Guid.NewGuid(), 1, LogReviewPlan.ForMonth(LogReviewFixture.October, LogReviewCalendar.Default, JapanTime.DayOf(A.Now)), rules, A.Now);
        review.Judge(auditor, review.Lines, LogVerdictKind.Improper, "=cmd|' /C calc'!A0", A.Now);

        using var book = new XLWorkbook(new MemoryStream(LogReviewWorkbook.Make(review, "-2+3", A.Now)));

        var cells = book.Worksheets.SelectMany(s => s.CellsUsed()).ToList();
        Assert.DoesNotContain(cells, c => c.HasFormula);
        Assert.All(cells.Where(c => c.GetString() is "=1+1" or "@evil" or "=cmd|' /C calc'!A0"), c => Assert.True(c.Style.IncludeQuotePrefix));
        Assert.Equal(3, cells.Count(c => c.GetString() is "=1+1" or "@evil" or "=cmd|' /C calc'!A0"));
    }
}
