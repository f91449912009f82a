using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Portal.Security;
using Xunit;

namespace Portal.Tests.Security;

public sealed partial class SecurityHeadersTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        _app = builder.Build();
        _app.UsePortalHeaders();
        _app.UseSameOriginCircuits();
        _app.MapGet("/", (HttpContext context) => context.CspNonce());
        _app.MapPost("/_blazor/negotiate", () => "ok");
        _app.MapGet("/portal.abc123.css", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "max-age=31536000, immutable";
            context.Response.Headers.ETag = "\"abc123\"";
            return "";
        });
        await _app.StartAsync();
        _client = _app.GetTestClient();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    public async Task EveryAnswer_CarriesTheHeaders(string path)
    {
        var headers = (await _client.GetAsync(path, TestContext.Current.CancellationToken)).Headers;

        Assert.Equal(["nosniff"], headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], headers.GetValues("Referrer-Policy"));
        Assert.Equal(["same-origin"], headers.GetValues("Cross-Origin-Opener-Policy"));
        Assert.Equal(["same-origin"], headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.Equal("no-store", headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Scripts_RunFromHereOrWithTheNonceOfThisAnswerOnly()
    {
        var first = await _client.GetAsync("/", TestContext.Current.CancellationToken);
        var second = await _client.GetAsync("/", TestContext.Current.CancellationToken);

        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"'self' 'nonce-{nonce}'", ScriptSource().Match(policy).Groups[1].Value);
        Assert.Contains("object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.NotEqual(nonce, await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FingerprintedFiles_StayInTheCache()
    {
        var answer = await _client.GetAsync("/portal.abc123.css", TestContext.Current.CancellationToken);

        Assert.Equal("max-age=31536000, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control")));
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("https://localhost")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://localhost:5080")]
    [InlineData("null")]
    public async Task CircuitFromAnotherOrigin_IsRefused(string origin)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await NegotiateAsync(origin)).StatusCode);
    }

    [Theory]
    [InlineData("http://localhost")]
    [InlineData(null)]
    public async Task CircuitFromHere_IsOpened(string? origin)
    {
        Assert.Equal(HttpStatusCode.OK, (await NegotiateAsync(origin)).StatusCode);
    }

    private Task<HttpResponseMessage> NegotiateAsync(string? origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("script-src ([^;]+);")]
    private static partial Regex ScriptSource();
}
