using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SignIn;

/// <summary>What a sign-in has still to ask.</summary>
public enum SignInStep
{
    /// <summary>第2要素</summary>
    SecondFactor,

    /// <summary>共用ID: who sits there.</summary>
    Seat,

    /// <summary>新しい暗証番号, after a one-time code.</summary>
    NewPin,

    /// <summary>新しいパスワード</summary>
    NewPassword,

    /// <summary>Nothing: the sign-in opens.</summary>
    Open,
}

/// <summary>What a sign-in has proved so far, between two of its pages.</summary>
/// <param name="AccountKey">The ID whose password was right.</param>
/// <param name="SecurityStamp">Of the credential at that moment: a password changed meanwhile makes the ticket worthless.</param>
/// <param name="Method">How it was proved.</param>
/// <param name="StaffMemberId">Who sits there; null until asked.</param>
/// <param name="Back">Where to go afterwards; an address of the portal.</param>
public sealed record SignInTicket(Guid AccountKey, string SecurityStamp, SignInMethod Method, Guid? StaffMemberId, string Back);

/// <summary>Carries a ticket in a cookie only the server can read, for five minutes.</summary>
public sealed class SignInTickets(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string CookieName = "__Host-Portal.Steps";

    private readonly IDataProtector _protector = protection.CreateProtector("Portal.SignIn");

    public void Write(HttpContext context, SignInTicket ticket) => context.Response.Cookies.Append(
        CookieName, _protector.Protect(JsonSerializer.Serialize(new Kept(ticket, time.GetUtcNow() + Lifetime))), HostCookie.Options(Lifetime));

    public SignInTicket? Read(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { Length: > 0 } kept)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(_protector.Unprotect(kept)) is { } ticket && time.GetUtcNow() < ticket.Until ? ticket.Ticket : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException)
        {
            return null;
        }
    }

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(CookieName, HostCookie.Options(null));

    private sealed record Kept(SignInTicket Ticket, DateTimeOffset Until);
}

/// <summary>A cookie of this host alone, out of every script's reach, sent with the portal's own requests only.</summary>
internal static class HostCookie
{
    public static CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        IsEssential = true,
        Path = "/",
        MaxAge = maxAge,
    };
}
