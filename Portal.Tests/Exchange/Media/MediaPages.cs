using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Features.Exchange.Media;
using Portal.Tests.Accounts;

namespace Portal.Tests.Exchange.Media;

/// <summary>Pages of the register over a real ledger.</summary>
public abstract class MediaPages : AccountPartPages
{
    private protected MediaPages()
    {
        Services.AddSingleton<IDbContextFactory<PortalDb>>(At.Ledger);
        Services.AddSingleton<TimeProvider>(At.Time);
        Services.AddMedia();
    }

    private protected MediaFixture At { get; } = new();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        At.Dispose();
    }
}
