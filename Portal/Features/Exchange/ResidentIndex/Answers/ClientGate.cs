using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.ResidentIndex;

namespace Portal.Features.Exchange.ResidentIndex.Answers;

/// <summary>Who asks, or why nobody may.</summary>
/// <param name="Actor">For the log, refused or not.</param>
/// <param name="Client">As it stands now; null when the token names none.</param>
/// <param name="Scopes">Of the token, as far as the client still has them.</param>
/// <param name="Problem">Null when it may ask.</param>
/// <param name="Why">Words for the log.</param>
internal sealed record KnownClient(Staff Actor, AddresseeClient? Client, IReadOnlyList<AddresseeScope> Scopes, ApiProblem? Problem, string? Why);

/// <summary>Asks the database at every request whether a token's client may still ask: what was stopped, changed or has run out counts at once.</summary>
internal static class ClientGate
{
    public static async Task<KnownClient> KnowAsync(PortalDb db, ClientTokens tokens, HttpContext context, DateTime now, CancellationToken cancellationToken)
    {
        var address = context.Connection.RemoteIpAddress;
        if (tokens.Read(context) is not { } token)
        {
            return ClientTokens.IsThere(context)
                ? new(Nobody(address), null, [], ApiProblem.TokenInvalid, "トークンが無効か期限切れ")
                : new(Nobody(address), null, [], ApiProblem.TokenMissing, "トークンなし");
        }

        var client = await db.AddresseeClients.AsNoTracking().SingleOrDefaultAsync(c => c.AddresseeClientId == token.Client, cancellationToken);
        if (client is null)
        {
            return new(Nobody(address), null, [], ApiProblem.TokenInvalid, "該当なし");
        }

        IReadOnlyList<AddresseeScope> scopes = [.. client.ScopeList.Intersect(AddresseeScopes.Read(token.Scopes) ?? [])];
        var (problem, why) = client.RefusalAt(now) is { } refusal ? (ApiProblem.TokenInvalid, refusal)
            : client.SecretStamp != token.Stamp || client.SecretHash is null ? (ApiProblem.TokenInvalid, "シークレットの再発行より前のトークン")
            : !client.MayAskFrom(address) ? (ApiProblem.AddressRefused, "接続元の範囲外")
            : !scopes.Contains(AddresseeScope.Basic) ? (ApiProblem.ScopeMissing, "範囲外") : ((ApiProblem?)null, (string?)null);
        return new(client.Actor(address), client, scopes, problem, why);
    }

    /// <summary>Somebody at an address who has not shown to be a client.</summary>
    public static Staff Nobody(IPAddress? address) =>
        new("-", "", "", $"{(address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)}", new HashSet<Permission>());
}
