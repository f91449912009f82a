using Xunit;

namespace Portal.Tests.Security;

/// <summary>A provider in place of Entra ID, an application that signs in with it, and a visitor.</summary>
public abstract class EntraTest : IAsyncLifetime
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected OpenIdProvider Provider { get; private set; } = null!;

    protected EntraParty Portal { get; private set; } = null!;

    protected HttpClient Visitor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = await OpenIdProvider.StartAsync();
        Portal = await EntraParty.StartAsync(Provider.Settings());
        Visitor = Portal.Visitor();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Visitor.Dispose();
        await Portal.DisposeAsync();
        await Provider.DisposeAsync();
    }

    protected static async Task AssertNobodyAsync(HttpResponseMessage answer, HttpClient visitor)
    {
        Assert.DoesNotContain(EntraParty.Cookies(answer), cookie => cookie.StartsWith(EntraParty.SessionCookie, StringComparison.Ordinal));
        Assert.Equal("nobody", await visitor.GetStringAsync(new Uri("/", UriKind.Relative), Token));
    }

    protected void AssertNoSecretInTheLog()
    {
        var secrets = Provider.Issued.SelectMany(token => token.Split('.', StringSplitOptions.RemoveEmptyEntries))
            .Concat([OpenIdProvider.ClientSecret, "kimura@otaru.example", "木村"]).ToList();
        Assert.All(Portal.LogLines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
    }
}
