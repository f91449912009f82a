using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SharedIds;
using Portal.Features.Accounts.Terminals;
using Portal.Features.Corrections;
using Portal.Security;

namespace Portal.Tests.Accounts.SharedIds;

/// <summary>The pages of shared IDs and terminals over a database of their own, with somebody signed in.</summary>
public abstract class SharedIdPages : BunitContext
{
    private readonly SignedIn _signedIn = new();

    protected SharedIdPages()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(At.Time);
        Services.AddSingleton<IDbContextFactory<PortalDb>>(At.Db);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton<Drafts>();
        Services.AddSharedIds();
        Services.AddTerminals();
        Services.AddSingleton<AuthenticationStateProvider>(_signedIn);
        Services.AddScoped<CircuitState>().AddScoped<CurrentStaff>();
        SignIn(Role.Administrator);
    }

    internal SharedIdFixture At { get; } = new(Engine.Sqlite);

    protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    protected void SignIn(Role role) => _signedIn.User = StaffClaims.ToPrincipal(A.Staff("kanri", "中村 修", role), [role], "", "test");

    protected static Task PressAsync(IRenderedComponent<IComponent> page, string key) => page.Find($"[data-key={key}]").ClickAsync(new());

    protected static Task TypeAsync(IRenderedComponent<IComponent> page, string id, string text) => page.Find($"#{id}").ChangeAsync(new ChangeEventArgs { Value = text });

    /// <summary>Types the beginning of a name and takes the only one offered.</summary>
    protected static async Task PickAsync(IRenderedComponent<IComponent> page, string id, string typed)
    {
        await page.Find($"#{id}").InputAsync(new ChangeEventArgs { Value = typed });
        await page.Find($"#{id}-list [role=option]").ClickAsync(new());
    }

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
