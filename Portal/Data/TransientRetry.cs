using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Data;

/// <summary>
/// Tries again what a SQL Server has dropped for a moment (a failover, a deadlock lost), and only what cannot happen twice thereby: what read, what had
/// not been sent, what was certainly rolled back. Within a transaction of a caller's nothing is tried again, and nothing is refused: its acts are
/// begun anew as a whole or not at all. Whether a change was committed when the line broke is asked of the log, see <see cref="Features.OperationLog.LogChain"/>.
/// </summary>
internal class TransientRetry(ExecutionStrategyDependencies dependencies) : SqlServerRetryingExecutionStrategy(dependencies, Times, Longest, null)
{
    private const int Times = 5;

    /// <summary>Of a deadlock and of a conflict of snapshots: the server says so after it has rolled back.</summary>
    private static readonly int[] RolledBack = [1205, 3960];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    private PortalDb Db => (PortalDb)Dependencies.CurrentContext.Context;

    /// <summary>Whether the server, or the way to it, may be well again in a moment.</summary>
    public bool IsTransient(Exception exception) => CallOnWrappedException(exception, IsTransientItself);

    /// <summary>The same for whoever begins an act anew as a whole. Never on an embedded ledger, to which no line leads.</summary>
    public static bool IsPassing(IDbContextFactory<PortalDb> dbFactory, Exception exception)
    {
        using var db = dbFactory.CreateDbContext();
        return IsPassing(db, exception);
    }

    public static bool IsPassing(PortalDb db, Exception exception) => db.Database.CreateExecutionStrategy() is TransientRetry retry && retry.IsTransient(exception);

    protected virtual bool IsTransientItself(Exception exception) => base.ShouldRetryOn(exception);

    /// <summary>Whether nothing was left of what was sent.</summary>
    protected virtual bool IsRolledBack(Exception exception) => exception is SqlException fault && fault.Errors.Cast<SqlError>().Any(e => RolledBack.Contains(e.Number));

    /// <summary>Not EF's own, which refuses whoever has a transaction.</summary>
    protected override void OnFirstExecution()
    {
        Db.Sent = null;
        ExceptionsEncountered.Clear();
    }

    protected override void OnRetry()
    {
        Db.Sent = null;
        base.OnRetry();
    }

    /// <summary>The last time the fault itself goes to the caller, who knows it, and not one that says how often it was tried.</summary>
    protected override bool ShouldRetryOn(Exception exception) =>
        ExceptionsEncountered.Count < MaxRetryCount && Db.Database.CurrentTransaction is null && IsTransientItself(exception)
        && (Db.Sent is null or CommandSource.LinqQuery or CommandSource.FromSqlQuery || IsRolledBack(exception));
}
