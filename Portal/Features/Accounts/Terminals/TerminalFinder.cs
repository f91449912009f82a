using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.Terminals;

/// <summary>Which registered terminal a request comes from.</summary>
public static class TerminalFinder
{
    /// <summary>
    /// The terminal in use whose secret the browser has and whose address range holds the connection's own address. What a header says about
    /// the address is not asked: anybody can write it.
    /// </summary>
    public static async Task<Terminal?> FindAsync(PortalDb db, HttpContext context, CancellationToken cancellationToken = default)
    {
        if (TerminalCookie.Read(context) is not var (id, secret))
        {
            return null;
        }

        var terminal = await db.Terminals.AsNoTracking().SingleOrDefaultAsync(t => t.TerminalId == id, cancellationToken);
        return terminal?.IsAt(secret, context.Connection.RemoteIpAddress) == true ? terminal : null;
    }
}
