using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;

namespace Portal.Features.DataQuality;

/// <summary>One pass of the rules over everybody, in chunks read and checked side by side. Writes nothing.</summary>
internal sealed class CheckPass(IDbContextFactory<PortalDb> dbFactory, CheckGround ground, IReadOnlySet<FindingRule> off)
{
    private const int Lanes = 2;

    /// <param name="take">Told how many people a chunk had, and those whose findings are not what the list says; one chunk after the other.</param>
    /// <param name="cancellationToken">Between rows.</param>
    public async Task RunAsync(Func<int, IReadOnlyList<Guid>, Task> take, CancellationToken cancellationToken)
    {
        using var turn = new SemaphoreSlim(1);
        var readers = new ConcurrentBag<CheckReader>();
        try
        {
            await Parallel.ForEachAsync(
                await ChunksAsync(cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken },
                async (people, stop) =>
                {
                    var reader = readers.TryTake(out var free) ? free : new CheckReader(await OpenAsync(stop));
                    try
                    {
                        var chunk = await reader.ReadAsync(people.First, people.Last, stop);
                        await TakeAsync(chunk.People.Count, Differing(chunk), stop);
                    }
                    finally
                    {
                        readers.Add(reader);
                    }
                });
        }
        finally
        {
            foreach (var reader in readers)
            {
                await reader.DisposeAsync();
            }
        }

        async Task TakeAsync(int people, List<Guid> differing, CancellationToken stop)
        {
            await turn.WaitAsync(stop);
            try
            {
                await take(people, differing);
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private async Task<List<(Guid First, Guid Last)>> ChunksAsync(CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await CheckReader.ChunksAsync(db, cancellationToken);
    }

    private async Task<PortalDb> OpenAsync(CancellationToken cancellationToken)
    {
        var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.OpenConnectionAsync(cancellationToken);
        return db;
    }

    private List<Guid> Differing(CheckChunk chunk)
    {
        List<Guid> differing = [];
        foreach (var person in chunk.People)
        {
            var id = person.LedgerPersonId;
            var (now, stored) = (PersonChecks.Of(person, chunk.Doses[id], ground, off), chunk.Stored[id]);
            if (now.Count + stored.Count > 0 && !FindingChanges.Between(stored, now, off).IsNone)
            {
                differing.Add(id);
            }
        }

        return differing;
    }
}
