using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Portal.Security;

/// <summary>Stands where no way of signing in has been set up: nobody is let in, and the page says why.</summary>
public sealed class NoSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string SchemeName = "None";

    private const string Page = """
        <!DOCTYPE html>
        <html lang="ja">
        <head><meta charset="utf-8"><title>サインインできません</title><link rel="stylesheet" href="/portal.css"></head>
        <body><main class="page"><h1>サインインできません</h1>
        <p>サインインの方法がまだ設定されていません。システム担当に連絡してください。</p></main></body>
        </html>
        """;

    public static void Add(WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication(SchemeName).AddScheme<AuthenticationSchemeOptions, NoSignIn>(SchemeName, null);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.ContentType = "text/html; charset=utf-8";
        return Response.WriteAsync(Page, Context.RequestAborted);
    }
}
