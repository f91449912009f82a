using Microsoft.AspNetCore.Authorization;
using Portal.Domain.Accounts;

namespace Portal.Security;

/// <summary>One policy per permission, of the same name: <c>[Authorize(Policy = nameof(Permission.LedgerView))]</c>.</summary>
public static class Policies
{
    public static AuthorizationBuilder AddPortalPolicies(this AuthorizationBuilder builder)
    {
        foreach (var permission in Enum.GetValues<Permission>())
        {
            builder.AddPolicy(permission.ToString(), p => p.RequireAuthenticatedUser().RequireAssertion(c => StaffClaims.ToStaff(c.User).May(permission)));
        }

        return builder.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
