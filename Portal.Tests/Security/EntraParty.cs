using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Security;

namespace Portal.Tests.Security;

/// <summary>The smallest application that signs in with Entra ID the way the portal does, on https, and whoever visits it.</summary>
public sealed partial class EntraParty : IAsyncDisposable, ILoggerProvider, ILogger
{
    public const string SessionCookie = "__Host-Session";

    private readonly WebApplication _app;

    private EntraParty(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(this);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.UseLocalHttps();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = SessionCookie;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            })
            .AddEntraSignIn(builder.Configuration, Admit);
        builder.Services.AddAuthorization();
        OpenIdProvider.Trust(builder.Services);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapEntraSignIn();
        _app.MapGet("/{**page}", (HttpContext context) => context.User.Identity?.Name ?? "nobody");
    }

    public bool HasAccount { get; set; } = true;

    public List<EntraIdentity> Asked { get; } = [];

    public ConcurrentQueue<string> LogLines { get; } = [];

    public Uri Address => _app.LocalAddress("127.0.0.1");

    public static async Task<EntraParty> StartAsync(Dictionary<string, string?> settings)
    {
        var party = new EntraParty(settings);
        await party._app.StartAsync();
        return party;
    }

    /// <summary>Somebody with a browser of their own.</summary>
    public HttpClient Visitor() => new(LocalHttps.Trusting()) { BaseAddress = Address };

    /// <summary>From the link to the form the provider would have the browser post.</summary>
    public static async Task<Answer> AskAsync(HttpClient visitor, string returnUrl = "/ledger")
    {
        var token = Xunit.TestContext.Current.CancellationToken;
        using var start = await visitor.GetAsync(new Uri($"{EntraSignIn.StartPath}?returnUrl={Uri.EscapeDataString(returnUrl)}", UriKind.Relative), token);
        var page = await visitor.GetStringAsync(start.Headers.Location, token);
        return new(start.Headers.Location!, [.. Cookies(start)], new Uri(WebUtility.HtmlDecode(Action().Match(page).Groups[1].Value)),
            Field().Matches(page).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value)));
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient visitor, Answer answer)
    {
        using var form = new FormUrlEncodedContent(answer.Fields);
        return await visitor.PostAsync(answer.Action, form, Xunit.TestContext.Current.CancellationToken);
    }

    public static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task<ClaimsPrincipal?> Admit(HttpContext context, EntraIdentity identity)
    {
        Asked.Add(identity);
        return Task.FromResult(HasAccount ? new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, identity.Name!)], "portal")) : null);
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        LogLines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    void IDisposable.Dispose()
    {
    }

    [GeneratedRegex("action=\"([^\"]*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();

    /// <param name="Request">Where the browser was sent, with the parameters of the request.</param>
    /// <param name="CookiesSet">What the browser was given to keep until it comes back.</param>
    /// <param name="Action">Where the provider's form goes.</param>
    /// <param name="Fields">What it says.</param>
    public sealed record Answer(Uri Request, IReadOnlyList<string> CookiesSet, Uri Action, Dictionary<string, string> Fields);
}
