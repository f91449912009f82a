using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

/// <summary>Drops comparisons a killed process left half: at the start, then every ten minutes. One still being written by another process is left alone.</summary>
internal sealed partial class ComparisonSweeper(IDbContextFactory<PortalDb> dbFactory, TimeProvider time, ILogger<ComparisonSweeper> logger) : BackgroundService
{
    /// <returns>How many were dropped.</returns>
    internal static async Task<int> SweepAsync(IDbContextFactory<PortalDb> dbFactory, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var left = await ComparisonWriter.Left(db, now - ComparisonWriter.Abandoned).ToListAsync(ct);
        foreach (var id in left)
        {
            await new ComparisonWriter(dbFactory, id, time).DropAsync("照合の途中で止まりました");
            db.Add(OperationLogEntry.For(Staff.System("sweep"), now, Operation.ReplicaCompared, subjectId: id, result: OperationResult.Failed, detail: "途中で止まった照合を取り消しました"));
            await db.SaveChangesAsync(ct);
        }

        return left.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var often = new PeriodicTimer(ComparisonWriter.Abandoned, time);
        do
        {
            try
            {
                await SweepAsync(dbFactory, time, stoppingToken);
            }
            catch (Exception failure) when (failure is RuleException || Portal.Components.Unreachable.Is(failure))
            {
                LogNotSwept(failure);
            }
        }
        while (await often.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Comparisons left half could not be dropped")]
    private partial void LogNotSwept(Exception failure);
}
