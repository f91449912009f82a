using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal;

/// <summary>For the machine that watches the portal: a status code, no details.</summary>
public static class Health
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: its database does too.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("ok")).AllowAnonymous();
        app.MapGet("/health/ready", async (IDbContextFactory<PortalDb> dbFactory, CancellationToken cancellationToken) =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            return await db.Database.CanConnectAsync(cancellationToken)
                ? Results.Text("ok")
                : Results.Text("unavailable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }
}
