using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>The portal as it starts outside Development, where no way of signing in is set up yet.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-start-").FullName;
    private readonly WebApplicationFactory<Program> _portal;

    public StartTests() => _portal = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
        .UseEnvironment("Production")
        .UseSetting("ConnectionStrings:Portal", $"Data Source={Path.Combine(_folder, "ledger.db")}")
        .UseSetting("KeyRing:Folder", Path.Combine(_folder, "keys")));

    public void Dispose()
    {
        _portal.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory, InlineData("/"), InlineData("/ledger"), InlineData("/no-such-page")]
    public async Task EveryPage_IsClosed_AndSaysWhy(string path)
    {
        using var client = _portal.CreateClient();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("サインインの方法がまだ設定されていません", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDevelopmentSignIn_DoesNotExist()
    {
        using var client = _portal.CreateClient();
        using var form = new FormUrlEncodedContent([new("account", "takahashi")]);

        using var answer = await client.PostAsync(new Uri("/development/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory, InlineData("/health/live"), InlineData("/health/ready")]
    public async Task Health_AnswersWithoutSignIn_AndWithoutDetails(string path)
    {
        using var client = _portal.CreateClient();

        Assert.Equal("ok", await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TheKeyRing_IsReadableToItsOwnerOnly()
    {
        using var client = _portal.CreateClient();
        await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(_folder, "keys"))
            == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }
}
