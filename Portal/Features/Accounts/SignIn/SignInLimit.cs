using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SignIn;

/// <summary>So many attempts from one address in a minute; each beyond is written down and answered without any hashing.</summary>
public static class SignInLimit
{
    public const string Policy = "sign-in";
    public const string PerMinuteSetting = "SignIn:AttemptsPerMinute";

    public static IServiceCollection AddSignInLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue(PerMinuteSetting, 30);
        return services.AddSingleton<SignInRefusals>().AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));
            limits.OnRejected = RefuseAsync;
        });
    }

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var context = refused.HttpContext;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        if (context.RequestServices.GetRequiredService<SignInRefusals>().IsFirst(context.Connection.RemoteIpAddress?.ToString() ?? "", now))
        {
            await LogAsync(context, now, cancellationToken);
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("短い時間に何度も試されたため、受け付けていません。1分待ってから、もう一度サインインしてください。", cancellationToken);
    }

    private static async Task LogAsync(HttpContext context, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await context.RequestServices.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(
            new Staff("-", "", "", "", new HashSet<Permission>()), now, Operation.SignInFailed,
            detail: $"回数制限 {context.Connection.RemoteIpAddress}", result: OperationResult.Denied));
        await db.SaveChangesAsync(cancellationToken);
    }
}
