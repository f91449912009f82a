using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Domain;

namespace Portal.Security;

/// <summary>
/// サインイン with Microsoft Entra ID. Entra ID only proves who somebody is; whether that person has an issued account here, and with
/// which rights, is the portal's own answer. No token outlives the sign-in.
/// </summary>
public static class EntraSignIn
{
    /// <summary>The authentication scheme, and the section of the configuration.</summary>
    public const string Scheme = "EntraId";

    public const string StartPath = "/sign-in/entra/start";
    public const string CallbackPath = "/sign-in/entra";

    /// <summary>Whether this installation signs in with Entra ID at all.</summary>
    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[$"{Scheme}:{nameof(MicrosoftIdentityOptions.ClientId)}"]);

    /// <param name="builder">Holds the portal's cookie scheme already, or will.</param>
    /// <param name="configuration">Its section EntraId names the tenant, the registered application and its secret or certificate.</param>
    /// <param name="admit">
    /// The portal's principal for an identity, or null where no current account belongs to it. Asked once everything about the token
    /// has been checked, so it may write down that somebody came.
    /// </param>
    /// <param name="signInScheme">The cookie scheme that carries the admitted principal.</param>
    public static AuthenticationBuilder AddEntraSignIn(
        this AuthenticationBuilder builder,
        IConfiguration configuration,
        Func<HttpContext, EntraIdentity, Task<ClaimsPrincipal?>> admit,
        string signInScheme = CookieAuthenticationDefaults.AuthenticationScheme)
    {
        var tenantId = TenantId(configuration);
        builder.Services.Configure<MicrosoftIdentityOptions>(Scheme, options => options.Instance = "https://login.microsoftonline.com/");
        builder.AddMicrosoftIdentityWebApp(configuration, Scheme, Scheme, cookieScheme: null);
        // After Microsoft.Identity.Web's own, which binds the section: none of this is left to the configuration.
        builder.Services.AddOptions<OpenIdConnectOptions>(Scheme).Configure(options =>
        {
            options.SignInScheme = signInScheme;
            options.CallbackPath = CallbackPath;
            // Signing out is the portal's own act; a call from outside must not end anybody's session.
            options.RemoteSignOutPath = options.SignedOutCallbackPath = PathString.Empty;
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.ResponseMode = OpenIdConnectResponseMode.FormPost;
            options.UsePkce = true;
            options.SaveTokens = false;
            options.GetClaimsFromUserInfoEndpoint = false;
            options.DisableTelemetry = true;
            options.TokenValidationParameters.ValidateIssuer = true;
            options.TokenValidationParameters.ValidateAudience = true;
            options.TokenValidationParameters.ValidateLifetime = true;
            KeepToThisHost(options.NonceCookie, "__Host-Portal.Nonce.");
            KeepToThisHost(options.CorrelationCookie, "__Host-Portal.Correlation.");
            new EntraCallback(tenantId, signInScheme, admit).Listen(options.Events);
        });
        return builder;
    }

    /// <summary>
    /// The link that leads to Entra ID: GET <see cref="StartPath"/>?returnUrl=/…. A link, not a form: the pages' own
    /// Content-Security-Policy lets no form end at another site.
    /// </summary>
    public static IEndpointConventionBuilder MapEntraSignIn(this IEndpointRouteBuilder routes) =>
        routes.MapGet(StartPath, async (HttpContext context, string? returnUrl) =>
        {
            try
            {
                var target = RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl : "/";
                await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = target });
            }
            catch (InvalidOperationException unreachable)
            {
                EntraCallback.Refuse(context, unreachable);
            }
        }).AllowAnonymous();

    private static string TenantId(IConfiguration configuration)
    {
        var tenantId = configuration[$"{Scheme}:{nameof(MicrosoftIdentityOptions.TenantId)}"];
        // "common" and its like would let in whoever has a Microsoft account anywhere.
        return Guid.TryParse(tenantId, out _)
            ? tenantId
            : throw new RuleException($"設定 {Scheme}:{nameof(MicrosoftIdentityOptions.TenantId)} には、市のテナントのID(GUID)を指定してください。");
    }

    /// <summary>Entra ID answers with a form that another site posts, so these two cookies have to travel with it (SameSite=None).</summary>
    private static void KeepToThisHost(CookieBuilder cookie, string prefix)
    {
        cookie.Name = prefix;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.None;
        cookie.SecurePolicy = CookieSecurePolicy.Always;
    }
}
