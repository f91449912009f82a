using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Settings;

/// <summary>待ち受けの点検 — the addresses the portal is told to listen at, before Kestrel stumbles over them.</summary>
internal static partial class ListenCheck
{
    private const string Endpoints = "Kestrel:Endpoints";

    /// <summary>One line for each address, or number of a port, that cannot be listened at.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        foreach (var (key, address) in Addresses(configuration).Where(a => Read(a.Address) is null))
        {
            yield return $"待ち受けるアドレス（{key}）の「{address}」は使えません。http://localhost:5080 のように、localhost か IP アドレスと、1から65535までのポートで指定してください。";
        }

        foreach (var key in Empty(configuration))
        {
            yield return $"待ち受けるアドレス（{key}）が空です。http://localhost:5080 のように指定してください。";
        }

        foreach (var (key, port) in Ports(configuration).Where(p => !int.TryParse(p.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > ushort.MaxValue))
        {
            yield return $"待ち受けるポート（{key}）の「{port}」は使えません。1から65535までの数を指定してください。";
        }
    }

    /// <summary>Over https without a certificate nobody is answered.</summary>
    public static IEnumerable<string> WithoutCertificate(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Certificates:Default").Exists() ? [] : Addresses(configuration)
            .Where(a => Read(a.Address) is { Scheme: "https" } && !configuration.GetSection($"{a.Key[..(a.Key.LastIndexOf(':') + 1)]}Certificate").Exists()).Select(a => (a.Key, Value: a.Address))
            .Concat(Ports(configuration).Where(p => p.Key == "https_ports").Select(p => (p.Key, Value: p.Port)))
            .Select(a => $"https で待ち受ける（{a.Key}、{a.Value}）ための証明書がありません。設定 Kestrel:Certificates:Default:Path で指定するか、https をプロキシで受けて http://127.0.0.1:8080 で待ち受けてください。");

    private static IEnumerable<(string Key, string Address)> Addresses(IConfiguration configuration) => Parts(configuration, "urls")
        .Concat(configuration.GetSection(Endpoints).GetChildren().SelectMany(e => Parts(configuration, $"{e.Path}:Url")));

    /// <summary>An endpoint always has an address; that of the whole program may be left out, but not be of nothing.</summary>
    private static IEnumerable<string> Empty(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } && !Parts(configuration, "urls").Any())
        {
            yield return "urls";
        }

        foreach (var endpoint in configuration.GetSection(Endpoints).GetChildren().Where(e => !Parts(configuration, $"{e.Path}:Url").Any()))
        {
            yield return $"{endpoint.Path}:Url";
        }
    }

    private static IEnumerable<(string Key, string Port)> Ports(IConfiguration configuration) => Parts(configuration, "http_ports").Concat(Parts(configuration, "https_ports"));

    private static IEnumerable<(string Key, string Part)> Parts(IConfiguration configuration, string key) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => (key, part));

    /// <summary>
    /// Kestrel takes a port that is no number for 80, and a host it does not know for every address of the machine: a slip of the pen would open the
    /// portal to all, past the proxy.
    /// </summary>
    private static BindingAddress? Read(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { Scheme: "http" or "https", PathBase: "", Port: >= 0 and <= ushort.MaxValue } address && (address.IsUnixPipe || address.IsNamedPipe || Plain().IsMatch(text)) && IsHost(address.Host) ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsHost(string host) => host is "localhost" or "*" or "+" || host.Contains('/', StringComparison.Ordinal) || IPAddress.TryParse(host, out _);

    [GeneratedRegex(@"^https?://(\[[^\]]+\]|[^:/\[\]]+)(:[0-9]{1,5})?/?$", RegexOptions.IgnoreCase)]
    private static partial Regex Plain();
}
