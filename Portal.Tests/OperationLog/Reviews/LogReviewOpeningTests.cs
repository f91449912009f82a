using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public class LogReviewOpeningTests
{
    [Theory, EveryEngine]
    public async Task AMonth_IsReadFromItsFirstToItsLastMoment_InJapan(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        await at.WriteAsync("2026-09-30 23:59");
        await at.WriteAsync("2026-10-01 00:00");
        await at.WriteAsync("2026-10-31 23:59");
        await at.WriteAsync("2026-11-01 00:00");

        var review = await at.Desk.OpenMonthAsync(at.Auditor, LogReviewFixture.October);

        Assert.Equal((1, LogReviewKind.Scheduled, 2L, 3L, new DateOnly(2026, 11, 15)), (review.Number, review.Kind, review.RowCount, review.LastSequence, review.DueOn));
        Assert.Equal([(LogFlag.OutOfHours, new DateOnly(2026, 10, 1)), (LogFlag.OutOfHours, new DateOnly(2026, 10, 31))], review.Lines.Select(l => (l.Flag, l.Day)));
        Assert.Equal("第1回 定期 2026-10-01～2026-10-31 操作2件 点検2件", Assert.Single(await at.LogAsync(Operation.LogReviewOpened)).Detail);
    }

    [Theory, EveryEngine]
    public async Task WhatTheLedgerKnowsOfTheResidents_IsCompared_AndNotKept(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var namesake = A.Person("髙橋 恵", "タカハシ メグミ", "0009", address: "緑一丁目1番1号");
        var household = A.Person("高橋 一郎", "タカハシ イチロウ", "0010", address: "緑1-1-1");
        var family = Enumerable.Range(0, 5).Select(n => A.Person($"佐藤 {n}", "サトウ", $"002{n}", address: $"花園{n}丁目1番")).ToList();
        at.Ledger.Add([namesake, household, .. family]);
        foreach (var person in family.Append(household))
        {
            await at.WriteAsync("2026-10-05 09:00", personId: person.LedgerPersonId);
        }

        var review = await at.Desk.OpenMonthAsync(at.Auditor, LogReviewFixture.October);

        Assert.Equal([(LogFlag.OwnHousehold, 1), (LogFlag.SameSurname, 5)], review.Lines.Select(l => (l.Flag, l.Count)));
        Assert.Equal(at.Clerk.StaffMemberId, review.Lines[0].StaffMemberId);
        var words = string.Concat(review.Lines.Select(l => l.Finding));
        Assert.DoesNotContain("佐藤", words, StringComparison.Ordinal);
        Assert.DoesNotContain("緑", words, StringComparison.Ordinal);
        var (rows, _) = await at.Desk.ShowRowsAsync(at.Auditor, review.Lines[0].LogReviewLineId);
        Assert.Equal("0010", Assert.Single(rows).ResidentNumber);
    }

    [Theory, EveryEngine]
    public async Task EachMonth_HasOneScheduledReview_AlsoWhenTwoBeginAtOnce(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => await Record.ExceptionAsync(() => at.Desk.OpenMonthAsync(at.Auditor, LogReviewFixture.October))));

        Assert.Single(outcomes, refusal => refusal is null);
        Assert.All(outcomes.OfType<Exception>(), refusal => Assert.Contains("第1回としてもう始まっています", Assert.IsType<RuleException>(refusal).Message, StringComparison.Ordinal));
        Assert.Equal(2, (await at.Desk.OpenMonthAsync(at.Auditor, new(2026, 9, 1))).Number);
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.OpenMonthAsync(at.Auditor, new(2026, 11, 1)));
    }

    [Theory, EveryEngine]
    public async Task AnAdHocReview_HasAReason_AndStandsBesideOthers(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        await at.OpenAsync();

        var review = await at.Desk.OpenAdHocAsync(at.Manager, new(2026, 10, 5), new(2026, 10, 5), "市民からの通報のため");

        Assert.Equal((2, LogReviewKind.AdHoc, 2L, new DateOnly(2026, 12, 7)), (review.Number, review.Kind, review.RowCount, review.DueOn));
        Assert.Equal("市民からの通報のため", (await at.LogAsync(Operation.LogReviewOpened))[1].Purpose);
    }

    [Fact]
    public async Task NothingIsOpened_WhereItCannotBeLogged()
    {
        using var at = new LogReviewFixture();
        await at.OpenAsync();
        await using (var db = at.Ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER NoLog BEFORE INSERT ON OperationLog BEGIN SELECT RAISE(ABORT, 'no log'); END", TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<DbUpdateException>(() => at.Desk.OpenAdHocAsync(at.Manager, new(2026, 10, 5), new(2026, 10, 5), "市民からの通報のため"));

        await using var kept = at.Ledger.CreateDbContext();
        Assert.Equal(1, await kept.LogReviews.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void EveryQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        var between = LogReviewRows.Between(db, new(2026, 10, 1), new(2026, 10, 31)).ToQueryString();

        Assert.Contains("LEFT JOIN [LedgerPerson]", between, StringComparison.Ordinal);
        Assert.EndsWith("ORDER BY [o].[At], [o].[Sequence]", between, StringComparison.Ordinal);
        Assert.Contains("IN (", LogReviewRows.Namesakes(db, ["高橋恵", "伊藤健"]).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[Sequence]", LogReviewLineRows.Of(db, [1, 2]).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("COUNT", LogReviewSearch.Rows(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("'Scheduled'", LogReviewSearch.Months(db).ToQueryString(), StringComparison.Ordinal);
    }
}
