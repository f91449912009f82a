using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Components;

namespace Portal.Features.Exchange.ResidentIndex.Answers;

/// <summary>
/// So many requests of one client in a minute, as the administrator says; of whoever shows no token, so many of one address
/// (<c>AddresseeService:UnknownPerMinute</c>). What goes beyond is written down and told how long to wait.
/// </summary>
public sealed class AddresseeLimit(ClientTokens tokens, AddresseeDesk desk, IConfiguration configuration) : IRateLimiterPolicy<string>
{
    public const string Policy = "addressees";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly int _unknown = configuration.GetValue("AddresseeService:UnknownPerMinute", 60);

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => RefuseAsync;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext)
    {
        var (key, limit) = tokens.Read(httpContext) is { } token ? ($"{token.Client:N} {token.PerMinute}", token.PerMinute) : ($"{httpContext.Connection.RemoteIpAddress}", _unknown);
        return RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = Window });
    }

    private async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var wait = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : Window;
        refused.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var problem = ApiProblem.TooMany;
        try
        {
            await desk.RefuseAsync(refused.HttpContext, problem, AddresseeEndpoints.OperationOf(refused.HttpContext), cancellationToken);
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            problem = ApiProblem.Unavailable;
        }

        await problem.WriteAsync(refused.HttpContext);
    }
}
