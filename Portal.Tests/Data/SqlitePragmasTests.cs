using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Features.OperationLog;
using Xunit;

namespace Portal.Tests.Data;

public sealed class SqlitePragmasTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-pragmas-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "500")]
    [InlineData("cache_size", "-2000")]
    public async Task AConnection_IsDurable_Checks_AndAsksAgainSoon(string pragma, string value)
    {
        await using var db = Factory().CreateDbContext();

        Assert.Equal(value, await ValueAsync(db, pragma));
    }

    [Fact]
    public async Task TheRoomALargeImportTook_IsGivenBack_WithItsConnection()
    {
        var factory = Factory();
        await using (var import = factory.CreateDbContext())
        {
            // Held open as an import holds it: the pool then has this one alone to hand out.
            await import.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await BulkWriter.For(import).MakeRoomAsync(TestContext.Current.CancellationToken);
            Assert.Equal("-256000", await ValueAsync(import, "cache_size"));
        }

        await using var next = factory.CreateDbContext();

        Assert.Equal("-2000", await ValueAsync(next, "cache_size"));
    }

    private PortalDbSetup.SqliteFactory Factory() => new($"Data Source={Path.Combine(_folder, "ledger.db")}", LogChain.None);

    private static async Task<string> ValueAsync(PortalDb db, string pragma)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return $"{await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)}";
    }
}
