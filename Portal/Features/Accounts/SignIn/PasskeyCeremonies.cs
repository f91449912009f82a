using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Features.Accounts.SignIn;

/// <summary>
/// Holds what the server must remember between the two requests of a passkey: in a cookie of this browser that only the server can
/// read, sealed for one purpose and one credential. That it is used once is the database's to keep.
/// </summary>
public sealed class PasskeyCeremonies(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string CookieName = "__Host-Portal.Passkey";

    /// <param name="context">The request that asks for options.</param>
    /// <param name="purpose">What it is for: one begun for another purpose is worth nothing here.</param>
    /// <param name="credentialId">Whose.</param>
    /// <param name="state">As the handler made it.</param>
    public void Begin(HttpContext context, string purpose, string credentialId, string state) => context.Response.Cookies.Append(
        CookieName, Protector(purpose, credentialId).Protect(JsonSerializer.Serialize(new Kept(state, time.GetUtcNow() + Lifetime))), HostCookie.Options(Lifetime));

    /// <summary>The state begun for this purpose and credential, or null. The browser's copy is gone afterwards.</summary>
    public string? End(HttpContext context, string purpose, string credentialId)
    {
        if (context.Request.Cookies[CookieName] is not { Length: > 0 } kept)
        {
            return null;
        }

        context.Response.Cookies.Delete(CookieName, HostCookie.Options(null));
        try
        {
            return JsonSerializer.Deserialize<Kept>(Protector(purpose, credentialId).Unprotect(kept)) is { } begun && time.GetUtcNow() < begun.Until ? begun.State : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Notes the challenge as answered, to be saved with the act; false where it was answered before. Two answers at once are told
    /// apart by the primary key: the later save fails.
    /// </summary>
    public async Task<bool> SpendAsync(PortalDb db, string state)
    {
        // Of the state inside, never of the cookie's text: base64 can be written in more than one way.
        var id = SHA256.HashData(Encoding.UTF8.GetBytes(state));
        if (await db.Set<SpentChallenge>().AnyAsync(s => s.SpentChallengeId == id))
        {
            return false;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var past = now - (2 * Lifetime);
        db.RemoveRange(await db.Set<SpentChallenge>().Where(s => s.SpentAt < past).ToListAsync());
        db.Add(new SpentChallenge { SpentChallengeId = id, SpentAt = now });
        return true;
    }

    private IDataProtector Protector(string purpose, string credentialId) => protection.CreateProtector("Portal.Passkey", purpose, credentialId);

    private sealed record Kept(string State, DateTimeOffset Until);
}

/// <summary>A passkey challenge that was answered; kept for ten minutes.</summary>
public class SpentChallenge
{
    /// <summary>SHA-256 of the state.</summary>
    public required byte[] SpentChallengeId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime SpentAt { get; init; }
}
