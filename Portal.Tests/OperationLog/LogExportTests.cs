using System.IO.Compression;
using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Portal.Tests.Exchange.Media;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogExportTests
{
    private static readonly LogQuestion Today = LogQuestion.Day(A.Day("2026-11-23"));
    private static readonly LogExportOrder Order = new(Today, "監査 R8-3 のため", LogScreensFixture.UseId);

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsMade_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened);

        // Seeing the log is not taking it away.
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Export.CheckAsync(LogScreensFixture.Chief, Order, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Export.MakeAsync(LogScreensFixture.Chief, Order, Passphrase.New(), TestContext.Current.CancellationToken));

        Assert.Equal([OperationResult.Denied, OperationResult.Denied], at.Log(Operation.LogExported).Select(e => e.Result));
    }

    [Theory]
    [InlineData(null, true, nameof(LogExportOrder.Purpose))]
    [InlineData("監査", true, nameof(LogExportOrder.Purpose))]
    [InlineData("番号 123456789018 の件", true, nameof(LogExportOrder.Purpose))]
    [InlineData("監査 R8-3 のため", null, nameof(LogExportOrder.MediumUseId))]
    [InlineData("監査 R8-3 のため", false, nameof(LogExportOrder.MediumUseId))]
    public async Task WithoutAPurposeAndAnApprovedUse_NothingIsMade_AndNothingWritten(string? purpose, bool? approved, string field)
    {
        using var at = new LogScreensFixture();
        at.Add(Operation.SheetOpened);
        var stick = AMedium.Stick("M-002");
        var waiting = AMedium.Waiting(stick, LogScreensFixture.Auditor, 2);
        at.Ledger.Add(stick, waiting);
        Guid? use = approved switch { true => LogScreensFixture.UseId, false => waiting.MediumUseId, null => null };

        var refused = await Assert.ThrowsAsync<FieldProblemsException>(() => MakeAsync(at, new(Today, purpose, use)));
        await using var db = at.Ledger.CreateDbContext();
        Assert.False(await db.MediumFiles.AnyAsync(TestContext.Current.CancellationToken));

        Assert.Equal(field, Assert.Single(refused.Problems).Field);
        Assert.Equal(OperationResult.Denied, Assert.Single(at.Log(Operation.LogExported)).Result);
    }

    [Theory, EveryEngine]
    public async Task TheBook_HoldsTheRowsOfTheSearch_AndIsLoggedWithItsCount(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened, of: at.Person);
        at.Add(Operation.SheetPrinted, of: at.Neighbour, minutes: 1, purpose: "本人への説明");
        at.Add(Operation.LedgerSearched, minutes: -60 * 24);

        Assert.Equal(2, (await at.Export.CheckAsync(LogScreensFixture.Auditor, Order, TestContext.Current.CancellationToken)).Count);
        Assert.Empty(at.Log(Operation.LogExported));
        using var book = Open(await MakeAsync(at, Order));

        var sheet = book.Worksheet(LogWorkbook.List);
        Assert.Equal(["番号", "2", "1"], sheet.Column(1).CellsUsed().Select(c => c.GetString()));
        Assert.Equal(["2026-11-23 10:43:00", "高橋 恵", "個人票の印刷", "0001204874", "本人への説明"], new[] { 2, 4, 7, 9, 12 }.Select(column => sheet.Cell(2, column).GetString()));
        Assert.Contains("媒体 M-001（使用第1号）", book.Worksheet(LogWorkbook.Cover).Column(2).CellsUsed().Select(c => c.GetString()));
        // Names of residents stay in the ledger.
        Assert.DoesNotContain(book.Worksheets.SelectMany(w => w.CellsUsed()), cell => cell.GetString().Contains("佐藤", StringComparison.Ordinal));
        var entry = Assert.Single(at.Log(Operation.LogExported));
        Assert.Equal(("監査 R8-3 のため", "Excel 2件、媒体 M-001（使用第1号）、期間 2026-11-23～2026-11-23"), (entry.Purpose, entry.Detail));
    }

    [Theory, EveryEngine]
    public async Task AnExportAboutOnePerson_IsAmongTheRowsAboutThem(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened, of: at.Person);

        await MakeAsync(at, Order with { Question = new() { ResidentNumber = "0001204873" } });

        Assert.Equal(at.Person.LedgerPersonId, Assert.Single(at.Log(Operation.LogExported)).LedgerPersonId);
    }

    [Theory, EveryEngine]
    public async Task Nothing_IsNotExported(Engine engine)
    {
        using var at = new LogScreensFixture(engine);

        Assert.Contains("出力するものがありません", (await Assert.ThrowsAsync<RuleException>(() => MakeAsync(at, Order))).Message, StringComparison.Ordinal);
        Assert.Contains("出力するものがありません", (await Assert.ThrowsAsync<RuleException>(() => MakeAsync(at, Order with { Question = new() { ResidentNumber = "9" } }))).Message, StringComparison.Ordinal);
        Assert.All(at.Log(), e => Assert.Equal((Operation.LogExported, OperationResult.Denied), (e.Operation, e.Result)));
    }

    [Fact]
    public async Task UpToFiftyThousand_AndOneMoreIsRefused_WithWhatToDo()
    {
        using var at = new LogScreensFixture();
        await using (var db = at.Ledger.CreateDbContext())
        {
            // Rows from before there were seals.
            await db.Database.ExecuteSqlAsync(
                $"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {LogExportOrder.MaxRows})
                INSERT INTO OperationLog (OperationLogEntryId, Sequence, KeyId, Seal, At, AccountId, StaffName, Terminal, Operation, Result, Purpose, Detail)
                SELECT printf('00000000-0000-0000-0000-%012d', i), -i, 0, x'', '2026-11-23 01:42:00', 'takahashi', '高橋 恵', '窓口2', 'SheetPrinted', 'Done', '本人への説明', '詳細' FROM n
                """,
                TestContext.Current.CancellationToken);
        }

        Assert.Equal(LogExportOrder.MaxRows + 1, RowsIn(await MakeAsync(at, Order)));

        // The row of the first export is the one too many.
        Assert.Contains("期間を狭めてください", (await Assert.ThrowsAsync<RuleException>(() => MakeAsync(at, Order))).Message, StringComparison.Ordinal);
        Assert.Equal([OperationResult.Done, OperationResult.Denied], at.Log(Operation.LogExported).Select(e => e.Result));
    }

    [Fact]
    public async Task WhatBeginsLikeAFormula_StaysText()
    {
        using var at = new LogScreensFixture();
        string[] starts = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "=cmd|'/c calc'!A1", "=HYPERLINK(\"http://x\")"];
        foreach (var start in starts)
        {
            at.Add(Operation.SheetPrinted, at.Clerk with { AccountId = start, Terminal = start, Name = start, Trace = start }, purpose: start, detail: start);
        }

        using var book = Open(await MakeAsync(at, Order with { Purpose = "=1+1+2" }));

        Assert.DoesNotContain(book.Worksheets.SelectMany(w => w.CellsUsed()), cell => cell.HasFormula);
        var cells = book.Worksheet(LogWorkbook.List).CellsUsed().Where(c => starts.Contains(c.GetString())).ToList();
        Assert.Equal(starts.Length * 6, cells.Count);
        Assert.All(cells, cell => Assert.True(cell.DataType == XLDataType.Text && cell.Style.IncludeQuotePrefix && cell.Style.NumberFormat.Format == "@"));
    }

    /// <summary>The workbook, unpacked.</summary>
    private static async Task<byte[]> MakeAsync(LogScreensFixture at, LogExportOrder order)
    {
        var passphrase = Passphrase.New();
        var file = await at.Export.MakeAsync(LogScreensFixture.Auditor, order, passphrase, TestContext.Current.CancellationToken);
        return EncryptedZipTests.Open(file.Content, passphrase.Show(), Path.ChangeExtension(file.Name, ".xlsx"));
    }

    /// <summary>Counted in the file itself: to read fifty thousand rows as cells takes a minute.</summary>
    private static int RowsIn(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        return zip.Entries.Where(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal))
            .Max(e => new StreamReader(e.Open()).ReadToEnd().Split("</x:row>").Length - 1);
    }

    private static XLWorkbook Open(byte[] content) => new(new MemoryStream(content));
}
