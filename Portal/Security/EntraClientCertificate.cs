using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Security;

/// <summary>
/// The portal's proof to Entra ID with a certificate of EntraId:ClientCredentials. Microsoft.Identity.Web sends one only where it
/// acquires tokens for other services, which the portal does not; it still finds and loads the certificate.
/// </summary>
internal static class EntraClientCertificate
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static readonly DefaultCredentialsLoader Loader = new();

    /// <summary>Does nothing where a secret is configured instead.</summary>
    public static async Task ProveAsync(AuthorizationCodeReceivedContext context)
    {
        var options = context.HttpContext.RequestServices.GetRequiredService<IOptionsMonitor<MicrosoftIdentityOptions>>().Get(context.Scheme.Name);
        if (options.ClientCredentials?.FirstOrDefault(credential => credential.CredentialType is CredentialType.Certificate) is not { } described)
        {
            return;
        }

        await Loader.LoadCredentialsIfNeededAsync(described);
        var certificate = described.Certificate ?? throw new InvalidOperationException("The certificate of EntraId:ClientCredentials cannot be loaded.");
        var provider = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var request = context.TokenEndpointRequest!;
        request.ClientAssertionType = AssertionType;
        request.ClientAssertion = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = request.ClientId,
            Audience = provider.TokenEndpoint,
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = request.ClientId, ["jti"] = Guid.NewGuid().ToString() },
            AdditionalHeaderClaims = new Dictionary<string, object> { ["x5t#S256"] = Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256)) },
            SigningCredentials = new X509SigningCredentials(certificate, SecurityAlgorithms.RsaSsaPssSha256),
        });
    }
}
