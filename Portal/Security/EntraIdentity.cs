using System.Security.Claims;
using Microsoft.Identity.Web;

namespace Portal.Security;

/// <summary>
/// Who Entra ID says has signed in. Tenant and object id together never change and are never given to another person;
/// the user name and the name can be both, so they are for showing only.
/// </summary>
public sealed record EntraIdentity(string TenantId, string ObjectId, string? UserName, string? Name)
{
    /// <summary>Null when the token does not say whose it is.</summary>
    internal static EntraIdentity? Of(ClaimsPrincipal? token) => token?.GetTenantId() is { } tenantId && token.GetObjectId() is { } objectId
        ? new(tenantId, objectId, token.FindFirstValue(ClaimConstants.PreferredUserName), token.FindFirstValue(ClaimConstants.Name))
        : null;
}
