using System.Security.Claims;
using Portal.Domain.Accounts;

namespace Portal.Security;

/// <summary>How a signed-in principal carries a member of staff. Permissions are looked up, never carried.</summary>
public static class StaffClaims
{
    public const string Department = "department";
    public const string Terminal = "terminal";

    public static Staff ToStaff(ClaimsPrincipal principal) => new(
        principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
        principal.FindFirstValue(ClaimTypes.Name) ?? "",
        principal.FindFirstValue(Department) ?? "",
        principal.FindFirstValue(Terminal) ?? "",
        RolePermissions.Of(Roles(principal)));

    public static ClaimsPrincipal ToPrincipal(string accountId, string name, string department, string terminal, IEnumerable<Role> roles, string scheme) =>
        new(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, accountId),
                new(ClaimTypes.Name, name),
                new(Department, department),
                new(Terminal, terminal),
                .. roles.Select(r => new Claim(ClaimTypes.Role, r.ToString())),
            ], scheme));

    public static IEnumerable<Role> Roles(ClaimsPrincipal principal) => principal
        .FindAll(ClaimTypes.Role)
        .Select(c => Enum.TryParse<Role>(c.Value, out var role) ? role : (Role?)null)
        .OfType<Role>();
}
