using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

/// <summary>The queries themselves: that SQL Server understands each, and that SQLite answers each from one index without sorting.</summary>
public class SearchQueryTests
{
    public static TheoryData<string> Examples =>
    [
        "110120330001234567", "0001234567", "1204873", "19500304", "S25.3.4", "S25.3", "S25", "サトウ", "サトウ カズコ", "ア", "佐藤", "林",
        "花園四丁目", "花園", "サトウ S25", "サトウ S25.3.4", "佐藤 カズコ", "佐藤 桜", "1204873 サトウ", "0001234567 佐藤", "ア S25 花園四丁目",
        "1204873 0001234567",
    ];

    [Theory, MemberData(nameof(Examples))]
    public void EveryBranch_IsTranslatedForSqlServer(string text)
    {
        using var db = TestDb.SqlServerOffline();

        Assert.All(Queries(db, text), query => Assert.Contains("ORDER BY", query.ToQueryString(), StringComparison.Ordinal));
    }

    [Fact]
    public void TheRowsOfAPage_AreTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("[IsProtected]", FoundPerson.From(db, [Guid.Empty, Guid.NewGuid()]).ToQueryString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("S25.3.4", "IX_LedgerPerson_BirthDate_KanaKey_LedgerPersonId")]
    [InlineData("S25", "IX_LedgerPerson_BirthDate_KanaKey_LedgerPersonId")]
    [InlineData("サトウ", "IX_LedgerPerson_KanaKey_BirthDate_LedgerPersonId", "IX_LedgerPerson_GivenKanaKey_KanaKey_LedgerPersonId")]
    [InlineData("佐藤", "IX_LedgerPerson_NameKey_BirthDate_LedgerPersonId", "IX_LedgerPerson_GivenNameKey_NameKey_LedgerPersonId", "IX_LedgerPerson_OtherNameKey_LedgerPersonId")]
    [InlineData("花園四丁目", "IX_LedgerPerson_AddressKey_KanaKey_LedgerPersonId")]
    [InlineData("110120330001234567", "IX_Coupon_CouponNumber_MunicipalityCode_LedgerPersonId", "IX_Dose_CouponNumber_LedgerPersonId")]
    public async Task ASingleTerm_WalksItsIndexInOrder(string text, params string[] indexes)
    {
        using var ledger = TestDb.OnSqlite();
        await using var db = ledger.CreateDbContext();

        var plans = await PlansAsync(db, Queries(db, text));

        Assert.Equal(indexes.Length, plans.Count);
        foreach (var (plan, index) in plans.Zip(indexes))
        {
            Assert.Contains($"USING INDEX {index}", plan.Replace("COVERING ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
            AssertSeeks(plan);
        }
    }

    /// <summary>A number has one holder, or two where something is wrong: sorting those costs nothing.</summary>
    [Fact]
    public async Task ANumber_IsSoughtInItsIndexes()
    {
        using var ledger = TestDb.OnSqlite();
        await using var db = ledger.CreateDbContext();

        var plans = await PlansAsync(db, Queries(db, "1204873"));

        Assert.Contains("USING INDEX IX_LedgerPerson_ResidentNumberKey", plans[0], StringComparison.Ordinal);
        Assert.Contains("USING INDEX IX_LedgerPerson_IntegratedNumberKey", plans[1], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task NoBranch_ReadsTheWholeLedger(string text)
    {
        using var ledger = TestDb.OnSqlite();
        await using var db = ledger.CreateDbContext();

        Assert.All(await PlansAsync(db, Queries(db, text)), AssertSeeks);
    }

    [Fact]
    public async Task TheRowsOfAPage_AreReadByTheirKeys()
    {
        using var ledger = TestDb.OnSqlite();
        await using var db = ledger.CreateDbContext();

        AssertSeeks(Assert.Single(await PlansAsync(db, [FoundPerson.From(db, [.. Enumerable.Range(0, 100).Select(_ => Guid.NewGuid())])])));
    }

    /// <summary>Nearly everyone's MergedIntoId is null: seeking that in its index is reading the ledger by another name.</summary>
    private static void AssertSeeks(string plan)
    {
        Assert.DoesNotContain("SCAN l", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN d", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("MergedIntoId", plan, StringComparison.Ordinal);
    }

    private static IEnumerable<IQueryable<Guid>> Queries(PortalDb db, string text) =>
        SearchBranches.Of(db, SearchTerms.Understand(text)).Select(branch => branch.People.Take(101).Select(p => p.MergedIntoId ?? p.LedgerPersonId));

    private static async Task<List<string>> PlansAsync(PortalDb db, IEnumerable<IQueryable> queries)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        List<string> plans = [];
        foreach (var query in queries)
        {
            await using var command = query.CreateDbCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
            plans.Add(await ReadAsync(command));
        }

        return plans;
    }

    private static async Task<string> ReadAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> steps = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(reader.GetString(3));
        }

        return string.Join("; ", steps);
    }
}
