using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Portal.Data;

/// <summary>Settings of the embedded ledger's connections: asked for once, a connection keeps them in the pool.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>
    /// Whoever meets another's write asks again after 1, 2, 5 and more milliseconds, half a second in all; the driver alone sleeps 150 ms each time,
    /// and with it everybody whose row of the log waits for that one (docs/performance.md). The write-ahead log is put away in small parts: with
    /// the usual 1,000 pages one writer in ten waits for a large one. Pages of the file are kept by the operating system, once for all: an office
    /// of two hundred opens some thirty connections, and a larger cache than SQLite's own 2,000 KiB would be each one's own.
    /// </summary>
    private const string Pragmas = "PRAGMA busy_timeout=500; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=200; PRAGMA cache_size=-2000;";

    private static readonly ConditionalWeakTable<sqlite3, object> Asked = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!IsAsked(connection))
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
            Remember(connection);
        }
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!IsAsked(connection))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
            Remember(connection);
        }
    }

    /// <summary>For whoever gives an open connection other settings: the next to get it from the pool has these again.</summary>
    public static void Forget(DbConnection connection)
    {
        if (((SqliteConnection)connection).Handle is { } handle)
        {
            Asked.Remove(handle);
        }
    }

    /// <summary>Or there is nothing to ask: EF looks whether a file is there through a connection that may not write.</summary>
    private static bool IsAsked(DbConnection connection) =>
        (((SqliteConnection)connection).Handle is { } handle && Asked.TryGetValue(handle, out _)) || new SqliteConnectionStringBuilder(connection.ConnectionString).Mode is SqliteOpenMode.ReadOnly;

    private static void Remember(DbConnection connection)
    {
        if (((SqliteConnection)connection).Handle is { } handle)
        {
            Asked.AddOrUpdate(handle, handle);
        }
    }
}
