using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Security;

namespace Portal.Tests.Security;

/// <summary>
/// An OpenID provider on https, laid out as Entra ID lays out one tenant: code flow with PKCE, form_post, signed id tokens.
/// It signs everybody in as the same person without asking, and can be told to answer wrongly.
/// </summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "3f1c0f5e-0000-4000-8000-0000000000c1";
    public const string ClientSecret = "invented-client-secret";

    private static readonly RsaSecurityKey Key = NewKey("published");
    private static readonly RsaSecurityKey UnknownKey = NewKey("unknown");
    private readonly ConcurrentDictionary<string, IQueryCollection> _codes = new();
    private readonly WebApplication _app;

    private OpenIdProvider()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.UseLocalHttps();
        _app = builder.Build();
        var tenant = _app.MapGroup(TenantId);
        tenant.MapGet("v2.0/.well-known/openid-configuration", Metadata);
        tenant.MapGet("discovery/v2.0/keys", () => Results.Json(new { keys = new[] { PublicPart(Key) } }));
        tenant.MapGet("oauth2/v2.0/authorize", Authorize);
        tenant.MapPost("oauth2/v2.0/token", RedeemAsync);
    }

    public string TenantId { get; } = Guid.NewGuid().ToString();

    public string ObjectId { get; } = Guid.NewGuid().ToString();

    public Uri Instance => _app.LocalAddress("localhost");

    public string TokenAddress => $"{Instance}{TenantId}/oauth2/v2.0/token";

    public OpenIdFault Fault { get; set; }

    /// <summary>The error answered instead of a code, such as the person's own cancelling.</summary>
    public string? Error { get; set; }

    /// <summary>Checks the application's proof; the secret, unless a test says otherwise.</summary>
    public Func<IFormCollection, bool> KnowsClient { get; set; } = form => form["client_secret"] == ClientSecret;

    public List<string> Issued { get; } = [];

    private string Issuer => $"{Instance}{TenantId}/v2.0";

    public static async Task<OpenIdProvider> StartAsync()
    {
        var provider = new OpenIdProvider();
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Makes both of the relying party's ways here trust the certificate: the handler's own, and the issuer validator's.</summary>
    public static void Trust(IServiceCollection services)
    {
        services.Configure<OpenIdConnectOptions>(EntraSignIn.Scheme, options => options.BackchannelHttpHandler = LocalHttps.Trusting());
        services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = nameof(OpenIdProvider));
        services.AddHttpClient(nameof(OpenIdProvider)).ConfigurePrimaryHttpMessageHandler(LocalHttps.Trusting);
    }

    /// <summary>The section EntraId that leads here.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["EntraId:Instance"] = Instance.ToString(),
        ["EntraId:TenantId"] = TenantId,
        ["EntraId:ClientId"] = ClientId,
        ["EntraId:ClientSecret"] = ClientSecret,
    };

    /// <summary>Whether the application has signed a proof for this provider with its certificate.</summary>
    public static bool IsProof(IFormCollection form, X509Certificate2 certificate, string tokenAddress) => new JsonWebTokenHandler().ValidateTokenAsync(
        form["client_assertion"],
        new() { ValidIssuer = ClientId, ValidAudience = tokenAddress, IssuerSigningKey = new X509SecurityKey(certificate) }).GetAwaiter().GetResult().IsValid;

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Metadata() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = $"{Instance}{TenantId}/oauth2/v2.0/authorize",
        ["token_endpoint"] = TokenAddress,
        ["jwks_uri"] = $"{Instance}{TenantId}/discovery/v2.0/keys",
        ["response_types_supported"] = new[] { "code" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    });

    private IResult Authorize(HttpRequest request)
    {
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = request.Query;
        var (name, value) = Error is null ? ("code", code) : ("error", Error);
        return Results.Content($"""
            <!DOCTYPE html><html><body><form method="post" action="{WebUtility.HtmlEncode(request.Query["redirect_uri"])}">
            <input type="hidden" name="{name}" value="{value}"><input type="hidden" name="state" value="{WebUtility.HtmlEncode(request.Query["state"])}">
            </form><script>document.forms[0].submit()</script></body></html>
            """, "text/html");
    }

    private async Task<IResult> RedeemAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || asked["code_challenge"] != challenge || asked["redirect_uri"] != form["redirect_uri"])
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        if (form["client_id"] != ClientId || !KnowsClient(form))
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        var token = IdToken(asked["nonce"].ToString());
        Issued.Add(token);
        return Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = "not-for-the-portal", id_token = token });
    }

    private string IdToken(string nonce)
    {
        var now = DateTime.UtcNow.AddHours(Fault is OpenIdFault.Expired ? -2 : 0);
        var claims = new Dictionary<string, object?>
        {
            ["sub"] = "pairwise-subject",
            ["oid"] = Fault is OpenIdFault.NobodyNamed ? null : ObjectId,
            ["tid"] = Fault is OpenIdFault.AnotherTenantsPerson or OpenIdFault.IssuerOfAnotherTenant ? Guid.Empty.ToString() : TenantId,
            ["preferred_username"] = "kimura@otaru.example",
            ["name"] = "木村 𠮷乃",
            ["nonce"] = Fault switch { OpenIdFault.NoNonce => null, OpenIdFault.NonceOfAnotherSignIn => "of-another-sign-in", _ => nonce },
        };
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Fault switch
            {
                OpenIdFault.IssuerOfAnotherTenant => $"{Instance}{Guid.Empty}/v2.0",
                OpenIdFault.IssuerOfAnotherHost => $"https://login.example/{TenantId}/v2.0",
                _ => Issuer,
            },
            Audience = Fault is OpenIdFault.AudienceOfAnotherApplication ? Guid.Empty.ToString() : ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!),
            SigningCredentials = Fault is OpenIdFault.NotSigned ? null
                : new(Fault is OpenIdFault.SignedWithAnUnknownKey ? UnknownKey : Key, SecurityAlgorithms.RsaSha256),
        });
    }

    private static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    private static object PublicPart(RsaSecurityKey key)
    {
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = key.KeyId, n = Base64UrlEncoder.Encode(numbers.Modulus), e = Base64UrlEncoder.Encode(numbers.Exponent) };
    }
}
