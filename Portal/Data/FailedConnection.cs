using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Data;

/// <summary>Writes into the failure of a connection to a server where it was to lead: what the driver says names no database, and may name the user.</summary>
internal sealed class FailedConnection : DbConnectionInterceptor
{
    public static readonly FailedConnection Instance = new();

    private const string Key = "Portal.Database";

    /// <summary>Server and database, in words; null where the failure is another.</summary>
    public static string? WhereTo(Exception? failure) => failure is null ? null : failure.Data[Key] as string ?? WhereTo(failure.InnerException);

    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => Mark(connection, eventData.Exception);

    public override Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Mark(connection, eventData.Exception);
        return Task.CompletedTask;
    }

    private static void Mark(DbConnection connection, Exception failure) => failure.Data[Key] = $"サーバー {connection.DataSource}、データベース {connection.Database}";
}
