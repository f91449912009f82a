using Microsoft.EntityFrameworkCore;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>Rows are verified to the letter: what a screen would read as the same, or not at all, is found too.</summary>
public sealed class LogLettersTests
{
    private const int Rows = 12;

    /// <summary>What the portal never writes: the verification goes on behind it.</summary>
    [Theory]
    [InlineData("Operation", "Foo")]
    [InlineData("Result", "")]
    [InlineData("Result", "done")]
    [InlineData("Operation", "sheetOpened")]
    [InlineData("At", "2026-11-23T01:42:00")]
    [InlineData("At", "2026-11-23 01:42:00.0")]
    [InlineData("SessionId", "")]
    [InlineData("At", "きのう")]
    [InlineData("LedgerPersonId", "zz")]
    [InlineData("OperationLogEntryId", "1")]
    public async Task ARowThatCannotBeRead_IsNamed_AndTheOnesBehindItAreStillChecked(string column, string value)
    {
        using var at = new LogFixture();
        await at.WriteAsync(Rows);
        await using (var db = at.Db.CreateDbContext())
        {
            var tampering = await Tampering.BeginAsync(db);
            var sql = $"UPDATE \"OperationLog\" SET \"{column}\" = {{0}} WHERE \"Sequence\" = 5";
            await db.Database.ExecuteSqlRawAsync(sql, [value], TestContext.Current.CancellationToken);
            await tampering.EditAsync(9, 0);
        }

        var verdict = await at.VerifyAsync();

        Assert.Equal([new(LogFaultKind.Changed, 5), new(LogFaultKind.Changed, 9)], verdict.Faults);
        Assert.Equal(Rows, verdict.Rows);
    }

    /// <summary>To a search of the database another id, to whoever reads the row the same.</summary>
    [Fact]
    public async Task AnIdInSmallLetters_IsNamed()
    {
        using var at = new LogFixture();
        await at.WriteAsync(Rows);
        await using (var db = at.Db.CreateDbContext())
        {
            await Tampering.BeginAsync(db);
            await db.Database.ExecuteSqlRawAsync("UPDATE \"OperationLog\" SET \"LedgerPersonId\" = lower(\"LedgerPersonId\") WHERE \"Sequence\" = 5", TestContext.Current.CancellationToken);
        }

        Assert.Equal([new(LogFaultKind.Changed, 5)], (await at.VerifyAsync()).Faults);
    }

    /// <summary>As if from the time before there were seals.</summary>
    [Theory]
    [InlineData("-1")]
    [InlineData("'x'")]
    public async Task ARowPutIn_WithoutANumber_IsNamed(string number)
    {
        using var at = new LogFixture();
        await at.WriteAsync(Rows);
        await using (var db = at.Db.CreateDbContext())
        {
            await Tampering.BeginAsync(db);
            var sql = $"""
                CREATE TEMP TABLE copy AS SELECT * FROM "OperationLog" WHERE "Sequence" = 3;
                UPDATE copy SET "Sequence" = {number}, "OperationLogEntryId" = '01A214D3-B270-7B58-AF34-A64ACAC5364B', "At" = '2026-11-24 01:00:00';
                INSERT INTO "OperationLog" SELECT * FROM copy
                """;
            await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
        }

        Assert.Contains((await at.VerifyAsync()).Faults, f => f.Kind is LogFaultKind.PutIn);
    }
}
