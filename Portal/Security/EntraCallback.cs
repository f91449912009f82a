using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Portal.Security;

/// <summary>What becomes of an answer from Entra ID: a session, "no account", or a refusal with a reference number.</summary>
internal sealed partial class EntraCallback(string tenantId, string signInScheme, Func<HttpContext, EntraIdentity, Task<ClaimsPrincipal?>> admit)
{
    private const string NoAccountPath = "/sign-in/no-account";
    private const string FailedPath = "/sign-in/failed";

    public void Listen(OpenIdConnectEvents events)
    {
        events.OnAuthorizationCodeReceived = EntraClientCertificate.ProveAsync;
        events.OnTokenValidated = CheckTokenAsync;
        events.OnTicketReceived = LetInAsync;
        events.OnAccessDenied = context => RefuseAsync(context, null);
        events.OnRemoteFailure = context => RefuseAsync(context, context.Failure);
    }

    /// <summary>Sends the person to the page that shows a reference number, and writes the reason under it into the log.</summary>
    public static void Refuse(HttpContext context, Exception? failure)
    {
        var reference = Reference.New();
        LogRefused(context.RequestServices.GetRequiredService<ILogger<EntraCallback>>(), failure, reference);
        context.Response.Redirect($"{context.Request.PathBase}{FailedPath}?reference={reference}");
    }

    private Task CheckTokenAsync(TokenValidatedContext context)
    {
        // In the code flow the framework takes a token without a signature, since it came over TLS; a proxy may end that TLS.
        if (context.SecurityToken.RawSignature is "")
        {
            context.Fail("The token is not signed.");
        }
        // The issuer alone does not bind the tenant wherever the metadata leaves a place open for it.
        else if (!string.Equals(EntraIdentity.Of(context.Principal)?.TenantId, tenantId, StringComparison.OrdinalIgnoreCase))
        {
            context.Fail("The token names no person of the configured tenant.");
        }

        return Task.CompletedTask;
    }

    // Not as soon as the token is validated: its nonce is compared only after that.
    private async Task LetInAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        if (await admit(context.HttpContext, EntraIdentity.Of(context.Principal)!) is not { } principal)
        {
            context.Response.Redirect($"{context.Request.PathBase}{NoAccountPath}");
            return;
        }

        await context.HttpContext.SignInAsync(signInScheme, principal);
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Page(context.ReturnUri ?? "/"), context.HttpContext.RequestAborted);
    }

    private static Task RefuseAsync(HandleRequestContext<RemoteAuthenticationOptions> context, Exception? failure)
    {
        Refuse(context.HttpContext, failure);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>
    /// A page, not a redirect: a redirect would still count as the other site's doing, and a browser would hold back a
    /// SameSite=Strict cookie it has just been given.
    /// </summary>
    private static string Page(string returnUri)
    {
        var target = HtmlEncoder.Default.Encode(returnUri);
        return $"""
            <!DOCTYPE html>
            <html lang="ja">
            <head><meta charset="utf-8"><title>サインインしました</title><meta http-equiv="refresh" content="0;url={target}"></head>
            <body><main><h1>サインインしました</h1><p><a href="{target}">続ける</a></p></main></body>
            </html>
            """;
    }

    [LoggerMessage(LogLevel.Warning, "Signing in with Entra ID failed; the person was given reference {Reference}")]
    private static partial void LogRefused(ILogger logger, Exception? failure, string reference);
}
