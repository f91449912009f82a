using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Portal.Features.Maintenance.Notices;
using Portal.Features.Maintenance.Status;
using Portal.Features.Maintenance.Stopping;
using Portal.Security;
using Xunit;

namespace Portal.Tests.Maintenance;

public sealed class NoticeTests : BunitContext
{
    private readonly FakeTimeProvider _time = new(A.Now);

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task ANotice_StandsUntilItsEnd_AndIsWrittenInTheLog(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var (desk, board) = On(ledger);

        await desk.PostAsync(A.Administrator, "データベースの保守のため", A.Now.AddHours(2), A.Now.AddHours(3));

        Assert.Equal("データベースの保守のため", Assert.Single(board.Standing).Words);
        await using (var db = ledger.CreateDbContext())
        {
            Assert.Equal("データベースの保守のため", (await db.OperationLog.SingleAsync(e => e.Operation == Operation.NoticePosted, Token)).Purpose);
        }

        _time.Advance(TimeSpan.FromHours(4));
        await board.LookAsync(Token);
        Assert.Empty(board.Standing);
    }

    [Theory, EveryEngine]
    public async Task TheSameNotice_PostedTwice_StandsOnce(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var (desk, board) = On(ledger);
        await desk.PostAsync(A.Administrator, "データベースの保守のため", A.Now.AddHours(2), A.Now.AddHours(3));

        var refused = await Assert.ThrowsAsync<RuleException>(() => desk.PostAsync(A.Administrator, "データベースの保守のため", A.Now.AddHours(2), A.Now.AddHours(3)));
        await desk.PostAsync(A.Administrator, "データベースの保守のため", A.Now.AddHours(26), A.Now.AddHours(27));

        Assert.Contains("もう出ています", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, board.Standing.Count);
    }

    [Theory, EveryEngine]
    public async Task ANoticePostedAtOneNode_StandsAtTheOther_AndLeavesBothWhenWithdrawn(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var (desk, board) = On(ledger);
        var (_, other) = On(ledger);
        await desk.PostAsync(A.Administrator, "VRS が止まっています", null, A.Now.AddDays(1));

        await other.LookAsync(Token);
        var told = 0;
        other.Changed += () => told++;
        await desk.WithdrawAsync(A.Administrator, Assert.Single(other.Standing).PostedNoticeId);
        await other.LookAsync(Token);
        await other.LookAsync(Token);

        Assert.Equal((0, 0, 1), (board.Standing.Count, other.Standing.Count, told));
        await Assert.ThrowsAsync<RuleException>(() => desk.WithdrawAsync(A.Administrator, Guid.NewGuid()));
    }

    [Fact]
    public async Task EveryFieldThatIsWrong_IsNamed()
    {
        using var ledger = TestDb.OnSqlite();
        var (desk, _) = On(ledger);

        var wrong = await Assert.ThrowsAsync<FieldProblemsException>(() => desk.PostAsync(A.Administrator, "止", A.Now.AddHours(-1), A.Now.AddDays(40)));
        var late = await Assert.ThrowsAsync<FieldProblemsException>(() => desk.PostAsync(A.Administrator, "保守のため止めます", A.Now.AddHours(3), A.Now.AddHours(1)));
        var endless = await Assert.ThrowsAsync<FieldProblemsException>(() => desk.PostAsync(A.Administrator, "保守のため止めます", null, null));

        Assert.Equal(["Words", "StopsAt", "Until"], wrong.Problems.Select(p => p.Field));
        Assert.Contains("停止の予定より前", Assert.Single(late.Problems).Message, StringComparison.Ordinal);
        Assert.Contains("掲示の終わり", Assert.Single(endless.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOpenPage_ShowsANotice_TheMomentItIsPosted()
    {
        using var ledger = TestDb.OnSqlite();
        var (desk, board) = On(ledger);
        AddBanner(board);
        var page = Render<NoticeBanner>();
        Assert.Empty(page.FindAll(".notice"));

        await desk.PostAsync(A.Administrator, "データベースの保守のため", A.Now.AddHours(2), A.Now.AddHours(3));

        page.WaitForAssertion(() => Assert.Contains("にポータルを止めます", page.Find(".notice.warn").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void AnOpenPage_SaysThatItsNodeIsBeingStopped()
    {
        using var ledger = TestDb.OnSqlite();
        var stop = AddBanner(On(ledger).Board);
        var page = Render<NoticeBanner>();

        stop.Begin();

        page.WaitForAssertion(() => Assert.Contains("サーバーを再起動します", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheForm_SaysWhatIsMissing_AndIsEmptyAfterPosting()
    {
        using var ledger = TestDb.OnSqlite();
        var (desk, board) = On(ledger);
        Services.AddSingleton(board).AddSingleton(desk).AddSingleton<TimeProvider>(_time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var part = Render<NoticesPart>(p => p.Add(x => x.By, A.Administrator));

        await part.Find("[data-key=F12]").ClickAsync(new());

        Assert.Contains("お知らせの文を4文字以上", part.Markup, StringComparison.Ordinal);
        Assert.Contains("掲示の終わりの日付を入力してください", part.Markup, StringComparison.Ordinal);
        Assert.Empty(board.Standing);
    }

    [Fact]
    public void StandingNotices_AreTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("ORDER BY", NoticeBoard.StandingAt(db, A.Now).ToQueryString(), StringComparison.Ordinal);
    }

    private NodeStop AddBanner(NoticeBoard board)
    {
        var open = new OpenCircuits();
        open.Add(1);
        var stop = new NodeStop(open, new ConfigurationBuilder().AddInMemoryCollection([new(NodeStop.Setting, "0")]).Build(), NullLogger<NodeStop>.Instance);
        Services.AddSingleton(board).AddSingleton(stop).AddSingleton(new CircuitState());
        return stop;
    }

    private (NoticeDesk Desk, NoticeBoard Board) On(TestDb ledger)
    {
        var board = new NoticeBoard(ledger, _time, NullLogger<NoticeBoard>.Instance);
        return (new(ledger, board, _time), board);
    }
}
