using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Portal.Security;

/// <summary>The response headers every answer carries, and the refusal of circuits opened from another site.</summary>
public static class SecurityHeaders
{
    private static readonly object NonceKey = new();

    /// <summary>The script nonce of this response's Content-Security-Policy.</summary>
    public static string CspNonce(this HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
        {
            context.Items[NonceKey] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        }

        return nonce;
    }

    public static IApplicationBuilder UsePortalHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>CORS does not reach WebSockets: without this any site a clerk visits could open a circuit with the clerk's cookie.</summary>
    public static IApplicationBuilder UseSameOriginCircuits(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor") || !context.Request.IsFromElsewhere())
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>Whether a browser says that another site sends this; only a browser can be made to, and it always says so.</summary>
    internal static bool IsFromElsewhere(this HttpRequest request) => !StringValues.IsNullOrEmpty(request.Headers.Origin)
        && !string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host.ToUriComponent()}", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a form was sent by a page of the portal. The browser's own word for it counts first: under this portal's Referrer-Policy
    /// a form's Origin is null. Where the browser names no site, its Origin has to be this one.
    /// </summary>
    internal static bool IsFormFromHere(this HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site ? site == "same-origin" : !request.IsFromElsewhere();

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        var socket = (context.Request.IsHttps ? "wss://" : "ws://") + context.Request.Host.ToUriComponent();
        headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>()?.Value ??
            $"default-src 'self'; script-src 'self' 'nonce-{context.CspNonce()}'; "
            // MudBlazor writes its theme as a <style> element and positions parts with style attributes.
            + "style-src 'self' 'unsafe-inline'; "
            + $"img-src 'self' data:; font-src 'self'; connect-src 'self' {socket}; object-src 'none'; "
            // 'none' would forbid Blazor's own <base>.
            + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=(), browsing-topics=()";
        // Static assets set their own, immutable where the name carries a fingerprint; everything else may show a resident.
        if (StringValues.IsNullOrEmpty(headers.CacheControl) || !context.Response.Headers.ContainsKey("ETag"))
        {
            headers.CacheControl = "no-store";
        }
    }
}
