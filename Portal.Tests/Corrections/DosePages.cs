using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Portal.Features.Ledger;
using Portal.Security;

namespace Portal.Tests.Corrections;

/// <summary>One process of the portal and one clerk before it; sitting down again is a restart.</summary>
internal sealed class DosePages : BunitContext
{
    public DosePages(TestDb ledger, DirectoryInfo keys, TimeProvider time)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IDbContextFactory<PortalDb>>(ledger);
        Services.AddSingleton(time);
        Services.AddDataProtection().SetApplicationName("portal-tests").PersistKeysToFileSystem(keys);
        Services.AddLedger();
        Services.AddCorrections(new ConfigurationBuilder().Build());
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn());
        Services.AddScoped<CircuitState>().AddScoped<CurrentStaff>();
    }

    public IRenderedComponent<DosePage> Open(LedgerPerson person)
    {
        var page = Render<DosePage>(p => p.Add(d => d.PersonId, person.LedgerPersonId));
        page.WaitForElement(".person-bar");
        return page;
    }

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(StaffClaims.ToPrincipal(A.Clerk, [Role.Editor], "", "test")));
    }
}
