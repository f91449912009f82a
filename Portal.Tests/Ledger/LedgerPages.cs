using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Components.Layout;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Ledger;
using Portal.Security;

namespace Portal.Tests.Ledger;

/// <summary>The ledger's pages over a real ledger, with someone signed in.</summary>
public abstract class LedgerPages : BunitContext
{
    protected LedgerPages()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Ledger = TestDb.OnSqlite();
        Services.AddSingleton<IDbContextFactory<PortalDb>>(Ledger);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton<Drafts>();
        Services.AddSingleton<LedgerSearch>();
        Services.AddSingleton<KeptSearches>();
        Services.AddSingleton<MyNumberInquiryDesk>();
        Services.AddSingleton<PersonSheet>();
        Services.AddScoped<CurrentStaff>().AddScoped<CircuitState>();
        Services.AddSingleton(Box);
        SignIn(Role.Editor);
    }

    protected TestDb Ledger { get; }

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(A.Now));

    protected SearchBoxState Box { get; } = new();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    protected void SignIn(Role role)
    {
        var staff = A.Staff("takahashi", "高橋 恵", role);
        var authorization = this.AddAuthorization();
        authorization.SetAuthorized(staff.Name);
        authorization.SetRoles(role.ToString());
        authorization.SetClaims([.. StaffClaims.ToPrincipal(staff, [role], "", "test").Claims.Where(c => c.Type is not ClaimTypes.Name and not ClaimTypes.Role)]);
        authorization.SetPolicies([.. staff.Permissions.Select(permission => permission.ToString())]);
    }

    protected List<OperationLogEntry> Log()
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.OperationLog.OrderBy(e => e.OperationLogEntryId)];
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Ledger.Dispose();
    }
}
