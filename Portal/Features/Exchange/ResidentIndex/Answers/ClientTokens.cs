using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Portal.Domain.Exchange.ResidentIndex;

namespace Portal.Features.Exchange.ResidentIndex.Answers;

/// <summary>What an access token says.</summary>
/// <param name="Client">Its client.</param>
/// <param name="Stamp">Of the secret it was made with: another secret, and the token is void.</param>
/// <param name="Scopes">Asked for, as far as they were granted.</param>
/// <param name="PerMinute">The client's limit when it was made.</param>
/// <param name="Until">When it ends.</param>
public sealed record ClientToken(Guid Client, Guid Stamp, string Scopes, int PerMinute, DateTimeOffset Until);

/// <summary>
/// Makes and reads access tokens: encrypted and signed by the key ring that protects the cookies, for ten minutes, under a purpose of their own.
/// Nothing of them is kept; whether their client may still ask is asked of the database at every request.
/// </summary>
public sealed class ClientTokens(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string Prefix = "Bearer ";

    /// <summary>No token of ours is longer: what is, costs no decrypting.</summary>
    private const int MaxLength = 1_000;

    private static readonly object ReadKey = new();

    private readonly IDataProtector _protector = protection.CreateProtector("Portal.AddresseeService.Token");

    public string Make(AddresseeClient client, string scopes) => _protector.Protect(
        JsonSerializer.Serialize(new ClientToken(client.AddresseeClientId, client.SecretStamp, scopes, client.PerMinute, time.GetUtcNow() + Lifetime)));

    /// <summary>The token of a request; null when there is none, or none of ours, or it has ended. Read once for each request.</summary>
    public ClientToken? Read(HttpContext context)
    {
        if (!context.Items.TryGetValue(ReadKey, out var read))
        {
            context.Items[ReadKey] = read = TextOf(context) is { } text ? Read(text) : null;
        }

        return read as ClientToken;
    }

    public static bool IsThere(HttpContext context) => TextOf(context) is not null;

    private static string? TextOf(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } only] && only.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? only[Prefix.Length..].Trim() : null;

    private ClientToken? Read(string text)
    {
        try
        {
            return text.Length is > 0 and <= MaxLength && JsonSerializer.Deserialize<ClientToken>(_protector.Unprotect(text)) is { } token && time.GetUtcNow() < token.Until ? token : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }
}
