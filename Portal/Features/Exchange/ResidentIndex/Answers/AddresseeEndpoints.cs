using System.Text;
using Microsoft.Extensions.Primitives;
using Portal.Components;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.ResidentIndex.Answers;

/// <summary>
/// The addresses other business systems ask at. They know no session: cookies are taken off before anybody could read them, and nothing but a
/// token of <c>POST /api/token</c> lets anybody in.
/// </summary>
public static class AddresseeEndpoints
{
    public const string Root = "/api";
    public const string Token = "/api/token";
    public const string Addressees = "/api/addressees/{number}";
    public const string Description = "/api/openapi.json";

    private const int MaxBodyBytes = 4_096;

    /// <summary>Before routing and authentication: no cookie of a signed-in browser counts under /api.</summary>
    public static IApplicationBuilder UseCookielessApi(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(Root))
        {
            context.Request.Headers.Remove("Cookie");
        }

        return next(context);
    });

    public static void MapAddressees(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("").AllowAnonymous().DisableAntiforgery().RequireRateLimiting(AddresseeLimit.Policy);
        api.MapPost(Token, GrantAsync);
        api.MapGet(Addressees, AnswerAsync);
        app.MapGet(Description, DescribeAsync).AllowAnonymous();
        app.Map($"{Root}/{{**rest}}", (HttpContext context) => ApiProblem.NoSuchAddress.WriteAsync(context)).AllowAnonymous().DisableAntiforgery();
    }

    /// <summary>What a request at this address is an attempt of.</summary>
    internal static Operation OperationOf(HttpContext context) => context.Request.Path.StartsWithSegments(Token) ? Operation.ClientTokenMade : Operation.AddresseeAnswered;

    private static Task GrantAsync(HttpContext context, TokenDesk desk) => TryAsync(context, async () =>
    {
        if (await ReadAsync(context) is not { } request)
        {
            await RefuseAsync(context, ApiProblem.UnsupportedGrant);
            return;
        }

        var (problem, token) = await desk.GrantAsync(request, context.RequestAborted);
        await (problem?.WriteAsync(context) ?? ApiJson.WriteAsync(context.Response, token));
    });

    private static Task AnswerAsync(HttpContext context, string number, AddresseeDesk desk) => TryAsync(context, async () =>
    {
        var (problem, answer) = await desk.AnswerAsync(context, number, context.RequestAborted);
        await (problem?.WriteAsync(context) ?? ApiJson.WriteAsync(context.Response, answer));
    });

    private static async Task DescribeAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var description = OpenApi.Open();
        await description.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static async Task TryAsync(HttpContext context, Func<Task> act)
    {
        try
        {
            var isEncrypted = context.Request.IsHttps || context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment();
            await (isEncrypted ? act() : RefuseAsync(context, ApiProblem.InsecureConnection));
        }
        catch (Exception exception) when (Unreachable.Is(exception) && !context.Response.HasStarted)
        {
            await ApiProblem.Unavailable.WriteAsync(context);
        }
    }

    private static async Task RefuseAsync(HttpContext context, ApiProblem problem)
    {
        await context.RequestServices.GetRequiredService<AddresseeDesk>().RefuseAsync(context, problem, OperationOf(context), context.RequestAborted);
        await problem.WriteAsync(context);
    }

    /// <summary>The client's word, from the Authorization header (Basic) or from the body; null when it is no such request.</summary>
    private static async Task<TokenRequest?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaxBodyBytes || context.Request.Query.Count > 0)
        {
            return null;
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            string? Only(string key) => form[key] is [var only] ? only : null;
            if (Only("grant_type") != "client_credentials" || form.Any(field => field.Value.Count > 1))
            {
                return null;
            }

            var (id, secret) = Basic(context.Request.Headers.Authorization) ?? (Only("client_id"), Only("client_secret"));
            return new(id, secret, Only("scope"), context.Connection.RemoteIpAddress, context.TraceIdentifier);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    private static (string?, string?)? Basic(StringValues authorization)
    {
        if (authorization is not [{ } only] || !only.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var words = Encoding.UTF8.GetString(Convert.FromBase64String(only["Basic ".Length..].Trim())).Split(':', 2);
            return words is [var id, var secret] ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret)) : (null, null);
        }
        catch (FormatException)
        {
            return (null, null);
        }
    }
}

/// <summary>The description of the service for whoever builds a client: written by hand, held to the endpoints by tests.</summary>
public static class OpenApi
{
    public static Stream Open() => typeof(OpenApi).Assembly.GetManifestResourceStream("exchange/addressee-openapi.json")
        ?? throw new InvalidOperationException("The description of the service is missing.");
}
