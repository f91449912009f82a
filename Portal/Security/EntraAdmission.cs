using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Accounts.Terminals;

namespace Portal.Security;

/// <summary>
/// Whom Entra ID's word lets in: whoever has an issued, current ID that names the same user. The name is compared with what the
/// administrator entered; the object id is noted at the first sign-in, and from then on it is the object id that counts.
/// </summary>
internal static class EntraAdmission
{
    public static async Task<ClaimsPrincipal?> AdmitAsync(HttpContext context, EntraIdentity who)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(context.RequestAborted);
        var terminal = await TerminalFinder.FindAsync(db, context, context.RequestAborted);
        var account = await FindAsync(db, who, context.RequestAborted);
        if (account is null)
        {
            db.Add(OperationLogEntry.For(
                new Staff("-", "", "", terminal?.Name ?? "", new HashSet<Permission>()), now, Operation.SignInFailed,
                detail: $"Entra ID 該当なし {who.ObjectId}", result: OperationResult.Denied));
            await db.SaveChangesAsync(context.RequestAborted);
            return null;
        }

        try
        {
            await BindAsync(db, account, who, now, context.RequestAborted);
            var session = await services.GetRequiredService<SignInDesk>().OpenAsync(
                new SignInTicket(account.AccountKey, "", SignInMethod.EntraId, account.StaffMemberId, Addresses.Home), terminal, await ReplacedAsync(context));
            return StaffClaims.ToTicket(session, SessionCookie.Scheme);
        }
        catch (RuleException)
        {
            // Refused and written down by the desk: to the person it is an identity without a current ID.
            return null;
        }
    }

    private static async Task<Account?> FindAsync(PortalDb db, EntraIdentity who, CancellationToken cancellationToken)
    {
        var objectName = ObjectName(who);
        if (await db.Accounts.SingleOrDefaultAsync(a => a.ExternalName == objectName && a.Kind == AccountKind.Personal, cancellationToken) is { } bound)
        {
            return bound;
        }

        // User names can be given to somebody else later: the first sign-in binds the ID to the object, which is never given twice.
        var userName = who.UserName?.ToLowerInvariant();
        if (userName is null || await db.Accounts.SingleOrDefaultAsync(a => a.ExternalName == userName && a.Kind == AccountKind.Personal, cancellationToken) is not { } named)
        {
            return null;
        }

        return named;
    }

    private static async Task BindAsync(PortalDb db, Account account, EntraIdentity who, DateTime now, CancellationToken cancellationToken)
    {
        if (account.ExternalName == ObjectName(who) || AccessRights.RefusalOf(account, now) is not null)
        {
            return;
        }

        account.ExternalName = ObjectName(who);
        account.Touch();
        db.Add(OperationLogEntry.For(
            new Staff(account.AccountId, "", "", "", new HashSet<Permission>()) { StaffMemberId = account.StaffMemberId }, now, Operation.AccountChanged,
            subjectId: account.AccountKey, detail: $"Entra ID の最初のサインイン {who.ObjectId}"));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string ObjectName(EntraIdentity who) => $"{who.TenantId}/{who.ObjectId}".ToLowerInvariant();

    private static async Task<Guid?> ReplacedAsync(HttpContext context) =>
        StaffClaims.SessionOf((await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(context, SessionCookie.Scheme)).Principal ?? new ClaimsPrincipal());
}
