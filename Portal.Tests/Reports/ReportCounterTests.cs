using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ledger;
using Portal.Domain.Reports;
using Portal.Features.Reports;
using Xunit;

namespace Portal.Tests.Reports;

public sealed class ReportCounterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    /// <summary>Planted faults among them: unknown ages, doubles, doses before birth.</summary>
    [Theory]
    [InlineData("2021-07", "2021-07-01", "2021-07-31")]
    [InlineData("2022-02", "2022-02-01", "2022-02-28")]
    [InlineData("FY2022", "2022-04-01", "2023-03-31")]
    public async Task OnADemoLedger_EveryTable_IsWhatPlainSqlCounts(string code, string from, string to)
    {
        using var at = await ReportFixture.WithDemoAsync(3000);

        var content = await at.Counter.CountAnewAsync(ReportPeriod.Parse(code), at.Time.GetUtcNow().UtcDateTime, null, Token);

        const string age = "(CAST(strftime('%Y%m%d', d.VaccinatedOn) AS INTEGER) - CAST(strftime('%Y%m%d', p.BirthDate) AS INTEGER)) / 10000";
        await SameAsync(content, "age", $"""
            CASE WHEN p.BirthDate IS NULL OR p.BirthDate > d.VaccinatedOn THEN 'unk' WHEN {age} < 5 THEN '0-4' WHEN {age} < 12 THEN '5-11' WHEN {age} < 20 THEN '12-19'
            WHEN {age} < 60 THEN ({age} / 10 * 10) || '-' || ({age} / 10 * 10 + 9) WHEN {age} < 65 THEN '60-64' WHEN {age} < 70 THEN '65-69'
            WHEN {age} < 100 THEN ({age} / 10 * 10) || '-' || ({age} / 10 * 10 + 9) ELSE '100-' END || ' ' || substr(p.Sex, 1, 1)
            """);
        await SameAsync(content, "day", "d.VaccinatedOn");
        await SameAsync(content, "payment", "coalesce(substr(d.PaymentMonth, 1, 7), '-')");
        await SameAsync(content, "place", "CASE WHEN d.MunicipalityCode IS NULL THEN '-' WHEN d.MunicipalityCode = '012033' THEN 'in' ELSE 'out' END");
        Assert.All(content.Checks, check => Assert.True(check.Agrees, check.Label));
        Assert.True(content.Find("day")!.Total > 100);

        async Task SameAsync(ReportContent content, string table, string row)
        {
            await using var db = at.Ledger.CreateDbContext();
            var plain = $"SELECT {row} AS Row, d.DoseNumber AS Number, COUNT(*) AS Count FROM Dose d JOIN LedgerPerson p ON p.LedgerPersonId = d.LedgerPersonId "
                + $"WHERE d.Status = 'Active' AND d.VaccinatedOn BETWEEN '{from}' AND '{to}' GROUP BY 1, 2";
            var counted = await db.Database.SqlQueryRaw<Counted>(plain).ToListAsync(Token);
            var reported = content.Find(table)!;
            Assert.Equal(
                counted.Select(c => (c.Row, $"{c.Number}", (long)c.Count)).Order(),
                reported.Rows.SelectMany(r => reported.Columns.Select((column, i) => (r.Key, column.Key, r.Values[i]))).Where(c => c.Item3 > 0).Order());
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public async Task AfterAnyActs_EveryEarlierMoment_CountsAsItDid(int seed)
    {
        using var at = new ReportFixture(seed: seed);
        List<ReportContent> then = [];
        for (var step = 0; step < 12; step++)
        {
            await at.ActAsync(step);
            then.Add(await CountAsync(at, at.Time.GetUtcNow().UtcDateTime));
        }

        Assert.True(then.Select(KeptReport.Write).Distinct().Count() > 4);
        foreach (var earlier in then)
        {
            Assert.Equal(KeptReport.Write(earlier), KeptReport.Write(await CountAsync(at, earlier.AsOf)));
            Assert.All(earlier.Checks, check => Assert.True(check.Agrees, check.Label));
        }
    }

    [Theory, EveryEngine]
    public async Task PeopleAreCounted_WhereTheyLived_AndWhoLeftOrDied(Engine engine)
    {
        using var at = new ReportFixture(engine);
        var (left, died, later) = (A.Person(residentNumber: "11"), A.Person(residentNumber: "12", sex: Sex.Male), A.Person(residentNumber: "13"));
        left.SetResidence([new() { StartedOn = A.Day("2010-01-01"), EndedOn = A.Day("2021-07-31"), EndKind = ResidenceEnd.MovedOut }]);
        died.SetResidence([new() { StartedOn = A.Day("2010-01-01"), EndedOn = A.Day("2021-07-01"), EndKind = ResidenceEnd.Died }]);
        later.SetResidence([new() { StartedOn = A.Day("2010-01-01"), EndedOn = A.Day("2021-08-01"), EndKind = ResidenceEnd.Died }]);
        var (back, born, newcomer) = (A.Person(residentNumber: "14"), A.Person(residentNumber: "15", birthDate: "2022-01-01"), A.Person(residentNumber: "16"));
        back.SetResidence([new() { StartedOn = A.Day("2010-01-01"), EndedOn = A.Day("2021-07-10"), EndKind = ResidenceEnd.MovedOut }, new() { StartedOn = A.Day("2023-01-01") }]);
        newcomer.SetResidence([new() { StartedOn = A.Day("2021-08-01") }]);
        at.Ledger.Add(left, died, later, back, born, newcomer);

        var content = await CountAsync(at, A.Now);

        var moves = content.Find("moves")!;
        Assert.Equal((2, 1, 2, 1), (moves["moved", "Female"], moves["died", "Male"], moves["moved", "sum"], moves["died", "sum"]));
        Assert.Equal((3, 7), (content.Find("rates")!["1", "doses"], content.Find("rates")!["1", "residents"]));
        Assert.Equal((6, 0), (content.Find("compared")!.Rows[0].Total, content.Find("compared")!["2021-06", "1"]));
    }

    [Theory, EveryEngine]
    public async Task ChangesAreCounted_WithTheirReasons_InTheMonthTheyWereMade(Engine engine)
    {
        using var at = new ReportFixture(engine);
        await at.CorrectAsync(Domain.Corrections.RecordKind.Person, at.People[0].LedgerPersonId, "address", "入船一丁目2番");
        at.Time.Advance(TimeSpan.FromMinutes(1));

        var november = await at.Counter.CountAnewAsync(ReportPeriod.Parse("2026-11"), at.Time.GetUtcNow().UtcDateTime, null, Token);
        var october = await at.Counter.CountAnewAsync(ReportPeriod.Parse("2026-10"), at.Time.GetUtcNow().UtcDateTime, null, Token);

        Assert.Equal(1, november.Find("acts")!["Correct TranscriptionError", "Person"]);
        Assert.Equal(0, october.Find("acts")!.Total);
    }

    [Fact]
    public void EveryQuery_IsTranslated_ForSqlServerToo()
    {
        using var db = TestDb.SqlServerOffline();
        var (from, to, now) = (ReportFixture.July.From, ReportFixture.July.To, A.Now);
        var touched = new HashSet<Guid> { Guid.NewGuid() };

        Assert.Contains("JOIN [LedgerPerson]", ReportSources.Facts(db, from, to, now).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("OPENJSON", ReportSources.Numbers(ReportSources.Doses(db, from, to, now).Where(d => !EF.Parameter(touched).Contains(d.DoseId))).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("GROUP BY", ReportSources.Counts(ReportSources.Residents(ReportSources.People(db, now), to)).ToQueryString() + ReportSources.Counts(ReportSources.Left(ReportSources.People(db, now), ResidenceEnd.Died, from, to)).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("GROUP BY", ReportSources.Counts(ReportSources.Acts(db, now, now, now)).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[ClosedBeforeAt]", ReportFindings.Closed(db, now, now).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[FoundAt]", ReportFindings.Found(db, now, now).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[AppliedAt]", ReportSources.Since(db, now).ToQueryString() + ReportSources.Imports(db, now, now, now).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[ScheduledPeriod] IS NOT NULL", ReportSetup.Scheduled(db, now).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("TOP", ReportDesk.Runs(db, 3).ToQueryString(), StringComparison.Ordinal);
    }

    private static Task<ReportContent> CountAsync(ReportFixture at, DateTime asOf) => at.Counter.CountAnewAsync(ReportFixture.July, asOf, null, Token);

    private sealed record Counted(string Row, int Number, int Count);
}
