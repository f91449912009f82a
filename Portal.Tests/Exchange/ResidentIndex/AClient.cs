using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Features.Exchange.ResidentIndex;
using Portal.Tests.Security;

namespace Portal.Tests.Exchange.ResidentIndex;

/// <summary>Builders of clients: <c>AClient.Entry()</c>, <c>AClient.RegisterAsync(host)</c>.</summary>
internal static class AClient
{
    public static ClientEntry Entry(string name = "国民健康保険", params AddresseeScope[] scopes) => new()
    {
        Name = name,
        System = "国保資格システム",
        Contact = "保険年金課 内線 300",
        Scopes = scopes.Length == 0 ? Enum.GetValues<AddresseeScope>() : scopes,
        AddressRanges = "127.0.0.0/8, ::1",
        PerMinute = "1000",
        ValidUntil = A.Day("2027-03-31"),
    };

    public static Task<ClientSecret> RegisterAsync(PortalHost host, ClientEntry? entry = null) =>
        host.Factory.Services.GetRequiredService<ClientDesk>().EnterAsync(A.Administrator, entry ?? Entry());
}

/// <summary>A business system of the city as its maker would build it from the published description: a token, then questions, over HTTP.</summary>
internal sealed class BusinessSystem : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _clientId;
    private readonly string _secret;

    public BusinessSystem(PortalHost host, ClientSecret secret)
    {
        _http = host.Browser();
        (_clientId, _secret) = (secret.ClientId, secret.Secret);
    }

    /// <summary>Sent with every question; null while it has asked for none.</summary>
    public string? Token { get; set; }

    public static async Task<BusinessSystem> ConnectedAsync(PortalHost host, ClientEntry? entry = null)
    {
        var system = new BusinessSystem(host, await AClient.RegisterAsync(host, entry));
        using var answer = await system.AskForTokenAsync();
        system.Token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        return system;
    }

    public Task<HttpResponseMessage> AskForTokenAsync(string? secret = null, string? clientId = null, string? scope = null, string grant = "client_credentials")
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = grant };
        if (scope is not null)
        {
            fields["scope"] = scope;
        }

        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId ?? _clientId}:{secret ?? _secret}"));
        return SendAsync(new(HttpMethod.Post, "/api/token") { Content = new FormUrlEncodedContent(fields), Headers = { Authorization = new AuthenticationHeaderValue("Basic", basic) } });
    }

    public Task<HttpResponseMessage> AskAsync(string number, string? purpose = "certificate", string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/addressees/{number}{query}");
        if (Token is not null)
        {
            request.Headers.Authorization = new("Bearer", Token);
        }

        if (purpose is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Purpose", purpose);
        }

        return SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            return await _http.SendAsync(request);
        }
    }
}
