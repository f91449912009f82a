using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.SharedIds;

public sealed class SeatExportTests
{
    [Theory, EveryEngine]
    public async Task TheWorkbook_SaysWhoSatWhereAndWhen_AndIsLogged(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        at.SitDown(at.Terminal, SharedIdFixture.At("10:30"), (at.Takahashi, SharedIdFixture.At("8:45")), (at.Ito, SharedIdFixture.At("10:20")));
        at.SitDown(at.OtherTerminal, null, (at.Takahashi, SharedIdFixture.At("8:52").AddMonths(-2)));

        var (content, name) = await Export(at).MakeAsync(AnAccount.Chief, SeatSpan.ThisMonth, SharedIdFixture.Stop);

        Assert.Equal("共用IDの利用記録_20261101-20261130.xlsx", name);
        using var book = new XLWorkbook(new MemoryStream(content));
        Assert.Equal(
            [("高橋 恵", "窓口2", "令和8年11月23日 08:45"), ("伊藤 健", "窓口2", "令和8年11月23日 10:20")],
            book.Worksheet(SeatWorkbook.List).RowsUsed().Skip(1).Select(r => (r.Cell(4).GetString(), r.Cell(5).GetString(), r.Cell(6).GetString())));
        Assert.Equal(["1", "1"], book.Worksheet(SeatWorkbook.Totals).RowsUsed().Skip(1).Select(r => r.Cell(5).GetString()));
        Assert.Equal("Excel 2件、2026-11-01から2026-11-30", Assert.Single(await at.LogAsync(Operation.SeatsExported)).Detail);
        var (whole, _) = await Export(at).MakeAsync(AnAccount.Chief, SeatSpan.ThisYear, SharedIdFixture.Stop);
        using var year = new XLWorkbook(new MemoryStream(whole));
        Assert.Equal(3, year.Worksheet(SeatWorkbook.List).RowsUsed().Skip(1).Count());
    }

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsMade_AndTheAttemptIsLogged(Engine engine)
    {
        using var at = new SharedIdFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Export(at).MakeAsync(A.Clerk, SeatSpan.ThisMonth, SharedIdFixture.Stop));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.SeatsExported)).Result);
    }

    [Fact]
    public void Spans_AreWholeMonths_AndAYearBeginsInApril()
    {
        var march = new DateTime(2027, 3, 31, 14, 59, 0, DateTimeKind.Utc);
        Assert.Equal((A.Day("2027-03-01"), A.Day("2027-03-31")), SeatSpan.ThisMonth.DaysOf(march));
        Assert.Equal((A.Day("2026-04-01"), A.Day("2027-03-31")), SeatSpan.ThisYear.DaysOf(march));
        Assert.Equal((A.Day("2026-04-01"), A.Day("2027-03-31")), SeatSpan.LastYear.DaysOf(march.AddMinutes(1)));
        Assert.Equal((A.Day("2027-03-01"), A.Day("2027-03-31")), SeatSpan.LastMonth.DaysOf(march.AddMinutes(1)));
    }

    [Fact]
    public void TheQuestion_IsUnderstoodBySqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("[Seat]", SeatSearch.Used(db, A.Now.AddDays(-30), A.Now).ToQueryString(), StringComparison.Ordinal);
    }

    private static SeatExport Export(SharedIdFixture at) => new(at.Db, at.Seats, at.Time);
}
