using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Accounts.Terminals;

namespace Portal.Security;

/// <summary>
/// The browser's half of a sign-in: a cookie of this host that names a session row. Who that is, and with which rights, is asked
/// anew at every request.
/// </summary>
public sealed class SessionCookie(SessionGate gate, SessionDesk sessions, IDbContextFactory<PortalDb> dbFactory) : CookieAuthenticationEvents
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public const string Name = "__Host-Portal.Session";

    private static readonly object EndedKey = new();

    public static AuthenticationBuilder AddTo(IServiceCollection services)
    {
        services.AddScoped<SessionCookie>();
        return services.AddAuthentication(Scheme).AddCookie(Scheme, options =>
        {
            options.Cookie.Name = Name;
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.Path = "/";
            options.EventsType = typeof(SessionCookie);
            options.LoginPath = Addresses.SignIn;
            options.ReturnUrlParameter = "back";
            // The row says when it is over; the ticket is only never older than a row can be.
            options.ExpireTimeSpan = TimeSpan.FromHours(24);
            options.SlidingExpiration = false;
        });
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var answer = StaffClaims.SessionOf(context.Principal!) is { } sessionId ? await gate.AskAsync(sessionId, http.RequestAborted) : null;
        if (answer is SessionAnswer.Over { Reason: var reason })
        {
            http.Items[EndedKey] = reason;
        }

        if (answer is not SessionAnswer.Open { Session: var open } || !await IsAtItsTerminalAsync(http, open.TerminalId))
        {
            context.RejectPrincipal();
            return;
        }

        context.ReplacePrincipal(StaffClaims.ToPrincipal(open.Staff, open.Roles, open.Stamp, Scheme, open.Kind == AccountKind.Shared));
        if (IsSomebodyAtWork(http))
        {
            await sessions.KeepAliveAsync(open.Staff.SessionId!.Value, http.RequestAborted);
        }
    }

    /// <summary>A circuit's requests and a script's get a status code, a page leads to the sign-in.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/_blazor") || request.Headers["Sec-Fetch-Dest"] is { Count: > 0 } to && to != "document")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (context.HttpContext.Items[EndedKey] is SessionEnd reason)
        {
            context.RedirectUri += $"&ended={reason}";
        }

        return base.RedirectToLogin(context);
    }

    /// <summary>A session opened at a registered terminal is worth nothing in another browser, or from another address.</summary>
    private async Task<bool> IsAtItsTerminalAsync(HttpContext http, Guid? terminalId)
    {
        if (terminalId is null)
        {
            return true;
        }

        await using var db = await dbFactory.CreateDbContextAsync(http.RequestAborted);
        return (await TerminalFinder.FindAsync(db, http, http.RequestAborted))?.TerminalId == terminalId;
    }

    /// <summary>Opening a page is work; what an open page asks for by itself is not.</summary>
    private static bool IsSomebodyAtWork(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/_blazor") && !http.Request.Path.StartsWithSegments("/session") && http.GetEndpoint() is not null
        && (http.Request.Headers["Sec-Fetch-Mode"] is not { Count: > 0 } mode || mode == "navigate");
}
