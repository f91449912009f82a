using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Xunit;

namespace Portal.Tests.Data;

/// <summary>A replica that is a copy of the file: what it has not been told of is the lag.</summary>
public sealed class ReadingFactoryTests : IDisposable
{
    private readonly TestDb _primary = TestDb.OnSqlite();
    private readonly string _copy = Path.Combine(Directory.CreateTempSubdirectory("portal-replica-").FullName, "copy.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _primary.Dispose();
        Directory.Delete(Path.GetDirectoryName(_copy)!, recursive: true);
    }

    [Fact]
    public async Task AReplicaWithEverything_IsRead_AndNeverWritten()
    {
        Act();
        Replicate();

        await using var db = await Reading().CreateDbContextAsync(Token);

        Assert.Equal(_copy, FileOf(db));
        db.Add(Row());
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token));
    }

    [Fact]
    public async Task AReplicaThatLags_IsNot()
    {
        Act();
        Replicate();
        Act();

        await using var db = await Reading().CreateDbContextAsync(Token);

        Assert.NotEqual(_copy, FileOf(db));
    }

    [Fact]
    public async Task AReplicaThatCatchesUp_IsWaitedFor()
    {
        Act();
        Replicate();
        Act();

        var reading = Reading(TimeSpan.FromSeconds(30)).CreateDbContextAsync(Token);
        await Task.Delay(300, Token);
        Assert.False(reading.IsCompleted);
        Replicate();

        await using var db = await reading;
        Assert.Equal(_copy, FileOf(db));
    }

    [Fact]
    public async Task AReplicaThatDoesNotAnswer_OrOfAnotherLedger_IsNot()
    {
        Act();
        await File.WriteAllTextAsync(_copy, "not a database, and long enough to be looked at: ".PadRight(4096), Token);
        await using (var db = await Reading().CreateDbContextAsync(Token))
        {
            Assert.NotEqual(_copy, FileOf(db));
        }

        using var other = TestDb.OnSqlite();
        other.Add(Row(), Row(), Row());
        Replicate(other);
        await using var again = await Reading().CreateDbContextAsync(Token);
        Assert.NotEqual(_copy, FileOf(again));
    }

    [Theory]
    [InlineData("Sqlite", "Data Source=replica.db", "SqlServer のときだけ")]
    [InlineData("SqlServer", "Server=db;Passwort=secret", "PortalReports")]
    public void ASettingThatCannotBeUsed_IsNamed(string provider, string replica, string words)
    {
        var refused = Assert.Throws<RuleException>(() => new Microsoft.Extensions.DependencyInjection.ServiceCollection()
            .AddPortalDb(Configuration(provider, replica), Path.GetTempPath()));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheServer_IsToldThatNothingIsWritten() =>
        Assert.Contains("Intent=ReadOnly", PortalDbSetup.Replica(Configuration("SqlServer", "Server=listener;Database=Portal")), StringComparison.Ordinal);

    private static IConfiguration Configuration(string provider, string replica) => new ConfigurationBuilder().AddInMemoryCollection(
        [new("Database:Provider", provider), new("ConnectionStrings:Portal", provider == "Sqlite" ? "Data Source=x.db" : "Server=db"), new("ConnectionStrings:PortalReports", replica)]).Build();

    private static OperationLogEntry Row() => OperationLogEntry.For(A.Clerk, A.Now, Operation.SystemShown);

    private void Act() => _primary.Add(Row());

    private void Replicate(TestDb? from = null)
    {
        using var ledger = new SqliteConnection((from ?? _primary).ConnectionString);
        using var copy = new SqliteConnection($"Data Source={_copy};Pooling=False");
        ledger.Open();
        if (from is not null)
        {
            File.Delete(_copy);
        }

        copy.Open();
        ledger.BackupDatabase(copy);
    }

    private ReadingFactory Reading(TimeSpan? patience = null) =>
        new(_primary, new PortalDbSetup.SqliteFactory($"Data Source={_copy};Pooling=False", LogChain.None), NullLogger<ReadingFactory>.Instance) { Patience = patience ?? TimeSpan.Zero };

    private static string FileOf(PortalDb db) => new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
}
