using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>The portal in Development, asked by address.</summary>
public sealed class DenialLogTests : IDisposable
{
    private const string SignIn = "/development/sign-in";

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-denial-").FullName;
    private readonly WebApplicationFactory<Program> _portal;
    private readonly HttpClient _client;

    public DenialLogTests()
    {
        _portal = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment("Development")
            .UseSetting("Demo:People", "0")
            .UseSetting("ConnectionStrings:Portal", $"Data Source={Path.Combine(_folder, "ledger.db")}")
            .UseSetting("KeyRing:Folder", Path.Combine(_folder, "keys")));
        _client = _portal.CreateClient(new() { AllowAutoRedirect = false });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _portal.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("takahashi", "/corrections/approvals", "/corrections/approvals")]
    [InlineData("yoshida", "/exchange/imports/previews/{0}/report", "/exchange/imports/previews/{{id:guid}}/report")]
    [InlineData("sasaki", "/corrections/people/{0}", "/corrections/people/{{Id:guid}}")]
    [InlineData("nakamura", "/ledger?s={0}", "/ledger")]
    [InlineData("nakamura", "/corrections/evidence/{0}", "/corrections/evidence/{{id:guid}}")]
    public async Task AnAddressWithoutTheRight_IsRefused_AndLoggedOnceByItsRoute(string account, string address, string route)
    {
        var id = Guid.CreateVersion7();
        await SignInAsync(account);

        using var answer = await _client.GetAsync(new Uri(string.Format(null, address, id), UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await using var db = await _portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
        var row = await db.OperationLog.SingleAsync(Token);
        Assert.Equal((Operation.AccessDenied, OperationResult.Denied, account), (row.Operation, row.Result, row.AccountId));
        Assert.Equal(string.Format(null, route), row.Detail);
        Assert.Equal(route.Contains("guid", StringComparison.Ordinal) ? id : null, row.SubjectId);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    public async Task AFormOfAnotherSite_SeatsNobody(string header, string value)
    {
        using var form = Form("yoshida");
        form.Headers.Add(header, value);

        using var answer = await _client.SendAsync(form, Token);

        Assert.InRange((int)answer.StatusCode, 400, 403);
    }

    private async Task SignInAsync(string account)
    {
        using var form = Form(account);
        using var answer = await _client.SendAsync(form, Token);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static HttpRequestMessage Form(string account) =>
        new(HttpMethod.Post, SignIn) { Content = new FormUrlEncodedContent([new("account", account)]) };
}
