using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Features.OperationLog;

namespace Portal.Tests;

/// <summary>
/// A ledger of its own for one test, with the real schema and real connections: a copy of a migrated SQLite file,
/// or a fresh database on the SQL Server of PORTAL_TEST_SQLSERVER.
/// </summary>
public sealed class TestDb : IDbContextFactory<PortalDb>, IDisposable
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("portal-tests-").FullName;
    private static readonly Lazy<string> Template = new(MigrateTemplate);

    private readonly Engine _engine;
    private readonly IDbContextFactory<PortalDb> _factory;

    private TestDb(Engine engine, string connectionString, LogChain chain)
    {
        (_engine, ConnectionString) = (engine, connectionString);
        _factory = FactoryWith(chain);
    }

    public string ConnectionString { get; }

    public static TestDb OnSqlite() => On(Engine.Sqlite);

    public static TestDb On(Engine engine) => On(engine, TestKeys.Chain());

    public static TestDb On(Engine engine, LogChain chain) => engine switch
    {
        Engine.Sqlite => NewSqlite(chain),
        Engine.SqlServer => NewSqlServer(chain),
        _ => throw new ArgumentOutOfRangeException(nameof(engine)),
    };

    /// <summary>Translates queries for SQL Server without a server: <c>query.ToQueryString()</c>.</summary>
    public static PortalDb SqlServerOffline() => new SqlServerPortalDb(PortalDbSetup.ForSqlServer("Server=offline").Options);

    public PortalDb CreateDbContext() => _factory.CreateDbContext();

    /// <summary>The same database with a chain of its own, which knows nothing of the other's lock: a second node, the command line beside the portal.</summary>
    public IDbContextFactory<PortalDb> FromAnotherProcess() => FactoryWith(TestKeys.Chain());

    /// <summary>Of a SQLite file: gives up a second after it has met another's write.</summary>
    public IDbContextFactory<PortalDb> Impatient() => new PortalDbSetup.SqliteFactory($"{ConnectionString};Default Timeout=1", TestKeys.Chain());

    /// <summary>A SQLite file held for writing by somebody else, until the connection is disposed.</summary>
    public SqliteConnection Hold()
    {
        var other = new SqliteConnection(ConnectionString);
        other.Open();
        other.BeginTransaction(deferred: false);
        return other;
    }

    public IDbContextFactory<PortalDb> FactoryWith(LogChain chain) =>
        _engine is Engine.Sqlite ? new PortalDbSetup.SqliteFactory(ConnectionString, chain) : new PortalDbSetup.SqlServerFactory(ConnectionString, chain);

    public void Add(params object[] rows)
    {
        using var db = CreateDbContext();
        db.AddRange(rows);
        // Rows of the operation log are sealed on the way.
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        using var db = CreateDbContext();
        db.Database.EnsureDeleted();
    }

    private static TestDb NewSqlite(LogChain chain)
    {
        var file = Path.Combine(Folder, $"{Guid.NewGuid():N}.db");
        File.Copy(Template.Value, file);
        var connection = $"Data Source={file};Pooling=False";
        return new(Engine.Sqlite, connection, chain);
    }

    private static TestDb NewSqlServer(LogChain chain)
    {
        var server = Environment.GetEnvironmentVariable(EveryEngineAttribute.Variable)
            ?? throw new InvalidOperationException($"{EveryEngineAttribute.Variable} is not set.");
        var connection = new SqlConnectionStringBuilder(server) { InitialCatalog = $"portal_test_{Guid.NewGuid():N}" }.ConnectionString;
        var test = new TestDb(Engine.SqlServer, connection, chain);
        using var db = test.CreateDbContext();
        db.Database.Migrate();
        return test;
    }

    private static string MigrateTemplate()
    {
        var file = Path.Combine(Folder, "template.db");
        using var db = new PortalDbSetup.SqliteFactory($"Data Source={file};Pooling=False", LogChain.None).CreateDbContext();
        db.Database.Migrate();
        db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        return file;
    }
}
