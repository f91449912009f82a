using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Tests.Accounts;

/// <summary>Pages of personnel events and reviews, with somebody signed in.</summary>
public abstract class AccountPartPages : BunitContext
{
    private readonly SignedIn _signedIn = new();

    protected AccountPartPages()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<AuthenticationStateProvider>(_signedIn);
        Services.AddScoped<CircuitState>().AddScoped<CurrentStaff>();
    }

    protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    protected void SignIn(Staff staff, params Role[] roles) =>
        _signedIn.User = StaffClaims.ToPrincipal(staff, roles, "", "test");

    protected static Task PressAsync(IRenderedComponent<IComponent> page, string key) => page.Find($"[data-key={key}]").ClickAsync(new());

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public ClaimsPrincipal User { get; set; } = new();

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(User));
    }
}
