using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data;

namespace Portal.Tests.Exchange;

/// <summary>A SQL Server that is not there: every query is translated, written down and answered with no rows.</summary>
public sealed class OfflineSqlServer : DbCommandInterceptor, IDbContextFactory<PortalDb>
{
    public List<string> Statements { get; } = [];

    /// <summary>Without trying again, which reads a result whole before the first row and would miss the columns of this one.</summary>
    public PortalDb CreateDbContext() => new SqlServerPortalDb(PortalDbSetup.ForSqlServer("Server=offline")
        .UseSqlServer(server => server.ExecutionStrategy(needed => new NonRetryingExecutionStrategy(needed)))
        .AddInterceptors(this, new NoConnection()).Options);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Statements.Add(command.CommandText);
        using var empty = new DataTable();
        return new(InterceptionResult<DbDataReader>.SuppressWithResult(empty.CreateDataReader()));
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());
    }
}
