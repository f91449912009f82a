using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Media;
using Xunit;

namespace Portal.Tests.Exchange.Media;

/// <summary>The register looked at, and as it leaves: list, workbook, home page.</summary>
public sealed class MediaDeskTests
{
    private static readonly DateOnly Today = JapanTime.DayOf(A.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsShown_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new MediaFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Register.ListAsync(A.Viewer, MediaView.Open, ct: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Register.ExportAsync(A.Viewer, Token));

        Assert.Equal([(Operation.MediaShown, OperationResult.Denied), (Operation.MediaExported, OperationResult.Denied)], at.Log().Select(e => (e.Operation, e.Result)));
    }

    [Theory, EveryEngine]
    public async Task TheOverdue_StandFirst_AndTheViewsPartThem(Engine engine)
    {
        using var at = new MediaFixture(engine);
        await FillAsync(at);

        Assert.Equal([3, 1, 2], await NumbersAsync(MediaView.Open));
        Assert.Equal([1], await NumbersAsync(MediaView.Waiting));
        Assert.Equal([3], await NumbersAsync(MediaView.Overdue));
        Assert.Equal([5, 4], await NumbersAsync(MediaView.Ended));
        Assert.Equal([4], await NumbersAsync(MediaView.Ended, before: 5));
        Assert.Equal("未了 3件、媒体 6個", at.Log(Operation.MediaShown)[0].Detail);

        async Task<IEnumerable<int>> NumbersAsync(MediaView view, int? before = null) => (await at.Register.ListAsync(A.Clerk, view, before, Token)).Uses.Select(x => x.Use.Number);
    }

    [Theory, EveryEngine]
    public async Task WhatNobodyHas_IsAskedForInTheLog(Engine engine)
    {
        using var at = new MediaFixture(engine);

        Assert.Null(await at.Register.OpenAsync(A.Clerk, Guid.NewGuid(), Token));
        Assert.Null(await at.Register.OpenUseAsync(A.Clerk, Guid.NewGuid(), Token));

        Assert.Equal([OperationResult.Failed, OperationResult.Failed], at.Log(Operation.MediaShown).Select(e => e.Result));
    }

    [Theory, EveryEngine]
    public async Task TheWorkbook_HoldsTheWholeRegister_AndIsLoggedWithItsCounts(Engine engine)
    {
        using var at = new MediaFixture(engine);
        await FillAsync(at);

        var (content, name) = await at.Register.ExportAsync(at.By, Token);

        Assert.Equal("媒体管理簿_20261123_104200.xlsx", name);
        using var book = new XLWorkbook(new MemoryStream(content));
        Assert.Equal(["管理番号", "M-001", "M-002", "M-003", "M-004", "M-005", "M-006"], book.Worksheet(MediaWorkbook.MediaSheet).Column(1).CellsUsed().Select(c => c.GetString()));
        Assert.Equal(["使用番号", "1", "2", "3", "4", "5"], book.Worksheet(MediaWorkbook.UsesSheet).Column(1).CellsUsed().Select(c => c.GetString()));
        Assert.Equal("消去の期限超過（2日）", book.Worksheet(MediaWorkbook.UsesSheet).Cell(4, 3).GetString());
        Assert.Equal(["2", "M-002", "一覧.zip", "書込済", "1,200", "3 KB"], Enumerable.Range(1, 6).Select(c => book.Worksheet(MediaWorkbook.FilesSheet).Cell(2, c).GetString()));
        Assert.Equal(["状態", "書込済", "書込中"], book.Worksheet(MediaWorkbook.FilesSheet).Column(4).CellsUsed().Select(c => c.GetString()));
        var counts = book.Worksheet(MediaWorkbook.Cover).RowsUsed().Where(r => r.Cell(2).DataType is XLDataType.Number).ToDictionary(r => r.Cell(1).GetString(), r => r.Cell(2).GetValue<int>());
        Assert.Equal((1, 6, 1, 5, 1, 1), (counts["書込中・中断のファイル"], counts["媒体"], counts["暗号化されない媒体（廃棄を除く）"], counts["使用"], counts["消去の期限超過"], counts["書き出したファイル"]));
        Assert.Equal("媒体 6個、使用 5件", Assert.Single(at.Log(Operation.MediaExported)).Detail);
        Assert.Equal(XLPaperSize.A4Paper, book.Worksheet(MediaWorkbook.UsesSheet).PageSetup.PaperSize);
    }

    [Fact]
    public async Task WhatBeginsLikeAFormula_StaysText()
    {
        using var at = new MediaFixture();
        string[] starts = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "=HYPERLINK(\"http://x\")"];
        foreach (var (start, at_) in starts.Select((start, i) => (start, i)))
        {
            var stick = AMedium.Stick($"{start}{at_}");
            (stick.Product, stick.Place, stick.Note) = (start, start, start);
            var use = AMedium.Waiting(stick, A.Clerk with { Name = start, Department = start, Terminal = start }, at_ + 1);
            at.Ledger.Add(stick, use, new MediumFile
            {
                MediumFileId = Guid.NewGuid(),
                MediumUseId = use.MediumUseId,
                Name = start,
                State = MediumFileState.Written,
                Rows = 1,
                WrittenAt = A.Now,
                WrittenByName = start,
                Terminal = start,
            });
        }

        var (content, _) = await at.Register.ExportAsync(at.By, Token);

        using var book = new XLWorkbook(new MemoryStream(content));
        Assert.DoesNotContain(book.Worksheets.SelectMany(w => w.CellsUsed()), cell => cell.HasFormula);
        var cells = book.Worksheets.SelectMany(w => w.CellsUsed()).Where(c => starts.Any(s => c.GetString().StartsWith(s, StringComparison.Ordinal))).ToList();
        Assert.True(cells.Count >= starts.Length * 7);
        Assert.All(cells, cell => Assert.True(cell.DataType == XLDataType.Text && cell.Style.IncludeQuotePrefix));
    }

    [Theory, EveryEngine]
    public async Task TheHomePage_AlarmsWhomItConcerns(Engine engine)
    {
        using var at = new MediaFixture(engine);
        await FillAsync(at);

        Assert.Equal([("消去の期限を過ぎた媒体", "1件")], await LinesAsync(at.By));
        Assert.Equal([("消去の期限を過ぎた媒体", "1件"), ("承認を待っている媒体の使用", "1件")], await LinesAsync(A.Manager));
        Assert.Equal([("消去の期限を過ぎた媒体", "1件")], await LinesAsync(A.OtherClerk));
        Assert.Empty(await LinesAsync(A.Viewer));
        await at.Media.LoseAsync(at.By, (await OverdueAsync(at)).MediumId, (await OverdueAsync(at)).Version, "所在が分からなくなった");

        Assert.Equal([("紛失した媒体への対応", "1個")], await LinesAsync(at.By));

        async Task<IEnumerable<(string, string)>> LinesAsync(Portal.Domain.Accounts.Staff by) => (await at.Home.ItemsAsync(by, Token)).Select(i => (i.Label, i.Words));
    }

    [Theory, EveryEngine]
    public async Task InTheMenu_WhoApprovesSeesWhatWaits_ButNotTheirOwn(Engine engine)
    {
        using var at = new MediaFixture(engine);
        at.Ledger.Add(AMedium.Waiting(at.Stick, A.Manager));

        Assert.Equal(
            (0, 1, 0),
            (await at.Home.CountWaitingAsync(A.Manager, Token), await at.Home.CountWaitingAsync(A.Manager with { AccountId = "matsumoto" }, Token), await at.Home.CountWaitingAsync(A.Clerk, Token)));
    }

    [Fact]
    public void TheQueries_AreOneStatementOnSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        string[] queries =
        [
            .. MediaSearch.Views.Select(v => MediaSearch.Uses(db, v.View, Today, 5).ToQueryString()), MediaSearch.Media(db).ToQueryString(), MediaSearch.AllUses(db).ToQueryString(),
            MediaSearch.Overdue(db, Today).ToQueryString(), MediaSearch.LostUnsettled(db).ToQueryString(), MediaSearch.Witnesses(db, Today).ToQueryString(), MediumUseDesk.Free(db).ToQueryString(),
        ];

        Assert.All(queries, query => Assert.DoesNotContain("APPLY", query, StringComparison.Ordinal));
    }

    /// <summary>1 waiting, 2 approved with a file, 3 overdue (of another), 4 withdrawn, 5 returned; a medium without encryption.</summary>
    private static async Task FillAsync(MediaFixture at)
    {
        var media = Enumerable.Range(2, 5).Select(i => AMedium.Stick($"M-{i:000}", i == 6 ? MediumEncryption.None : MediumEncryption.Hardware)).ToList();
        var written = AMedium.Approved(media[0], A.Clerk, 2);
        var file = written.Put(A.Clerk, media[0], "一覧.zip", 1_200, 3_500, A.Now);
        var (withdrawn, returned) = (AMedium.Waiting(media[2], A.Clerk, 4), AMedium.Waiting(media[3], A.Clerk, 5));
        withdrawn.Withdraw(A.Clerk, isTouched: false, A.Now);
        returned.Return(A.Manager, "期限を短くしてください", A.Now);
        at.Ledger.Add([.. media]);
        at.Ledger.Add(AMedium.Waiting(at.Stick, A.Clerk), written, AMedium.Approved(media[1], A.OtherClerk, 3, eraseInDays: -2), withdrawn, returned);
        at.Ledger.Add(file, written.Begin(A.Clerk, media[0], "途中.zip", 30, [], A.Now.AddMinutes(1)));
        await Task.CompletedTask;
    }

    private static async Task<Medium> OverdueAsync(MediaFixture at)
    {
        await using var db = at.Ledger.CreateDbContext();
        return await db.Media.AsNoTracking().SingleAsync(m => m.Number == "M-003", Token);
    }
}
