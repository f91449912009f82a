using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Features.Ledger;
using Portal.Features.Maintenance.Stopping;

namespace Portal;

/// <summary>For the machine that watches the portal: a status code, no details.</summary>
public static partial class Health
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: its database does too, its file is the one with its name, its search is warm, and it is not being stopped.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("ok")).AllowAnonymous();
        app.MapGet("/health/ready", async (IDbContextFactory<PortalDb> dbFactory, NodeStop stop, SearchWarmUp warmUp, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        {
            await warmUp.DoneAsync(cancellationToken);
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            return !stop.HasBegun && await db.Database.CanConnectAsync(cancellationToken) && !await IsReplacedAsync(db, loggers, cancellationToken)
                ? Results.Text("ok")
                : Results.Text("unavailable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }

    private static async Task<bool> IsReplacedAsync(PortalDb db, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (LedgerFile.Of(db) is not { } file)
        {
            return false;
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        if (!file.IsReplaced)
        {
            return false;
        }

        LogReplaced(loggers.CreateLogger(typeof(Health)), file.Path);
        return true;
    }

    [LoggerMessage(LogLevel.Critical, "The ledger {File} was deleted or replaced while this portal had it open: what is saved now is lost. Stop the portal, put the file in order, start it again")]
    private static partial void LogReplaced(ILogger logger, string file);
}
