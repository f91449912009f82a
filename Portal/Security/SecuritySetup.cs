using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Demo;
using Portal.Domain;
using Portal.Features.Accounts.SignIn;

namespace Portal.Security;

/// <summary>What stands between a browser and the portal's pages.</summary>
public static class SecuritySetup
{
    public static IServiceCollection AddPortalSecurity(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddAuthorizationBuilder().AddPortalPolicies();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, DenialLog>();
        var authentication = SessionCookie.AddTo(services);
        if (EntraSignIn.IsConfigured(configuration))
        {
            authentication.AddEntraSignIn(configuration, EntraAdmission.AdmitAsync, SessionCookie.Scheme);
        }

        services.AddScoped<CurrentStaff>();
        services.AddScoped<CircuitState>();
        services.AddScoped<CircuitHandler, CircuitGuard>();
        services.AddSingleton<EventPace>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionWatch>());
        services.AddCascadingAuthenticationState();
        services.AddSignInLimit(configuration);
        services.AddPasskeyOrigins();
        services.AddAntiforgery(options =>
        {
            // Over http, which only a developer's machine speaks, a cookie of the strict kind could not be written here.
            options.Cookie.Name = environment.IsDevelopment() ? "Portal.Form" : "__Host-Portal.Form";
            options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
        return services;
    }

    /// <summary>Refuses a production start on the demo's IDs; makes them in Development.</summary>
    public static async Task PrepareAccountsAsync(this WebApplication app)
    {
        var dbFactory = app.Services.GetRequiredService<IDbContextFactory<PortalDb>>();
        if (app.Environment.IsDevelopment())
        {
            await new DemoStaff(dbFactory, app.Services.GetRequiredService<IPasswordHasher<Credential>>(), app.Services.GetRequiredService<TimeProvider>()).SeedAsync();
        }
        else
        {
            await DemoStaff.RefuseAsync(dbFactory);
        }
    }

    /// <summary>
    /// What a header says of the client's address and scheme counts only when it comes from a proxy named in <c>Proxy:Known</c>;
    /// without the setting no header does.
    /// </summary>
    /// <exception cref="RuleException">A named proxy is no address.</exception>
    public static void UseKnownProxies(this WebApplication app)
    {
        var known = app.Configuration.GetSection("Proxy:Known").GetChildren().Select(c => c.Value).OfType<string>().ToList();
        if (known.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var address in known)
        {
            options.KnownProxies.Add(IPAddress.TryParse(address, out var proxy) ? proxy : throw new RuleException($"設定 Proxy:Known の「{address}」はIPアドレスではありません。"));
        }

        app.UseForwardedHeaders(options);
    }

    public static void MapPortalSignIn(this WebApplication app)
    {
        app.MapSignIn();
        app.MapOwn();
        app.MapStepUp();
        app.MapSession();
        if (EntraSignIn.IsConfigured(app.Configuration))
        {
            app.MapEntraSignIn();
        }

        if (app.Environment.IsDevelopment())
        {
            app.MapDemoSignIn();
        }
    }

    /// <summary>
    /// Passkeys belong to the host the portal is reached at. The browser says which page asked; that page must be this portal's own.
    /// The default compares with the Origin header, which a form under this portal's Referrer-Policy sends as null.
    /// </summary>
    private static void AddPasskeyOrigins(this IServiceCollection services) => services.Configure<IdentityPasskeyOptions>(options =>
    {
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "preferred";
        options.AuthenticatorTimeout = PasskeyCeremonies.Lifetime;
        options.ValidateOrigin = claimed => ValueTask.FromResult(
            !claimed.CrossOrigin && string.Equals(claimed.Origin, $"{claimed.HttpContext.Request.Scheme}://{claimed.HttpContext.Request.Host.ToUriComponent()}", StringComparison.Ordinal));
    });
}
