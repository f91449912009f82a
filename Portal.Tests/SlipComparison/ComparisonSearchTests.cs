using Microsoft.EntityFrameworkCore;
using Portal.Features.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

public class ComparisonSearchTests
{
    public static TheoryData<string> Queries => new(All.Keys);

    private static Dictionary<string, Func<Portal.Data.PortalDb, IQueryable<object>>> All { get; } = new()
    {
        ["rows"] = db => ComparisonSearch.Rows(db),
        ["counts"] = db => ComparisonSearch.Counts(db, [Guid.Empty]),
        ["institutions"] = db => ComparisonSearch.Institutions(db, A.Day("2021-06-01")),
        ["set"] = db => ComparisonSearch.Set(db, SlipFixture.Set with { ProductCode = "comirnaty-original", DoseNumber = 1 }),
        ["records"] = db => ComparisonSearch.Records(db, SlipFixture.Set),
        ["texts"] = db => ComparisonSearch.Texts(db, ComparisonSearch.Waiting(db, Guid.Empty)),
        ["revisions"] = db => ComparisonSearch.Revisions(db, [Guid.Empty], A.Now),
        ["same draws"] = db => ComparisonSearch.SameDraws(db, SlipFixture.Drawn()),
        ["readers"] = db => ComparisonStartDesk.Readers(db, A.Day("2026-11-26")),
    };

    [Theory, MemberData(nameof(Queries))]
    public void IsTranslatedForSqlServer_InOneStatement_WithoutApply(string query)
    {
        using var db = TestDb.SqlServerOffline();

        var sql = All[query](db).ToQueryString();

        Assert.DoesNotContain("APPLY", sql, StringComparison.Ordinal);
    }

    /// <summary>Neither the address nor anything else of the person beside what is compared leaves the database.</summary>
    [Fact]
    public void WhatIsShown_HasNoAddress()
    {
        using var db = TestDb.SqlServerOffline();

        var sql = ComparisonSearch.Texts(db, db.ComparisonLines).ToQueryString();

        Assert.DoesNotContain("Address", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("ResidentNumber", sql, StringComparison.Ordinal);
    }
}
