using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.ResidentIndex;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Exchange.ResidentIndex;

/// <summary>Whoever should not be answered: what they get, and the row it leaves.</summary>
public sealed class AddresseeAttackTests : IDisposable
{
    private readonly PortalHost _host = new();

    public void Dispose() => _host.Dispose();

    private ClientDesk Desk => _host.Factory.Services.GetRequiredService<ClientDesk>();

    [Fact]
    public async Task WithoutAToken_OrWithAnInventedOne_NobodyIsAnswered()
    {
        using var system = await BusinessSystem.ConnectedAsync(_host);
        var good = system.Token!;

        system.Token = null;
        Assert.Equal("token-missing", await Problems.KeyOfAsync(await system.AskAsync("1"), 401));
        foreach (var bad in new[] { "x", good[..^2], good + "AA", new string('A', 5_000), "CfDJ8" })
        {
            system.Token = bad;
            using var answer = await system.AskAsync("1");
            Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
            Assert.Equal("token-invalid", await Problems.KeyOfAsync(answer, 401));
        }

        Assert.Equal(6, _host.Log(Operation.AddresseeAnswered).Count(row => row is { Result: OperationResult.Denied, AccountId: "-", Terminal: "127.0.0.1" }));
    }

    [Fact]
    public async Task AWrongSecret_AnIdNobodyHas_AndAMissingOne_AreToldTheSame()
    {
        using var system = new BusinessSystem(_host, await AClient.RegisterAsync(_host));

        var answers = new[]
        {
            await system.AskForTokenAsync(secret: "wrong"), await system.AskForTokenAsync(clientId: "c-nobody"), await system.AskForTokenAsync(secret: ""), await system.AskForTokenAsync(clientId: ""),
        };
        var bodies = answers.Select(a => a.Content.ReadFromJsonAsync<JsonElement>().GetAwaiter().GetResult()).ToList();

        Assert.Single(bodies.Select(b => $"{b.GetProperty("type")} {b.GetProperty("detail")} {b.GetProperty("error")}").Distinct());
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Unauthorized, a.StatusCode));
        Assert.Equal("invalid_client", bodies[0].GetProperty("error").GetString());
        var rows = _host.Log(Operation.ClientTokenMade);
        Assert.Equal(["シークレット違い", "該当なし", "シークレット違い", "該当なし"], rows.Select(r => r.Detail));
        Assert.Equal(["国民健康保険", "", "国民健康保険", ""], rows.Select(r => r.StaffName));
        answers.ToList().ForEach(a => a.Dispose());
    }

    [Fact]
    public async Task ATokenTooOld_OfAStoppedClient_OfAnEarlierSecret_OrPastTheLastDay_IsWorthNothing()
    {
        using var old = await BusinessSystem.ConnectedAsync(_host);
        _host.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("token-invalid", await Problems.KeyOfAsync(await old.AskAsync("1"), 401));

        using var stopped = await BusinessSystem.ConnectedAsync(_host, AClient.Entry("介護保険"));
        var client = Client("介護保険");
        await Desk.StopAsync(A.Administrator, client.AddresseeClientId, client.Version, "契約の終了のため");
        Assert.Equal("token-invalid", await Problems.KeyOfAsync(await stopped.AskAsync("1"), 401));
        Assert.Equal("client-invalid", await Problems.KeyOfAsync(await stopped.AskForTokenAsync(), 401));
        Assert.Equal("停止中", _host.Log(Operation.ClientTokenMade)[^1].Detail);

        using var rotated = await BusinessSystem.ConnectedAsync(_host, AClient.Entry("収納"));
        client = Client("収納");
        await Desk.RotateAsync(A.Administrator, client.AddresseeClientId, client.Version);
        Assert.Equal("token-invalid", await Problems.KeyOfAsync(await rotated.AskAsync("1"), 401));
        Assert.Equal("client-invalid", await Problems.KeyOfAsync(await rotated.AskForTokenAsync(), 401));

        using var ended = await BusinessSystem.ConnectedAsync(_host, AClient.Entry("福祉") with { ValidUntil = A.Day("2026-11-23") });
        _host.Time.SetUtcNow(new DateTimeOffset(2026, 11, 23, 14, 58, 0, TimeSpan.Zero));
        ended.Token = null;
        using (var renewed = await ended.AskForTokenAsync())
        {
            ended.Token = (await renewed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString();
        }

        Assert.Equal("not-found", await Problems.KeyOfAsync(await ended.AskAsync("1"), 404));
        _host.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("token-invalid", await Problems.KeyOfAsync(await ended.AskAsync("1"), 401));
        Assert.Equal("有効期限切れ", _host.Log(Operation.AddresseeAnswered)[^1].Detail);
    }

    [Fact]
    public async Task FromAnotherAddress_NeitherTokenNorAnswerIsGiven()
    {
        using var system = await BusinessSystem.ConnectedAsync(_host);
        var client = Client("国民健康保険");
        await Desk.ChangeAsync(A.Administrator, client.AddresseeClientId, client.Version, AClient.Entry() with { AddressRanges = "10.20.3.0/24" });

        Assert.Equal("address-refused", await Problems.KeyOfAsync(await system.AskAsync("1"), 403));
        Assert.Equal("client-invalid", await Problems.KeyOfAsync(await system.AskForTokenAsync(), 401));
    }

    [Fact]
    public async Task AScopeTheClientHasNot_IsRefused_AndOneTakenFromItIsGoneAtOnce()
    {
        using var system = await BusinessSystem.ConnectedAsync(_host, AClient.Entry("収納", AddresseeScope.Basic));
        Assert.Equal("scope-invalid", await Problems.KeyOfAsync(await system.AskForTokenAsync(scope: "addressee.basic addressee.residence"), 400));
        Assert.Equal("scope-invalid", await Problems.KeyOfAsync(await system.AskForTokenAsync(scope: "everything"), 400));

        using var narrow = await BusinessSystem.ConnectedAsync(_host);
        using (var answer = await narrow.AskForTokenAsync(scope: "addressee.vaccinations"))
        {
            narrow.Token = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString();
        }

        Assert.Equal("scope-missing", await Problems.KeyOfAsync(await narrow.AskAsync("1"), 403));
    }

    [Theory]
    [InlineData(null, "purpose-missing")]
    [InlineData("", "purpose-missing")]
    [InlineData("curiosity", "purpose-unknown")]
    [InlineData("certificate, relief", "purpose-unknown")]
    [InlineData("Certificate", "purpose-unknown")]
    public async Task WithoutAPurposeOfTheList_NothingIsLookedFor_AndTheFixIsNamed(string? purpose, string key)
    {
        using var system = await BusinessSystem.ConnectedAsync(_host);

        using var answer = await system.AskAsync("1", purpose);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("health-management", text, StringComparison.Ordinal);
        Assert.Equal(key, await Problems.KeyOfAsync(answer, 400));
        var row = _host.Log(Operation.AddresseeAnswered).Single();
        Assert.Equal((OperationResult.Denied, key, null), (row.Result, row.Detail, row.Purpose));
    }

    [Theory]
    [InlineData("1", "?name=%E4%BD%90%E8%97%A4", "query-unknown")]
    [InlineData("1", "?number=my-number", "query-unknown")]
    [InlineData("1", "?number=resident&number=integrated", "query-unknown")]
    [InlineData("%E4%BD%90%E8%97%A4", "", "number-unreadable")]
    [InlineData("1234567890123456", "", "number-unreadable")]
    public async Task ANameOrAnythingElseInTheAddress_IsRefused_AndStandsInNoRow(string number, string query, string key)
    {
        using var system = await BusinessSystem.ConnectedAsync(_host);

        Assert.Equal(key, await Problems.KeyOfAsync(await system.AskAsync(number, query: query), 400));
        Assert.Equal(key, _host.Log(Operation.AddresseeAnswered).Single().Detail);
    }

    [Fact]
    public async Task TheCookieOfSomebodySignedIn_OpensNothing_AndIsNoWorkAtThePortalEither()
    {
        using var browser = await _host.SignedInAsync("takahashi");
        DateTime LastActive()
        {
            using var db = _host.Db();
            return db.Sessions.Single(s => s.EndReason == null).LastActiveAt;
        }

        var before = LastActive();
        _host.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("token-missing", await Problems.KeyOfAsync(await PortalHost.GetAsync(browser, "/api/addressees/1"), 401));
        Assert.Equal("token-missing", await Problems.KeyOfAsync(await PortalHost.GetAsync(browser, "/api/Addressees/1"), 401));
        Assert.Equal(before, LastActive());
        Assert.All(_host.Log(Operation.AddresseeAnswered), row => Assert.Equal("-", row.AccountId));
    }

    [Fact]
    public async Task LineEndsAndCommandsInWhatIsSent_ReachNoRowOfTheLog()
    {
        using var system = await BusinessSystem.ConnectedAsync(_host);
        const string evil = "certificate\r\n2026-11-23 admin 承認\u001b[2J\u202e";

        await _host.Factory.Server.SendAsync(context =>
        {
            context.Request.Method = "GET";
            context.Request.Scheme = "https";
            context.Request.Path = "/api/addressees/1";
            context.Request.Headers.Authorization = $"Bearer {system.Token}";
            context.Request.Headers["X-Purpose"] = evil;
            context.Request.Headers["X-Request-Id"] = context.Request.Headers.UserAgent = evil;
        }, TestContext.Current.CancellationToken);
        using var token = await system.AskForTokenAsync(clientId: evil);

        Assert.All(_host.Log(Operation.AddresseeAnswered, Operation.ClientTokenMade), row =>
            Assert.DoesNotContain("admin", $"{row.AccountId}{row.StaffName}{row.Terminal}{row.Trace}{row.Detail}{row.Purpose}", StringComparison.Ordinal));
        Assert.Equal("purpose-unknown", _host.Log(Operation.AddresseeAnswered).Single().Detail);
    }

    [Fact]
    public async Task TooFast_IsToldHowLongToWait_AndOthersAreNotHeldUp()
    {
        using var fast = await BusinessSystem.ConnectedAsync(_host, AClient.Entry("収納") with { PerMinute = "3" });
        using var other = await BusinessSystem.ConnectedAsync(_host);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("not-found", await Problems.KeyOfAsync(await fast.AskAsync("1"), 404));
        }

        using var answer = await fast.AskAsync("1");

        Assert.InRange((int)answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("too-many", await Problems.KeyOfAsync(answer, 429));
        Assert.Equal("not-found", await Problems.KeyOfAsync(await other.AskAsync("1"), 404));
        var row = _host.Log(Operation.AddresseeAnswered).Single(r => r.Detail == "too-many");
        Assert.Equal(("収納", OperationResult.Denied), (row.StaffName, row.Result));
    }

    [Fact]
    public async Task WithoutEncryption_NothingIsReadOutsideDevelopment()
    {
        using var host = new PortalHost("Production");
        var secret = await AClient.RegisterAsync(host);
        using var http = host.Factory.CreateClient(new() { BaseAddress = new Uri("http://localhost"), AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", secret.ClientId), new("client_secret", secret.Secret)]);

        Assert.Equal("https-only", await Problems.KeyOfAsync(await http.PostAsync(new Uri("/api/token", UriKind.Relative), form, TestContext.Current.CancellationToken), 400));
        Assert.Equal("https-only", await Problems.KeyOfAsync(await PortalHost.GetAsync(http, "/api/addressees/1"), 400));
        Assert.Equal(["https-only", "https-only"], host.Log(Operation.ClientTokenMade, Operation.AddresseeAnswered).Select(r => r.Detail));
    }

    [Fact]
    public async Task GuessingSecrets_IsStoppedByAddress()
    {
        using var system = new BusinessSystem(_host, await AClient.RegisterAsync(_host));
        for (var i = 0; i < 60; i++)
        {
            using var guess = await system.AskForTokenAsync(grant: "password");
            Assert.Equal(HttpStatusCode.BadRequest, guess.StatusCode);
        }

        Assert.Equal("too-many", await Problems.KeyOfAsync(await system.AskForTokenAsync(), 429));
        Assert.Equal(61, _host.Log(Operation.ClientTokenMade).Count(r => r.Result == OperationResult.Denied));
    }

    private AddresseeClient Client(string name)
    {
        using var db = _host.Db();
        return db.AddresseeClients.Single(c => c.Name == name);
    }
}
