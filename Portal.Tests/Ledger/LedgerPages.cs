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
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Corrections;
using Portal.Features.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Portal.Security;
using Portal.Tests.Accounts;

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
        Services.AddSingleton(new MyNumberVault(TestKeys.Ring));
        Services.AddSingleton(MyNumberQuota.Default);
        Services.AddSingleton<MyNumberDesk>();
        Services.AddSingleton<MyNumberUseDesk>();
        Services.AddSingleton(provider => new StepUpDesk(Ledger, null!, null!, Time));
        Services.AddSingleton<PersonSheet>();
        Services.AddScoped<CircuitState>().AddScoped<CurrentStaff>();
        Services.AddSingleton(Box);
        SignIn(Role.Editor);
    }

    protected TestDb Ledger { get; }

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(A.Now));

    protected SearchBoxState Box { get; } = new();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    protected void SignIn(Role role) => SignIn(A.Staff("takahashi", "高橋 恵", role), role);

    protected void SignIn(Staff staff, params Role[] roles)
    {
        var authorization = this.AddAuthorization();
        authorization.SetAuthorized(staff.Name);
        authorization.SetRoles([.. roles.Select(role => role.ToString())]);
        authorization.SetClaims([.. StaffClaims.ToPrincipal(staff, roles, "", "test").Claims.Where(c => c.Type is not ClaimTypes.Name and not ClaimTypes.Role)]);
        authorization.SetPolicies([.. staff.Permissions.Select(permission => permission.ToString())]);
    }

    /// <summary>A handler of My Numbers who has just proved who they are.</summary>
    protected Staff SignInAsHandler()
    {
        var member = AnAccount.Person("伊藤 健", "0102");
        var account = AnAccount.For(member, "ito", Role.Editor, Role.NumberHandler);
        var session = new Session
        {
            SessionId = Guid.NewGuid(),
            AccountKey = account.AccountKey,
            StaffMemberId = member.StaffMemberId,
            Method = SignInMethod.Password,
            OpenedAt = A.Now,
            LastActiveAt = A.Now,
            ProvedAgainAt = A.Now,
        };
        Ledger.Add(member, account, session);
        var staff = A.Staff("ito", "伊藤 健", Role.Editor, Role.NumberHandler) with { StaffMemberId = member.StaffMemberId, SessionId = session.SessionId };
        SignIn(staff, Role.Editor, Role.NumberHandler);
        return staff;
    }

    protected List<OperationLogEntry> Log()
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.OperationLog.OrderBy(e => e.Sequence)];
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Ledger.Dispose();
    }
}
