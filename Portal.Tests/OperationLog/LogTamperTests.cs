using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogTamperTests
{
    private const int Rows = 12;

    [Theory, EveryEngine]
    public async Task AnUntouchedLog_IsWhole(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(Rows);

        var verdict = await at.VerifyAsync();

        Assert.Empty(verdict.Faults);
        Assert.Equal((Rows, Rows), (verdict.Rows, verdict.Last.Sequence));
        Assert.True(verdict.Checkpoints > 0);
    }

    [Theory, EveryEngine]
    public async Task AnEditedRow_IsNamed(Engine engine)
    {
        for (var column = 0; column < 13; column++)
        {
            await AssertFoundAsync(engine, t => t.EditAsync(5, column), column == 8 ? LogFaultKind.KeyMissing : LogFaultKind.Changed);
        }
    }

    [Theory, EveryEngine]
    public Task ADeletedRow_IsNamed(Engine engine) => AssertFoundAsync(engine, t => t.DeleteAsync(5), LogFaultKind.Missing);

    [Theory, EveryEngine]
    public Task TheDeletedFirstRow_IsNamed(Engine engine) => AssertFoundAsync(engine, t => t.DeleteAsync(1), LogFaultKind.Missing);

    [Theory, EveryEngine]
    public Task AnInsertedRow_IsNamed(Engine engine) => AssertFoundAsync(engine, t => t.InsertAsync(5), LogFaultKind.Changed);

    [Theory, EveryEngine]
    public Task SwappedRows_AreNamed(Engine engine) => AssertFoundAsync(engine, t => t.SwapAsync(4, 9), LogFaultKind.Changed);

    [Theory, EveryEngine]
    public Task ACutOffEnd_IsNamed_EvenOfOneRow(Engine engine) => AssertFoundAsync(engine, t => t.CutOffAfterAsync(Rows - 1), LogFaultKind.CutOff);

    [Theory, EveryEngine]
    public Task SealsMadeAgainWithoutTheKey_AreNamed(Engine engine) => AssertFoundAsync(engine, t => t.RecomputeAsync(5), LogFaultKind.Changed);

    [Theory, EveryEngine]
    public async Task AHeadThatIsNotTheLastRow_IsNamed(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(Rows);
        await using (var db = at.Db.CreateDbContext())
        {
            await Tampering.BeginAsync(db);
            await db.Database.ExecuteSqlRawAsync("UPDATE \"LogHead\" SET \"Sequence\" = 7", TestContext.Current.CancellationToken);
        }

        var verdict = await at.VerifyAsync();

        Assert.Equal([new(LogFaultKind.HeadDiffers, Rows)], verdict.Faults);
    }

    [Theory, EveryEngine]
    public async Task AWipedLog_IsNamed_ByWhatTheSecondPlaceKnowsOfTheOther(Engine engine)
    {
        foreach (var wipe in new[] { "UPDATE \"LogHead\" SET \"Sequence\" = 0, \"LogId\" = {0}", "DELETE FROM \"LogHead\" WHERE \"LogId\" <> {0}" })
        {
            using var at = new LogFixture(engine);
            await at.WriteAsync(Rows);
            await using (var db = at.Db.CreateDbContext())
            {
                await Tampering.BeginAsync(db);
                await db.Database.ExecuteSqlRawAsync("DELETE FROM \"OperationLog\"", TestContext.Current.CancellationToken);
                await db.Database.ExecuteSqlRawAsync(wipe, [Guid.Empty], TestContext.Current.CancellationToken);
            }

            var verdict = await at.VerifyAsync();

            Assert.Contains(new(LogFaultKind.OtherLog, Rows), verdict.Faults);
        }
    }

    [Theory, EveryEngine]
    public async Task AnOldDatabase_WrittenOn_IsNamed_WhereTheSecondPlaceSaysOtherwise(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(Rows);
        await at.TamperAsync(t => t.CutOffAfterAsync(6), _ => { });
        await WriteAgainAsync(at, Rows);

        var verdict = await at.VerifyAsync();

        Assert.Contains(verdict.Faults, f => f is { Kind: LogFaultKind.Rewritten, Sequence: Rows });
    }

    [Fact]
    public async Task OfAThousandTamperings_EveryOneIsFound_AtItsFirstRow()
    {
        using var at = new LogFixture();
        await at.WriteAsync(25);
        var file = await UnguardedAsync(at);
        var copy = file + ".copy";
        var db = new PortalDbSetup.SqliteFactory($"Data Source={copy};Pooling=False", LogChain.None);
        var reader = new LogReader(db, at.Checkpoints, TestKeys.Ring);
        for (var seed = 0; seed < 1_000; seed++)
        {
            File.Copy(file, copy, overwrite: true);
            var first = await TouchAsync(db, new Random(seed));

            var verdict = await reader.VerifyAsync(null, CancellationToken.None);

            Assert.True(verdict.Faults is [{ } found, ..] && found.Sequence == first, $"seed {seed}: {string.Join(" / ", verdict.Faults)} instead of row {first}");
        }
    }

    /// <summary>The file without the triggers, whole without its WAL.</summary>
    private static async Task<string> UnguardedAsync(LogFixture at)
    {
        await using var db = at.Db.CreateDbContext();
        await Tampering.BeginAsync(db);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return new SqliteConnectionStringBuilder(at.Db.ConnectionString).DataSource;
    }

    private static async Task<long> TouchAsync(PortalDbSetup.SqliteFactory copy, Random lot)
    {
        await using var db = copy.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var first = await (await Tampering.BeginAsync(db)).AnyAsync(lot);
        await transaction.CommitAsync();
        return first;
    }

    private static async Task AssertFoundAsync(Engine engine, Func<Tampering, Task<long>> act, LogFaultKind kind)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(Rows);
        var first = 0L;
        await at.TamperAsync(act, row => first = row);

        var verdict = await at.VerifyAsync();

        Assert.Equal(new LogFault(kind, first), verdict.Faults[0]);
    }

    /// <summary>A portal started again on it: another process, with no memory of what was.</summary>
    private static async Task WriteAgainAsync(LogFixture at, int count)
    {
        var checkpoints = new LogCheckpoints(at.Checkpoints.Folder, TestKeys.Ring, at.Time, NullLogger<LogCheckpoints>.Instance);
        await LogFixture.WriteAsync(at.Db.FactoryWith(new LogChain(TestKeys.Ring, checkpoints)), checkpoints, count);
    }
}
