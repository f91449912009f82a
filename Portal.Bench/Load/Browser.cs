using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Demo;

namespace Portal.Bench.Load;

/// <summary>A page as fetched.</summary>
/// <param name="Address">Where.</param>
/// <param name="Operations">What tells the circuit to start the page's components.</param>
/// <param name="State">The encrypted state that came with it.</param>
internal sealed record FetchedPage(Uri Address, string Operations, string State);

/// <summary>A browser's cookies and requests, signed in as somebody of the demo's office.</summary>
internal sealed partial class Browser : IDisposable
{
    /// <summary>Kept by hand: to a browser this machine itself is as good as https, to the framework's container it is not.</summary>
    private readonly Dictionary<string, string> _cookies = [];
    private readonly HttpClient _client;

    public Browser(Uri address)
    {
        Address = address;
        _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public string Cookies
    {
        get
        {
            lock (_cookies)
            {
                return string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));
            }
        }
    }

    public async Task SignInAsync(string account, CancellationToken cancellationToken)
    {
        var token = FormToken().Match(await TextAsync(Addresses.SignIn, cancellationToken)).Groups[1].Value;
        // The demo's button is pressed for its first half only: it makes this browser a terminal of the office.
        (await PostAsync(DemoSignIn.Path, token, ("account", "takahashi"), cancellationToken)).Dispose();
        using var answer = await PostAsync(Addresses.SignIn, token, ("id", account), cancellationToken);
        if (answer.Headers.Location?.ToString() != Addresses.Search)
        {
            throw new InvalidOperationException($"{account} was not signed in.");
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string token, (string Name, string Value) who, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent([
            new(who.Name, who.Value), new("password", DemoStaff.Password), new("back", Addresses.Search), new("__RequestVerificationToken", token),
        ]);
        return await SendAsync(HttpMethod.Post, path, form, cancellationToken);
    }

    public async Task<FetchedPage> GetAsync(string path, CancellationToken cancellationToken)
    {
        var html = await TextAsync(path, cancellationToken);
        var operations = Marker().Matches(html).Select(m => m.Groups[1].Value).Where(json => json.Contains("\"descriptor\"", StringComparison.Ordinal))
            .Select((json, at) => new { type = "add", ssrComponentId = at + 1, marker = JsonSerializer.Deserialize<JsonElement>(json) }).ToList();
        if (operations.Count == 0)
        {
            throw new InvalidOperationException("The page starts no component.");
        }

        return new(new Uri(Address, path), JsonSerializer.Serialize(new { batchId = 1, operations }), State().Match(html).Groups[1].Value);
    }

    public async Task<string> NegotiateAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("connectionToken").GetString()!;
    }

    /// <summary>The page's own script asks every fifteen seconds how long the sign-in lasts.</summary>
    public async Task AskSessionAsync(CancellationToken cancellationToken) => (await SendAsync(HttpMethod.Get, "/session/state", null, cancellationToken)).Dispose();

    /// <summary>And says so when a key is pressed, every ten seconds at most.</summary>
    public async Task KeepSessionAsync(CancellationToken cancellationToken) => (await SendAsync(HttpMethod.Post, "/session/alive", null, cancellationToken)).Dispose();

    public void Dispose() => _client.Dispose();

    private async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync(cancellationToken)
            : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", Cookies);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        HttpResponseMessage answer;
        try
        {
            answer = await _client.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Or it would pass for the run being stopped, and nobody would hear of it.
            throw new TimeoutException($"{path} was not answered within {_client.Timeout.TotalSeconds:0} s.");
        }

        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            lock (_cookies)
            {
                foreach (var pair in set.Select(cookie => cookie.Split(';')[0].Split('=', 2)))
                {
                    _cookies[pair[0]] = pair[1];
                }
            }
        }

        return answer;
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex FormToken();

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
