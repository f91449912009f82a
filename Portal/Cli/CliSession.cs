using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;

namespace Portal.Cli;

/// <summary>One command at work on one ledger whose schema is current.</summary>
/// <param name="Services">The services of the portal, on that ledger.</param>
/// <param name="By">The system account at this machine.</param>
/// <param name="Output">For results.</param>
/// <param name="Error">For messages.</param>
/// <param name="IsWatched">Whether someone sits before a terminal and wants to see progress.</param>
public sealed record CliSession(IServiceProvider Services, Staff By, TextWriter Output, TextWriter Error, bool IsWatched)
{
    public IDbContextFactory<PortalDb> DbFactory => Services.GetRequiredService<IDbContextFactory<PortalDb>>();

    public DateTime Now => Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>Rewrites one line of the error stream; silent when that goes to a file.</summary>
    public void ShowProgress(string label, long done, long total, string unit)
    {
        if (IsWatched)
        {
            Error.Write($"\r{label} {done:N0} / {total:N0}{unit} ({done * 100 / Math.Max(total, 1)}%){(done == total ? Environment.NewLine : "")}");
        }
    }
}
