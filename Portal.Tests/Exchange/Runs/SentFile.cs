using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.Runs;
using Portal.Tests.Exchange.Lists;
using Portal.Tests.Exchange.Media;

namespace Portal.Tests.Exchange.Runs;

/// <summary>A file of the replica in a ledger another process works on, by the real clock.</summary>
internal sealed class SentFile(IDbContextFactory<PortalDb> ledger)
{
    public const int UseNumber = 901;

    private readonly ExchangeLayouts _layouts = new(new ConfigurationBuilder().Build());
    private readonly OutgoingFiles _files = new([new ReplicaFile()]);

    /// <summary>Made, asked for and approved: ready to be sent.</summary>
    public async Task<ExchangeRun> ApproveAsync()
    {
        ExchangeDesk runs = new(ledger, TimeProvider.System);
        var id = await new OutgoingDesk(ledger, _layouts, _files, TimeProvider.System).MakeAsync(A.Clerk, ExchangeKind.ReplicaFull, "副本の定期更新");
        await runs.AskApprovalAsync(A.Clerk, id, (await RunAsync(id)).Version);
        await runs.ApproveAsync(A.Manager, id, (await RunAsync(id)).Version);
        return await RunAsync(id);
    }

    /// <summary>Gives the newest run up, which nobody answers, and has another approved in its place.</summary>
    public async Task MakeAgainAsync()
    {
        await using (var db = await ledger.CreateDbContextAsync())
        {
            var last = await db.ExchangeRuns.AsNoTracking().OrderByDescending(r => r.Number).FirstAsync();
            await new ExchangeDesk(ledger, TimeProvider.System).FailAsync(A.Clerk, last.ExchangeRunId, last.Version, "受け取ったファイルが壊れていたため");
        }

        await ApproveAsync();
    }

    /// <summary>Approved and sent.</summary>
    /// <returns>The file, as it lies in the ZIP.</returns>
    public async Task<byte[]> SendAsync()
    {
        var run = await ApproveAsync();
        var use = await UseAsync(A.Clerk);
        var ready = await new OutgoingDesk(ledger, _layouts, _files, TimeProvider.System).OrderAsync(A.Clerk, run.ExchangeRunId, run.Version, use.MediumUseId);
        OutgoingSender sender = new(ledger, _layouts, _files, TimeProvider.System);
        using var zip = new MemoryStream();
        await sender.WriteAsync(await sender.BeginAsync(A.Clerk, ready, CancellationToken.None), zip, CancellationToken.None);
        return ListFixture.Unzip(zip.ToArray(), ready.Passphrase.Show());
    }

    /// <summary>An approved use of a stick, today.</summary>
    public async Task<MediumUse> UseAsync(Staff by)
    {
        var stick = AMedium.Stick("T-901");
        var use = AMedium.Approved(stick, by, number: UseNumber, files: 50, eraseInDays: (int)(DateTime.UtcNow - A.Now).TotalDays + 14);
        await using var db = await ledger.CreateDbContextAsync();
        db.AddRange(stick, use);
        await db.SaveChangesAsync();
        return use;
    }

    private async Task<ExchangeRun> RunAsync(Guid id)
    {
        await using var db = await ledger.CreateDbContextAsync();
        return await db.ExchangeRuns.AsNoTracking().SingleAsync(r => r.ExchangeRunId == id);
    }
}
