using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.ResidentIndex.Answers;

/// <summary>What a client says to get a token (RFC 6749, 4.4).</summary>
/// <param name="ClientId">As sent.</param>
/// <param name="Secret">As sent.</param>
/// <param name="Scope">As sent; null for all it has.</param>
/// <param name="Address">Of the connection.</param>
/// <param name="Trace">The request.</param>
public sealed record TokenRequest(string? ClientId, string? Secret, string? Scope, IPAddress? Address, string Trace)
{
    public override string ToString() => nameof(TokenRequest);
}

/// <summary>アクセストークンの発行 — a right secret, from an allowed address, of a client that may ask. Every outcome is a row of the log before it is told.</summary>
public sealed class TokenDesk(IDbContextFactory<PortalDb> dbFactory, IPasswordHasher<AddresseeClient> hasher, ClientTokens tokens, TimeProvider time)
{
    /// <summary>No secret of ours is longer.</summary>
    private const int MaxSecretLength = 100;

    // An ID nobody has costs the same work as one somebody has.
    private readonly string _nobody = hasher.HashPassword(null!, AddresseeClient.NewSecret());

    public async Task<(ApiProblem? Problem, GrantedToken? Token)> GrantAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var client = request.ClientId is { Length: > 0 and <= AddresseeClient.ClientIdMaxLength } id
            ? await db.AddresseeClients.SingleOrDefaultAsync(c => c.ClientId == id, cancellationToken)
            : null;
        var (problem, why) = Judge(client, request, now);
        var scopes = problem is null ? AddresseeScopes.Read(request.Scope ?? client!.Scopes) : [];
        if (problem is null && (scopes is null or [] || scopes.Except(client!.ScopeList).Any()))
        {
            (problem, why) = (ApiProblem.InvalidScope, "範囲外");
        }

        if (problem is null)
        {
            client!.LastTokenAt = now;
        }

        var words = AddresseeScopes.Join(scopes ?? []);
        // What was sent stands in no row: an unknown ID is a text anybody could write.
        db.Add(OperationLogEntry.For(
            Actor(client, request), now, Operation.ClientTokenMade, subjectId: client?.AddresseeClientId, detail: problem is null ? words : why,
            result: problem is null ? OperationResult.Done : OperationResult.Denied));
        await db.SaveChangesAsync(cancellationToken);
        return problem is null ? (null, new(tokens.Make(client!, words), "Bearer", (int)ClientTokens.Lifetime.TotalSeconds, words)) : (problem, null);
    }

    private (ApiProblem? Problem, string? Why) Judge(AddresseeClient? client, TokenRequest request, DateTime now)
    {
        var secret = request.Secret is { Length: > 0 and <= MaxSecretLength } sent ? sent : "-";
        var isRight = hasher.VerifyHashedPassword(client!, client?.SecretHash ?? _nobody, secret) is not PasswordVerificationResult.Failed;
        return client is null ? (ApiProblem.InvalidClient, "該当なし")
            : client.SecretHash is null || !isRight ? (ApiProblem.InvalidClient, "シークレット違い")
            : client.RefusalAt(now) is { } refusal ? (ApiProblem.InvalidClient, refusal)
            : client.MayAskFrom(request.Address) ? (null, null) : (ApiProblem.InvalidClient, "接続元の範囲外");
    }

    private static Staff Actor(AddresseeClient? client, TokenRequest request) => (client?.Actor(request.Address) ?? ClientGate.Nobody(request.Address)) with { Trace = request.Trace };
}

/// <summary>As RFC 6749, 5.1 names them.</summary>
public sealed record GrantedToken(
    [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken,
    [property: System.Text.Json.Serialization.JsonPropertyName("token_type")] string TokenType,
    [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn,
    [property: System.Text.Json.Serialization.JsonPropertyName("scope")] string Scope)
{
    public override string ToString() => nameof(GrantedToken);
}
