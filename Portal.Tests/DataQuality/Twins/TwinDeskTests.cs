using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections.Merging;
using Portal.Features.DataQuality.Twins;
using Xunit;

namespace Portal.Tests.DataQuality.Twins;

public sealed class TwinDeskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsSoughtShownOrDecided_AndTheAttemptIsLogged(Engine engine)
    {
        using var at = new TwinFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.SeekAsync(A.Viewer, Stop));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ShowAsync(A.Administrator, TwinView.Open, cancellationToken: Stop));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.JudgeAsync(A.Viewer, Guid.NewGuid(), Guid.NewGuid(), "同姓同名の別人"));

        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(
            [Operation.TwinsSought, Operation.TwinsShown, Operation.TwinsJudged],
            db.OperationLog.Where(e => e.Result == OperationResult.Denied).OrderBy(e => e.Sequence).Select(e => e.Operation));
    }

    [Theory, EveryEngine]
    public async Task TheSearch_FindsThePair_TellsWhy_AndIsInTheLog(Engine engine)
    {
        using var at = new TwinFixture(engine);

        var result = await at.Desk.SeekAsync(A.Clerk, Stop);
        var again = await at.Desk.SeekAsync(A.Clerk, Stop);
        var page = await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop);

        Assert.Equal((new TwinResult(4, 1, 1), new TwinResult(4, 1, 0)), (result, again));
        var row = Assert.Single(page.Rows);
        Assert.Equal((80, "氏名とカナ氏名が同じ、生年月日が同じ"), (row.Pair.Score, row.Pair.Reasons));
        Assert.Equal(new[] { at.One.LedgerPersonId, at.Two.LedgerPersonId }.Order(), new[] { row.Pair.FirstId, row.Pair.SecondId }.Order());
        Assert.Equal((1, 1), (page.Total, await at.Desk.CountAsync(A.Manager, Stop)));
        Assert.Equal(0, await at.Desk.CountAsync(A.Viewer, Stop));
        Assert.NotNull(page.LastSought);
    }

    [Theory, EveryEngine]
    public async Task JudgedToBeTwo_APairLeavesTheList_UntilAFactChanges(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);
        var pair = await at.PairAsync();

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.JudgeAsync(A.Clerk, pair.TwinPairId, pair.Version, " "));
        await at.Desk.JudgeAsync(A.Clerk, pair.TwinPairId, pair.Version, "同姓同名の別人、窓口で確認");
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.JudgeAsync(A.OtherClerk, pair.TwinPairId, pair.Version, "同姓同名の別人"));
        await at.Desk.SeekAsync(A.Clerk, Stop);

        Assert.Empty((await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop)).Rows);
        Assert.Equal("同姓同名の別人、窓口で確認", Assert.Single((await at.Desk.ShowAsync(A.Clerk, TwinView.Judged, cancellationToken: Stop)).Rows).Pair.JudgedReason);
        await at.ChangeAsync(p => p.PostalCode = "0470151");
        Assert.Empty((await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop)).Rows);
        await at.ChangeAsync(p => p.Address = at.One.Address);

        var back = Assert.Single((await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop)).Rows);
        Assert.Equal((95, "同姓同名の別人、窓口で確認"), (back.Pair.Score, back.Pair.JudgedReason));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(
            new Guid?[] { at.One.LedgerPersonId, at.Two.LedgerPersonId }.Order(),
            db.OperationLog.Where(e => e.Operation == Operation.TwinsJudged).Select(e => e.LedgerPersonId).ToList().Order());
    }

    [Theory, EveryEngine]
    public async Task TakenBack_ADecisionLetsThePairReturn(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);
        var pair = await at.PairAsync();
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.ReopenAsync(A.Clerk, pair.TwinPairId, pair.Version));
        await at.Desk.JudgeAsync(A.Clerk, pair.TwinPairId, pair.Version, "同姓同名の別人");

        await at.Desk.ReopenAsync(A.Clerk, pair.TwinPairId, (await at.PairAsync()).Version);

        Assert.Single((await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop)).Rows);
    }

    [Theory, EveryEngine]
    public async Task Corrected_SoThatTheyAreLikelyNoMore_APairLeavesTheList_InTheSameSave(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);

        await at.ChangeAsync(p => p.BirthDate = A.Day("1961-07-19"));

        Assert.Empty((await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop)).Rows);
        Assert.Equal(0, (await at.PairAsync()).Score);
        await at.Desk.SeekAsync(A.Clerk, Stop);
        await using var db = at.Ledger.CreateDbContext();
        Assert.False(await db.TwinPairs.AnyAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task Merged_TwoPeopleAreNoPairAnyMore(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);

        await new MergeDesk(at.Ledger, at.Time).MergeAsync(A.Manager, new MergeOrder
        {
            MergeId = Guid.CreateVersion7(),
            KeeperId = at.One.LedgerPersonId,
            OtherId = at.Two.LedgerPersonId,
            TakesFromOther = new HashSet<string>(),
            Grounds = new Grounds(ReasonKind.Duplicate),
        });

        Assert.Empty((await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop)).Rows);
        Assert.Equal(0, (await at.Desk.SeekAsync(A.Clerk, Stop)).Pairs);
    }

    [Fact]
    public void TheQueries_AreUnderstoodBySqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("ORDER BY", TwinRows.Of(db, TwinView.Open).Skip(50).Take(50).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("JudgedFacts", TwinRows.Of(db, TwinView.Judged).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("SwitchedOffRule", TwinRows.On(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[Detail] NOT LIKE", TwinKeeper.Rows(db, TwinKeeper.OfMany, 1, 2).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("NameKey", TwinReader.Query(db).ToQueryString(), StringComparison.Ordinal);
    }

    /// <summary>It stands in every menu: from a hundred pairs to their people, not from three hundred thousand people to a hundred pairs.</summary>
    [Theory]
    [InlineData(TwinView.Open)]
    [InlineData(TwinView.Judged)]
    public async Task TheCount_BeginsAtThePairs(TwinView view)
    {
        using var ledger = TestDb.OnSqlite();
        await using var db = ledger.CreateDbContext();
        await db.Database.OpenConnectionAsync(Stop);
        await using var command = TwinRows.Pairs(db, view).CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        List<string> plan = [];
        await using (var reader = await command.ExecuteReaderAsync(Stop))
        {
            while (await reader.ReadAsync(Stop))
            {
                plan.Add(reader.GetString(3));
            }
        }

        Assert.DoesNotContain(plan, step => step.Contains("MergedIntoId", StringComparison.Ordinal));
        Assert.Equal(2, plan.Count(step => step.Contains("sqlite_autoindex_LedgerPerson_1 (LedgerPersonId=?)", StringComparison.Ordinal)));
    }
}
