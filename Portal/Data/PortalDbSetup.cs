using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Portal.Domain;
using Portal.Features.OperationLog;
using Portal.Settings;

namespace Portal.Data;

/// <summary>Chooses the engine: the one place that does.</summary>
public static class PortalDbSetup
{
    public const string Sqlite = "Sqlite";
    public const string SqlServer = "SqlServer";

    /// <summary>
    /// Registers <see cref="IDbContextFactory{PortalDb}"/> for <c>Database:Provider</c> (Sqlite or SqlServer) and
    /// <c>ConnectionStrings:Portal</c>; a relative SQLite file lies below <paramref name="contentRoot"/>. With it <see cref="ReadingFactory"/>
    /// for <c>ConnectionStrings:PortalReports</c>, if there is one.
    /// <see cref="PortalDb"/> itself is not registered: a context belongs to one operation.
    /// </summary>
    /// <exception cref="RuleException">A setting is missing or cannot be read.</exception>
    public static IServiceCollection AddPortalDb(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var connection = configuration.GetConnectionString("Portal") is { Length: > 0 } named ? named : throw new RuleException(Places.NotNamed(Places.Ledger));
        try
        {
            Func<LogChain, IDbContextFactory<PortalDb>> make = configuration["Database:Provider"] switch
            {
                Sqlite when Below(contentRoot, connection) is var file => chain => new SqliteFactory(file, chain, Places.IsDevelopment(configuration)),
                SqlServer when new SqlConnectionStringBuilder(connection).ConnectionString is var server => chain => new SqlServerFactory(server, chain),
                var other => throw new RuleException($"設定 Database:Provider の「{other}」は使えません。Sqlite か SqlServer を指定してください。"),
            };
            var replica = Replica(configuration);
            return services
                .AddSingleton(provider => make(provider.GetRequiredService<LogChain>()))
                .AddSingleton(provider => new ReadingFactory(
                    provider.GetRequiredService<IDbContextFactory<PortalDb>>(), replica is null ? null : new SqlServerFactory(replica, LogChain.None), provider.GetRequiredService<ILogger<ReadingFactory>>()));
        }
        catch (ArgumentException)
        {
            // Its text would repeat the connection string, password and all.
            throw new RuleException("設定 ConnectionStrings:Portal か ConnectionStrings:PortalReports を接続文字列として読めません。Data Source=… や Server=… の書き方を確かめてください。");
        }
    }

    /// <summary>The file of an embedded ledger; null on SQL Server, or where the settings name none.</summary>
    public static string? SqliteFile(IConfiguration configuration, string contentRoot) =>
        configuration["Database:Provider"] is Sqlite && configuration.GetConnectionString("Portal") is { } connection
            ? new SqliteConnectionStringBuilder(Below(contentRoot, connection)).DataSource
            : null;

    public static DbContextOptionsBuilder<SqlitePortalDb> ForSqlite(string connection) =>
        Common(new DbContextOptionsBuilder<SqlitePortalDb>().UseSqlite(connection));

    public static DbContextOptionsBuilder<SqlServerPortalDb> ForSqlServer(string connection) =>
        Common(new DbContextOptionsBuilder<SqlServerPortalDb>().UseSqlServer(AlwaysAsking(connection), server => server.ExecutionStrategy(needed => new TransientRetry(needed)))).AddInterceptors(SentCommands.Instance, FailedConnection.Instance);

    /// <summary>Rows written there would be lost, so its server is told that none are meant.</summary>
    internal static string? Replica(IConfiguration configuration) => configuration.GetConnectionString("PortalReports") switch
    {
        null or "" => null,
        _ when configuration["Database:Provider"] is not SqlServer => throw new RuleException("設定 ConnectionStrings:PortalReports（参照用の複製）は Database:Provider が SqlServer のときだけ使えます。設定から除いてください。"),
        var connection => new SqlConnectionStringBuilder(connection) { ApplicationIntent = ApplicationIntent.ReadOnly }.ConnectionString,
    };

    /// <summary>After one connection that failed the pool would answer for the server for up to a minute; it is asked each time instead.</summary>
    private static string AlwaysAsking(string connection) => new SqlConnectionStringBuilder(connection) { PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock }.ConnectionString;

    private static string Below(string contentRoot, string connection)
    {
        var builder = new SqliteConnectionStringBuilder(connection);
        builder.DataSource = Path.Combine(contentRoot, builder.DataSource);
        return builder.ToString();
    }

    private static DbContextOptionsBuilder<T> Common<T>(DbContextOptionsBuilder<T> options) where T : PortalDb =>
        options.AddInterceptors(LogCommit.Instance).ConfigureWarnings(w => w.Throw(RelationalEventId.MultipleCollectionIncludeWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning));

    /// <summary>Opens the file in WAL mode; <c>synchronous</c> stays FULL, so a saved correction survives a power cut.</summary>
    /// <param name="connection">To the file.</param>
    /// <param name="chain">Of the operation log.</param>
    /// <param name="makesFolder">Of the file, where it is not there: elsewhere a slip of the pen would make an empty ledger in a new place.</param>
    public sealed class SqliteFactory(string connection, LogChain chain, bool makesFolder = false) : PooledFactory<SqlitePortalDb>(Options(connection, makesFolder), chain)
    {
        private static DbContextOptions<SqlitePortalDb> Options(string connection, bool makesFolder)
        {
            if (makesFolder && Path.GetDirectoryName(new SqliteConnectionStringBuilder(connection).DataSource) is { Length: > 0 } folder)
            {
                OwnerOnly.Folder(folder);
            }

            return ForSqlite(connection).AddInterceptors(new SqlitePragmas()).Options;
        }
    }

    public sealed class SqlServerFactory(string connection, LogChain chain) : PooledFactory<SqlServerPortalDb>(ForSqlServer(connection).Options, chain);

    /// <summary>Contexts that come back are handed out again: making one anew takes longer than most of what is asked of it.</summary>
    public abstract class PooledFactory<T>(DbContextOptions<T> options, LogChain chain) : IDbContextFactory<PortalDb> where T : PortalDb
    {
        private readonly PooledDbContextFactory<T> _pool = new(options);

        public PortalDb CreateDbContext()
        {
            var db = _pool.CreateDbContext();
            (db.Chain, db.ChecksWhatIsSaved) = (chain, true);
            return db;
        }
    }
}
