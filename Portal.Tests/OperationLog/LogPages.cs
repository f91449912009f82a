using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Media;
using Portal.Features.OperationLog.Screens;
using Portal.Tests.Accounts;

namespace Portal.Tests.OperationLog;

/// <summary>Pages of the log over a real ledger, an auditor before them.</summary>
public abstract class LogPages : AccountPartPages
{
    private protected LogPages()
    {
        Services.AddSingleton<IDbContextFactory<PortalDb>>(At.Ledger);
        Services.AddSingleton<TimeProvider>(At.Time);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton<Drafts>();
        Services.AddLogScreens();
        Services.AddSingleton<MediumExportDesk>();
        SignIn(LogScreensFixture.Auditor, Role.Auditor);
    }

    private protected LogScreensFixture At { get; } = new();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        At.Dispose();
    }
}
