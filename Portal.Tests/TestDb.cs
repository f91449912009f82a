using Microsoft.Data.SqlClient;
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

    private readonly IDbContextFactory<PortalDb> _factory;

    private TestDb(IDbContextFactory<PortalDb> factory, string connectionString) => (_factory, ConnectionString) = (factory, connectionString);

    public string ConnectionString { get; }

    public static TestDb OnSqlite() => On(Engine.Sqlite);

    public static TestDb On(Engine engine) => engine switch
    {
        Engine.Sqlite => NewSqlite(),
        Engine.SqlServer => NewSqlServer(),
        _ => throw new ArgumentOutOfRangeException(nameof(engine)),
    };

    /// <summary>Translates queries for SQL Server without a server: <c>query.ToQueryString()</c>.</summary>
    public static PortalDb SqlServerOffline() => new SqlServerPortalDb(PortalDbSetup.ForSqlServer("Server=offline").Options, LogChain.None);

    public PortalDb CreateDbContext() => _factory.CreateDbContext();

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

    private static TestDb NewSqlite()
    {
        var file = Path.Combine(Folder, $"{Guid.NewGuid():N}.db");
        File.Copy(Template.Value, file);
        var connection = $"Data Source={file};Pooling=False";
        return new(new PortalDbSetup.SqliteFactory(connection, TestKeys.Chain()), connection);
    }

    private static TestDb NewSqlServer()
    {
        var server = Environment.GetEnvironmentVariable(EveryEngineAttribute.Variable)
            ?? throw new InvalidOperationException($"{EveryEngineAttribute.Variable} is not set.");
        var connection = new SqlConnectionStringBuilder(server) { InitialCatalog = $"portal_test_{Guid.NewGuid():N}" }.ConnectionString;
        var test = new TestDb(new PortalDbSetup.SqlServerFactory(connection, TestKeys.Chain()), connection);
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
