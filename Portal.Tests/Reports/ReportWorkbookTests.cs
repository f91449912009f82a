using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.Reports;
using Xunit;

namespace Portal.Tests.Reports;

public sealed class ReportWorkbookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheWorkbook_HasEveryFigure_AndIsValid_WithItsCharts()
    {
        using var at = await ReportFixture.WithDemoAsync(600);
        var run = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportPeriod.Parse("FY2021"), null, null, Token);
        var (content, name) = (await at.Files.WorkbookAsync(ReportFixture.Reporter, run.ReportRunId, Token))!.Value;

        using var stream = new MemoryStream(content);
        using var document = SpreadsheetDocument.Open(stream, false);
        Assert.Empty(new OpenXmlValidator().Validate(document, Token).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
        Assert.Equal(3, document.WorkbookPart!.WorksheetParts.Sum(w => w.DrawingsPart?.ChartParts.Count() ?? 0));
        Assert.Empty(document.WorkbookPart.ExternalWorkbookParts);
        using var book = new XLWorkbook(new MemoryStream(content));
        var kept = await at.KeptAsync(run);
        foreach (var table in kept.Content.Tables)
        {
            var sheet = book.Worksheet(ReportWorkbook.SheetName(table));
            Assert.Equal(table.Rows.Select(r => (r.Label, r.Values.ToList())), table.Rows.Select((r, i) => (sheet.Cell(i + 3, 1).GetString(), r.Values.Select((_, c) => (long)sheet.Cell(i + 3, c + 2).GetDouble()).ToList())));
            Assert.Equal((2, XLPaperSize.A4Paper), (sheet.SheetView.SplitRow, sheet.PageSetup.PaperSize));
        }

        Assert.Equal("月次報告_FY2021_第1号.xlsx", name);
        Assert.Contains("令和3年度", book.Worksheet(ReportWorkbook.Cover).Cell(1, 1).GetString(), StringComparison.Ordinal);
        Assert.Equal("一致", book.Worksheet(ReportWorkbook.Checks).Cell(3, 4).GetString());
        Assert.Equal(OperationResult.Done, Assert.Single(await at.LogAsync(Operation.ReportExported)).Result);
    }

    [Fact]
    public async Task ANameThatBeginsLikeAFormula_StaysAText()
    {
        using var at = new ReportFixture();
        var person = A.Person(residentNumber: "77");
        at.Ledger.Add(person, new Domain.Ledger.Dose
        {
            DoseId = Guid.CreateVersion7(),
            LedgerPersonId = person.LedgerPersonId,
            DoseNumber = 1,
            VaccinatedOn = A.Day("2021-07-05"),
            Source = Domain.Ledger.DoseSource.Slip,
            InstitutionName = "=HYPERLINK(\"http://x\")",
            CreatedAt = A.Now.AddDays(-1),
        });
        var run = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);

        var (content, _) = (await at.Files.WorkbookAsync(ReportFixture.Reporter, run.ReportRunId, Token))!.Value;

        using var book = new XLWorkbook(new MemoryStream(content));
        var cell = book.Worksheet("医療機関・会場").CellsUsed().Single(c => c.GetString().StartsWith("=HYPERLINK", StringComparison.Ordinal));
        Assert.Equal((false, true), (cell.HasFormula, cell.Style.IncludeQuotePrefix));
        Assert.DoesNotContain(book.Worksheets, sheet => sheet.CellsUsed().Any(c => c.HasFormula));
    }

    [Fact]
    public async Task WhatWasLeftOut_IsNotInTheFile_AndTheChoiceIsRemembered()
    {
        using var at = new ReportFixture();
        await at.Settings.KeepAsync(ReportFixture.Reporter, new(["payment"], WithCharts: false));
        var run = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);

        var (content, _) = (await at.Files.WorkbookAsync(ReportFixture.Reporter, run.ReportRunId, Token))!.Value;

        using var book = new XLWorkbook(new MemoryStream(content));
        Assert.DoesNotContain(book.Worksheets, sheet => sheet.Name is "支払月" or "グラフ");
        Assert.Contains(book.Worksheets, sheet => sheet.Name == "接種日");
        Assert.Contains(book.Worksheet(ReportWorkbook.Cover).CellsUsed(), c => c.GetString() == "入れていない表: 支払月");
        Assert.Equal(["payment"], (await at.Settings.OfAsync(ReportFixture.Reporter)).Without);
    }

    [Fact]
    public async Task TheDifferences_StandWithTheirReasons()
    {
        using var at = new ReportFixture();
        await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);
        await using (var db = at.Ledger.CreateDbContext())
        {
            await at.CancelAsync(db.Doses.OrderBy(d => d.VaccinatedOn).First().DoseId);
        }

        at.Time.Advance(TimeSpan.FromMinutes(1));
        var run = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);

        var (content, _) = (await at.Files.WorkbookAsync(ReportFixture.Reporter, run.ReportRunId, Token))!.Value;

        using var book = new XLWorkbook(new MemoryStream(content));
        var sheet = book.Worksheet(ReportWorkbook.Differences);
        var day = sheet.RowsUsed().Single(r => r.Cell(2).GetString() == "令和3.7.10" || r.Cell(2).GetString().StartsWith("R3.7.10", StringComparison.Ordinal));
        Assert.Equal((1, 0, -1), ((int)day.Cell(4).GetDouble(), (int)day.Cell(5).GetDouble(), (int)day.Cell(6).GetDouble()));
        Assert.Equal("接種記録の取消（予診票の転記誤り） 高橋 恵 令和8年11月23日 10:42 -1", day.Cell(7).GetString());
    }
}
