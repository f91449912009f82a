using System.Net;
using System.Text.RegularExpressions;
using Portal.Demo;

namespace Portal.Tests.Maintenance.Nodes;

/// <summary>
/// A browser's cookies and forms, at whichever node the proxy sends it to. It counts localhost as safe, as browsers do; the framework's own
/// jar would send no cookie of the strict kind there.
/// </summary>
internal sealed partial class NodeBrowser : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly Dictionary<string, string> _jar = [];

    public void Dispose() => _client.Dispose();

    /// <summary>The button of the demo's sign-in page.</summary>
    public async Task SignInAsync(Uri page, Uri post, string account, CancellationToken cancellationToken)
    {
        using var shown = await SendAsync(HttpMethod.Get, new(page, "/sign-in"), null, cancellationToken);
        var token = Token().Match(await shown.Content.ReadAsStringAsync(cancellationToken)).Groups[1].Value;
        Dictionary<string, string> form = new() { ["account"] = account, ["__RequestVerificationToken"] = token };
        for (var attempt = 0; attempt < 2; attempt++)
        {
            // First the browser becomes the terminal, then it is posted once more.
            using var answer = await SendAsync(HttpMethod.Post, new(post, DemoSignIn.Path), form, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location?.ToString() == "/")
            {
                return;
            }
        }

        throw new InvalidOperationException($"{account} was not signed in.");
    }

    public async Task SignOutAsync(Uri node, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, new(node, "/sign-out"), [], cancellationToken)).Dispose();

    /// <summary>Whether a page opens; a browser that is nobody's is sent to the sign-in.</summary>
    public async Task<bool> IsLetInAsync(Uri node, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, node, null, cancellationToken);
        return answer.StatusCode is HttpStatusCode.OK;
    }

    /// <summary>The same cookies in a browser of their own: what somebody kept who was signed out.</summary>
    public NodeBrowser Copy()
    {
        var copy = new NodeBrowser();
        foreach (var (name, value) in _jar)
        {
            copy._jar[name] = value;
        }

        return copy;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, Dictionary<string, string>? form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Content = form is null ? null : new FormUrlEncodedContent(form);
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _jar.Select(c => $"{c.Key}={c.Value}")));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        var answer = await _client.SendAsync(request, cancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            _jar[pair[0]] = pair[1];
        }

        return answer;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
