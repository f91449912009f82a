using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.OperationLog;

namespace Portal.Security;

/// <summary>A page or download asked for by address without the right to it: written to the operation log, answered with 403.</summary>
public sealed class DenialLog(IDbContextFactory<PortalDb> dbFactory, TimeProvider time) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden)
        {
            await _default.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        await WriteAsync(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private async Task WriteAsync(HttpContext context)
    {
        // The route as it is written in the code, not the address: whatever was typed there stays out of the log.
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var subject = context.GetRouteData().Values.Values.Select(value => Guid.TryParse(value as string, out var id) ? id : (Guid?)null).FirstOrDefault(id => id is not null);
        await using var db = await dbFactory.CreateDbContextAsync(context.RequestAborted);
        db.Add(OperationLogEntry.For(
            context.Staff(), time.GetUtcNow().UtcDateTime, Operation.AccessDenied, subjectId: subject, detail: route, result: OperationResult.Denied));
        await db.SaveChangesAsync(context.RequestAborted);
    }
}
