using System.Security.Claims;
using Portal.Domain.Accounts;

namespace Portal.Security;

/// <summary>
/// How a signed-in principal carries a member of staff, for one request or one circuit. Made anew from the database each time;
/// the browser's cookie names the sign-in and nothing else.
/// </summary>
public static class StaffClaims
{
    public const string Department = "department";
    public const string Terminal = "terminal";
    public const string Session = "session";
    public const string StaffMember = "staff-member";

    /// <summary>What the rights, the person and the terminal were when this principal was made: another stamp, another principal.</summary>
    public const string Stamp = "stamp";

    private const string PermissionClaim = "permission";
    private const string SharedClaim = "shared";

    public static Staff ToStaff(ClaimsPrincipal principal) => new(
        principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
        principal.FindFirstValue(ClaimTypes.Name) ?? "",
        principal.FindFirstValue(Department) ?? "",
        principal.FindFirstValue(Terminal) ?? "",
        Permissions(principal).ToHashSet())
    {
        StaffMemberId = Id(principal, StaffMember),
        SessionId = SessionOf(principal),
    };

    /// <summary>The member of staff of a request, and the request.</summary>
    public static Staff Staff(this HttpContext context) => ToStaff(context.User) with { Trace = context.TraceIdentifier };

    public static ClaimsPrincipal ToPrincipal(Staff staff, IEnumerable<Role> roles, string stamp, string scheme, bool isShared = false) =>
        new(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, staff.AccountId),
                new(ClaimTypes.Name, staff.Name),
                new(Department, staff.Department),
                new(Terminal, staff.Terminal),
                new(Stamp, stamp),
                new(SharedClaim, isShared.ToString()),
                .. Optional(StaffMember, staff.StaffMemberId),
                .. Optional(Session, staff.SessionId),
                .. staff.Permissions.Select(p => new Claim(PermissionClaim, p.ToString())),
                .. roles.Select(r => new Claim(ClaimTypes.Role, r.ToString())),
            ], scheme));

    /// <summary>What the cookie holds: which sign-in this browser belongs to.</summary>
    public static ClaimsPrincipal ToTicket(Guid sessionId, string scheme) =>
        new(new ClaimsIdentity([new(Session, sessionId.ToString("N"))], scheme));

    public static Guid? SessionOf(ClaimsPrincipal principal) => Id(principal, Session);

    /// <summary>Who sits there, by however many sign-ins: what limits hold for.</summary>
    public static Guid? PersonOf(ClaimsPrincipal principal) => Id(principal, StaffMember) ?? SessionOf(principal);

    /// <summary>Whether the sign-in is with a shared ID, at which a 交代 is possible.</summary>
    public static bool IsShared(ClaimsPrincipal principal) => principal.HasClaim(SharedClaim, bool.TrueString);

    public static string? StampOf(ClaimsPrincipal principal) => principal.FindFirstValue(Stamp);

    public static IEnumerable<Role> Roles(ClaimsPrincipal principal) => Values<Role>(principal, ClaimTypes.Role);

    private static IEnumerable<Permission> Permissions(ClaimsPrincipal principal) => Values<Permission>(principal, PermissionClaim);

    private static IEnumerable<T> Values<T>(ClaimsPrincipal principal, string type) where T : struct, Enum => principal
        .FindAll(type)
        .Select(c => Enum.TryParse<T>(c.Value, out var value) ? value : (T?)null)
        .OfType<T>();

    private static Guid? Id(ClaimsPrincipal principal, string type) => Guid.TryParse(principal.FindFirstValue(type), out var id) ? id : null;

    private static IEnumerable<Claim> Optional(string type, Guid? id) => id is { } value ? [new Claim(type, value.ToString("N"))] : [];
}
