using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.Safeguards;
using Xunit;

namespace Portal.Tests.Safeguards;

public class SafeguardsDeskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_EveryActIsDeniedAndLogged(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ShowAsync(A.Clerk, Stop));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OpenAsync(A.Clerk, "rooms", Stop));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ExportAsync(A.Clerk, Stop));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.RecordPrintAsync(A.Clerk));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.InspectAsync(A.Administrator, "rooms", new(2026, 11, 23), InspectionResult.Kept, "確認した"));

        foreach (var (operation, denials) in new[] { (Operation.SafeguardsShown, 2), (Operation.SafeguardsExported, 2), (Operation.SelfInspected, 1) })
        {
            Assert.Equal(denials, (await at.LogAsync(operation)).Count(e => e.Result is OperationResult.Denied));
        }
    }

    [Theory, EveryEngine]
    public async Task TheBoard_HasEveryPromise_AndLookingAtItIsLogged(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);

        var board = await at.Desk.ShowAsync(A.Manager, Stop);

        Assert.Equal(Promises.All.Select(p => p.Key), board.Lines.Select(l => l.Promise.Key));
        Assert.All(board.Lines, l => Assert.Equal(l.Promise.Outside is null, l.Evidence is not null));
        Assert.Equal(board.Lines.Count, Enum.GetValues<EvidenceState>().Sum(board.Count));
        Assert.Equal(board.Summary, Assert.Single(await at.LogAsync(Operation.SafeguardsShown)).Detail);
    }

    [Theory, EveryEngine]
    public async Task AnInspection_IsKept_NewestFirst_AndNeverOverwritten(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.Desk.InspectAsync(A.Manager, "rooms", new(2026, 11, 20), InspectionResult.Partly, "記入漏れが 1件");
        at.Time.Advance(TimeSpan.FromMinutes(1));
        await at.Desk.InspectAsync(A.Manager, "rooms", new(2026, 11, 23), InspectionResult.Kept, "  記入漏れは\n補われた ");

        var opened = (await at.Desk.OpenAsync(A.Manager, "rooms", Stop))!;

        Assert.Equal([(InspectionResult.Kept, "記入漏れは 補われた"), (InspectionResult.Partly, "記入漏れが 1件")], opened.History.Select(i => (i.Result, i.Note)));
        Assert.Equal((EvidenceState.Kept, "吉田 明", A.Now.AddMinutes(1)), (opened.Line.State, opened.Line.Last!.InspectedByName, opened.Line.Last.EnteredAt));
        Assert.Equal(["rooms 一部不備", "rooms 適"], (await at.LogAsync(Operation.SelfInspected)).Select(e => e.Detail));
        Assert.Equal("rooms 自己点検2件", Assert.Single(await at.LogAsync(Operation.SafeguardsShown)).Detail);
    }

    [Theory]
    [InlineData("rooms", null, "確認した", "今日までの日")]
    [InlineData("rooms", "2026-11-24", "確認した", "今日までの日")]
    [InlineData("rooms", "2026-11-23", " あ ", "4文字以上400文字以内")]
    [InlineData("rooms", "2026-11-23", "番号は 1234 5678 9018 だった", "個人番号は入力できません")]
    [InlineData("nothing", "2026-11-23", "確認した", "一覧にありません")]
    public async Task WhatIsNoInspection_IsRefused_AndNothingIsKept(string key, string? on, string note, string words)
    {
        using var at = new SafeguardsFixture();

        var refusal = await Assert.ThrowsAsync<RuleException>(() => at.Desk.InspectAsync(A.Manager, key, on is null ? null : A.Day(on), InspectionResult.Kept, note));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await at.LogAsync(Operation.SelfInspected));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Empty(await db.SelfInspections.ToListAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task APromiseNobodyMade_IsLogged_WithoutWhatWasTyped(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);

        Assert.Null(await at.Desk.OpenAsync(A.Manager, "佐藤和子", Stop));

        Assert.Equal((OperationResult.Failed, "該当なし"), (await at.LogAsync(Operation.SafeguardsShown)).Select(e => (e.Result, e.Detail!)).Single());
    }

    [Theory, EveryEngine]
    public async Task TheWorkbook_HoldsTheBoardAndTheInspections_AndIsLogged(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.Desk.InspectAsync(A.Manager, "rooms", new(2026, 11, 20), InspectionResult.Partly, "=cmd|' /C calc'!A0");

        var (content, name) = await at.Desk.ExportAsync(A.Manager, Stop);

        Assert.Equal("自己点検表_20261123.xlsx", name);
        using var book = new XLWorkbook(new MemoryStream(content));
        Assert.Equal([InspectionWorkbook.Cover, InspectionWorkbook.List, InspectionWorkbook.History], book.Worksheets.Select(s => s.Name));
        var list = book.Worksheet(InspectionWorkbook.List);
        Assert.Equal(Promises.All.Count + 1, list.RowsUsed().Count());
        var rooms = list.RowsUsed().Single(r => r.Cell(2).GetString() == "入退室管理・施錠");
        Assert.Equal(["要確認", "令和8年11月20日", "一部不備", "=cmd|' /C calc'!A0", "吉田 明", "", ""], Enumerable.Range(6, 7).Select(c => rooms.Cell(c).GetString()));
        Assert.DoesNotContain(book.Worksheets.SelectMany(s => s.CellsUsed()), c => c.HasFormula);
        Assert.True(rooms.Cell(9).Style.IncludeQuotePrefix);
        Assert.Equal("入退室管理・施錠", book.Worksheet(InspectionWorkbook.History).Cell(2, 1).GetString());
        Assert.StartsWith("守れている", Assert.Single(await at.LogAsync(Operation.SafeguardsExported)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void TheQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("ORDER BY [s].[InspectedOn] DESC", SafeguardsDesk.History(db, "rooms").ToQueryString(), StringComparison.Ordinal);
    }
}
