using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Features.Corrections;
using Portal.Features.DataQuality.BulkFixes;
using Portal.Security;

namespace Portal.Tests.Corrections;

/// <summary>The pages of corrections over a ledger of their own, with somebody signed in.</summary>
public abstract class CorrectionPages : BunitContext
{
    private readonly SignedIn _signedIn = new();

    protected CorrectionPages()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(At.Time);
        Services.AddSingleton<IDbContextFactory<PortalDb>>(At.Ledger);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton<Drafts>();
        Services.AddSingleton(ApprovalPolicy.Default);
        Services.AddSingleton(At.Desk);
        Services.AddSingleton(At.Residence);
        Services.AddSingleton(At.Approvals);
        Services.AddSingleton<BulkFixList>();
        Services.AddSingleton(At.Evidence);
        Services.AddSingleton<ApprovalSearch>();
        Services.AddSingleton<AuthenticationStateProvider>(_signedIn);
        Services.AddScoped<CircuitState>().AddScoped<CurrentStaff>();
        SignIn(A.Clerk, Role.Editor);
    }

    internal DeskFixture At { get; } = new(Engine.Sqlite);

    protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    protected void SignIn(Staff staff, params Role[] roles) => _signedIn.User =
        StaffClaims.ToPrincipal(staff, roles, "", "test");

    protected static Task PressAsync(IRenderedComponent<IComponent> page, string key) => page.Find($"[data-key={key}]").ClickAsync(new());

    protected static Task TypeAsync(IRenderedComponent<IComponent> page, string key, string text) =>
        page.Find($"#{CorrectionInput.InputId(key)}").InputAsync(new ChangeEventArgs { Value = text });

    protected static Task ChooseReasonAsync(IRenderedComponent<IComponent> page, ReasonKind reason) =>
        page.Find($"#{GroundsPart.ReasonId}").ChangeAsync(new ChangeEventArgs { Value = reason.ToString() });

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        At.Dispose();
    }

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public System.Security.Claims.ClaimsPrincipal User { get; set; } = new();

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(User));
    }
}
