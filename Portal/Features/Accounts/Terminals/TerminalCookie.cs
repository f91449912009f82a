using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.Terminals;

/// <summary>What a registered terminal's browser keeps: which terminal it is, and the secret that proves it.</summary>
public static class TerminalCookie
{
    public const string Name = "__Host-Portal.Terminal";

    /// <summary>Browsers keep no cookie longer.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    public static void Write(HttpContext context, Terminal terminal, string secret) =>
        context.Response.Cookies.Append(Name, $"{terminal.TerminalId:N}.{secret}", new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            MaxAge = KeptFor,
            IsEssential = true,
        });

    public static (Guid Id, string Secret)? Read(HttpContext context) =>
        context.Request.Cookies[Name]?.Split('.') is [var id, { Length: > 0 } secret] && Guid.TryParseExact(id, "N", out var terminalId) ? (terminalId, secret) : null;
}
