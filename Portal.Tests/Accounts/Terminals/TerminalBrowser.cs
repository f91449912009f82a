using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Features.Accounts.Terminals;
using Portal.Tests.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.Terminals;

/// <summary>A browser at a terminal, before a real pipeline: routing, antiforgery, cookies.</summary>
public abstract partial class TerminalBrowser : IAsyncLifetime
{
    private WebApplication _app = null!;

    internal SharedIdFixture At { get; } = new(Engine.Sqlite);

    protected Dictionary<string, string> Cookies { get; } = [];

    /// <summary>Where the connection comes from.</summary>
    protected IPAddress From { get; set; } = IPAddress.Parse("10.20.3.17");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<IDbContextFactory<PortalDb>>(At.Db);
        builder.Services.AddSingleton<TimeProvider>(At.Time);
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = From;
            return next(context);
        });
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.UseAntiforgery();
        _app.MapTerminalRegistration();
        _app.MapGet("/where", async (HttpContext context, IDbContextFactory<PortalDb> dbFactory) =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(context.RequestAborted);
            return (await TerminalFinder.FindAsync(db, context, context.RequestAborted))?.Name ?? "nowhere";
        });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _app.DisposeAsync();
        At.Dispose();
    }

    protected async Task<string> NewCodeAsync()
    {
        var terminal = await At.TerminalNowAsync(At.Terminal.TerminalId);
        await At.Terminals.ChangeAsync(AnAccount.Administrator, terminal.TerminalId, terminal.Version, new()
        {
            Name = terminal.Name,
            Place = terminal.Place,
            OwnerId = terminal.OwnerId,
            IsLgwan = true,
            AddressRanges = "10.20.3.0/24",
        });
        return (await At.Terminals.NewCodeAsync(AnAccount.Administrator, terminal.TerminalId, (await At.TerminalNowAsync(terminal.TerminalId)).Version)).Code;
    }

    protected async Task<(HttpStatusCode Status, string Html, string? Cookie)> RegisterAsync(string code, params (string Name, string Value)[] headers)
    {
        var page = await (await SendAsync(HttpMethod.Get, "/terminal")).Content.ReadAsStringAsync(SharedIdFixture.Stop);
        var token = AntiforgeryField().Match(page).Groups[1].Value;
        var answer = await SendAsync(HttpMethod.Post, "/terminal", new FormUrlEncodedContent([new("code", code), new("__RequestVerificationToken", token)]), headers);
        var cookie = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.FirstOrDefault(c => c.StartsWith(TerminalCookie.Name, StringComparison.Ordinal)) : null;
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(SharedIdFixture.Stop)), cookie);
    }

    protected async Task<string> WhereAsync(params (string Name, string Value)[] headers) =>
        await (await SendAsync(HttpMethod.Get, "/where", null, headers)).Content.ReadAsStringAsync(SharedIdFixture.Stop);

    /// <summary>As a browser sends it, with the cookies of the answers before.</summary>
    protected async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var client = _app.GetTestServer().CreateClient();
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var answer = await client.SendAsync(request, SharedIdFixture.Stop);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var pair = set.Split(';')[0].Split('=', 2);
            Cookies[pair[0]] = pair[1];
        }

        return answer;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryField();
}
