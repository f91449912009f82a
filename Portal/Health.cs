using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Features.Ledger;
using Portal.Features.Maintenance.Stopping;

namespace Portal;

/// <summary>For the machine that watches the portal: a status code, no details.</summary>
public static class Health
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: its database does too, its search is warm, and it is not being stopped.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("ok")).AllowAnonymous();
        app.MapGet("/health/ready", async (IDbContextFactory<PortalDb> dbFactory, NodeStop stop, SearchWarmUp warmUp, CancellationToken cancellationToken) =>
        {
            await warmUp.DoneAsync(cancellationToken);
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            return !stop.HasBegun && await db.Database.CanConnectAsync(cancellationToken)
                ? Results.Text("ok")
                : Results.Text("unavailable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }
}
