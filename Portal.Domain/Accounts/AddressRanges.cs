using System.Net;
using System.Net.Sockets;

namespace Portal.Domain.Accounts;

/// <summary>アドレス範囲 — the networks a terminal may connect from: <c>10.20.3.0/24, 10.20.4.17</c>.</summary>
public sealed class AddressRanges
{
    private readonly IReadOnlyList<IPNetwork> _networks;

    private AddressRanges(IReadOnlyList<IPNetwork> networks) => _networks = networks;

    /// <exception cref="RuleException">Empty, or a part that is no address and no network.</exception>
    public static AddressRanges Parse(string? text)
    {
        var parts = Ledger.Fold.Nfkc(text).Split([',', ' ', '\n', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 0
            ? throw new RuleException("アドレス範囲を入力してください。例: 10.20.3.0/24、または 10.20.3.17")
            : new AddressRanges([.. parts.Select(ParsePart)]);
    }

    /// <summary>IPv4 written as IPv6 counts as IPv4.</summary>
    public bool Contains(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && _networks.Any(network => network.Contains(plain));
    }

    public override string ToString() => string.Join(", ", _networks);

    // The runtime also reads 10.20.3 as 10.20.0.3 and 010 as 8: only what it writes back as typed is meant.
    private static IPNetwork ParsePart(string part) =>
        IPAddress.TryParse(part, out var single) && IsMeant(single, $"{single}" == part) ? new IPNetwork(single, single.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(part, out var network) && IsMeant(network.BaseAddress, $"{network}" == part) ? network
        : throw new RuleException($"アドレス範囲「{part}」を読めません。10.20.3.0/24 のように、ネットワークの先頭のアドレスと長さで入力してください。");

    private static bool IsMeant(IPAddress address, bool isAsTyped) => isAsTyped || address.AddressFamily == AddressFamily.InterNetworkV6;
}
