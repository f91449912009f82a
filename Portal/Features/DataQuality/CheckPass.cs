using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>One pass of the rules over everybody, in chunks read and checked side by side. Writes nothing.</summary>
internal sealed class CheckPass(IDbContextFactory<PortalDb> dbFactory, CheckGround ground, IReadOnlySet<FindingRule> off)
{
    private const int Lanes = 2;

    /// <param name="take">Told how many people a chunk had, and those whose findings are not what the list says; one chunk after the other.</param>
    /// <param name="cancellationToken">Between rows.</param>
    public async Task RunAsync(Func<int, IReadOnlyList<Guid>, Task> take, CancellationToken cancellationToken)
    {
        await using var everybody = await OpenAsync(cancellationToken);
        using var turn = new SemaphoreSlim(1);
        var readers = new ConcurrentBag<CheckReader>();
        try
        {
            await Parallel.ForEachAsync(
                CheckReader.PeopleAsync(everybody, cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken },
                async (people, stop) =>
                {
                    var reader = readers.TryTake(out var free) ? free : new CheckReader(await OpenAsync(stop));
                    try
                    {
                        await TakeAsync(people.Count, Differing(people, await reader.ReadAsync(people, stop)), stop);
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

    private async Task<PortalDb> OpenAsync(CancellationToken cancellationToken)
    {
        var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.OpenConnectionAsync(cancellationToken);
        return db;
    }

    private List<Guid> Differing(List<LedgerPerson> people, CheckChunk chunk)
    {
        var doses = chunk.Doses.ToLookup(d => d.LedgerPersonId);
        var stored = chunk.Stored.ToLookup(f => f.LedgerPersonId);
        List<Guid> differing = [];
        foreach (var person in people)
        {
            var id = person.LedgerPersonId;
            var now = PersonChecks.Of(person, [.. doses[id]], ground, off);
            if ((now.Count > 0 || stored.Contains(id)) && !FindingChanges.Between(stored[id], now, off).IsNone)
            {
                differing.Add(id);
            }
        }

        return differing;
    }
}
