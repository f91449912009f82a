using System.Net;
using System.Net.Http.Headers;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Help;

/// <summary>The manual's pictures, by address.</summary>
public sealed class ManualPicturesTests(ManualPicturesTests.Portal portal) : IClassFixture<ManualPicturesTests.Portal>
{
    private const string Search = "/help/screens/search.png";

    [Fact]
    public async Task SomebodySignedIn_GetsAPicture_AndAnUnchangedOneOnlyOnce()
    {
        using var browser = await portal.Host.SignedInAsync("nakamura");

        using var first = await PortalHost.GetAsync(browser, Search);
        browser.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await PortalHost.GetAsync(browser, Search);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..4]);
        Assert.Equal(new CacheControlHeaderValue { Private = true, NoCache = true }, first.Headers.CacheControl);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task NobodySignedIn_IsLedToTheSignIn()
    {
        using var browser = portal.Host.Browser();
        using var answer = await PortalHost.GetAsync(browser, Search);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.AbsolutePath : answer.Headers.Location.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/help/screens/number-two.png")]
    [InlineData("/help/screens/help.png")]
    [InlineData("/help/manual.ja.md")]
    [InlineData("/help/screens/%2e%2e/manual.ja.md")]
    public async Task WhatTheManualDoesNotName_IsNotThere(string address)
    {
        using var browser = await portal.Host.SignedInAsync("nakamura");
        using var answer = await PortalHost.GetAsync(browser, address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    public sealed class Portal : IDisposable
    {
        public PortalHost Host { get; } = new();

        public void Dispose() => Host.Dispose();
    }
}
