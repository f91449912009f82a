using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data;
using Portal.Features.Maintenance.Nodes;
using Xunit;

namespace Portal.Tests;

/// <summary>One of the nodes on a database.</summary>
internal static class ANode
{
    public static NodeDuty Of(IDbContextFactory<PortalDb> ledger) => new(ledger, NullLogger<NodeDuty>.Instance);

    /// <summary>It has asked; whether it is on duty, the database has said.</summary>
    public static async Task<NodeDuty> StartedAsync(IDbContextFactory<PortalDb> ledger)
    {
        var node = Of(ledger);
        await node.StartAsync(TestContext.Current.CancellationToken);
        await node.IsMineAsync(TestContext.Current.CancellationToken);
        return node;
    }

    /// <summary>Reads without a replica.</summary>
    public static ReadingFactory Reading(IDbContextFactory<PortalDb> ledger) => new(ledger, null, NullLogger<ReadingFactory>.Instance);
}
