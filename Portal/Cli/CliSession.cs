using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;

namespace Portal.Cli;

/// <summary>One command at work on one ledger whose schema is current.</summary>
/// <param name="Services">The services of the portal, on that ledger.</param>
/// <param name="By">The system account at this machine.</param>
/// <param name="Output">For results.</param>
/// <param name="Error">For progress and messages.</param>
public sealed record CliSession(IServiceProvider Services, Staff By, TextWriter Output, TextWriter Error)
{
    public IDbContextFactory<PortalDb> DbFactory => Services.GetRequiredService<IDbContextFactory<PortalDb>>();

    public DateTime Now => Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
}
