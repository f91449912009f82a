using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Data;
using Portal.Features.OperationLog;

namespace Portal.Tests.Durability;

/// <summary>What is wrong with the disk or the way to it.</summary>
public enum LedgerFault
{
    None,

    /// <summary>Nothing answers, neither to a question nor to a new line.</summary>
    Away,

    /// <summary>SQLite's own: the file may not grow by a page.</summary>
    DiskFull,

    /// <summary>SQLite's own: nothing may be written.</summary>
    ReadOnly,
}

/// <summary>Stands between the portal and its file, and lets through what the fault leaves.</summary>
internal sealed class LedgerFaults : DbConnectionInterceptor, IDbCommandInterceptor
{
    private volatile LedgerFault _now;

    public LedgerFault Now { get => _now; set => _now = value; }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        DemandThere();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        DemandThere();
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Restrict(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Restrict(connection);
        return Task.CompletedTask;
    }

    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        DemandThere();
        return ValueTask.FromResult(result);
    }

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        DemandThere();
        return ValueTask.FromResult(result);
    }

    private void DemandThere()
    {
        if (Now is LedgerFault.Away)
        {
            throw new SqliteException("unable to open database file", SqliteCode.CannotOpen);
        }
    }

    /// <summary>Both are settings of a connection, which comes from a pool: each has what holds now.</summary>
    private void Restrict(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA query_only={(Now is LedgerFault.ReadOnly ? 1 : 0)}; PRAGMA max_page_count={(Now is LedgerFault.DiskFull ? 1 : int.MaxValue)};";
        command.ExecuteNonQuery();
    }
}

/// <summary>A ledger file behind its faults.</summary>
internal sealed class FaultyLedger(string file, LedgerFaults faults, LogChain chain)
    : PortalDbSetup.PooledFactory<SqlitePortalDb>(PortalDbSetup.ForSqlite($"Data Source={file}").AddInterceptors(new SqlitePragmas(), faults).Options, chain);
