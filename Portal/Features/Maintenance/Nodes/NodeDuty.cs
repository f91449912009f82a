using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Features.Maintenance.Nodes;

/// <summary>
/// 当番の節点 — of all nodes on one database, the one whose background jobs run. A node that dies is relieved within a minute, one that is
/// stopped within seconds. It saves work and no more: every job stays right if two nodes run it at once, for a node that slept and woke
/// does not know yet that it was relieved.
/// </summary>
public sealed partial class NodeDuty(IDbContextFactory<PortalDb> dbFactory, ILogger<NodeDuty> logger) : BackgroundService
{
    public const string BackgroundJobs = "background-jobs";

    public static readonly TimeSpan Term = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _until;

    /// <summary>This start of the portal; another start on the same machine is another node.</summary>
    public string Node { get; } = NameOf(Environment.MachineName);

    /// <summary>Asked before each round of a job. Waits, at the start, until the database was asked once.</summary>
    public async Task<bool> IsMineAsync(CancellationToken cancellationToken)
    {
        await _asked.Task.WaitAsync(cancellationToken);
        return Stopwatch.GetTimestamp() < Volatile.Read(ref _until);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (Interlocked.Exchange(ref _until, 0) > 0)
        {
            try
            {
                await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
                await JobLease.GiveBackAsync(db, BackgroundJobs, Node, cancellationToken);
            }
            catch (Exception failure) when (failure is DbException or OperationCanceledException)
            {
                // It runs out by itself.
                LogNotAsked(failure);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // By the wall clock: how often it is asked is no question of what time it is.
        using var beat = new PeriodicTimer(Beat);
        do
        {
            try
            {
                await AskAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The database is away: the next beat asks again. Never the portal's end.
                LogNotAsked(failure);
            }

            _asked.TrySetResult();
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Counted from before the question: what this node believes ends before what the database has written down.</summary>
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var before = Stopwatch.GetTimestamp();
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var isMine = await JobLease.TakeAsync(db, BackgroundJobs, Node, Term, cancellationToken);
        var was = Interlocked.Exchange(ref _until, isMine ? before + (long)(Term.TotalSeconds * Stopwatch.Frequency) : 0);
        if (isMine != was > 0)
        {
            LogDuty(Node, isMine);
        }
    }

    private static string NameOf(string machine)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"/{Environment.ProcessId}/{Guid.NewGuid():N}");
        return machine[..Math.Min(machine.Length, JobLease.HolderMaxLength - start.Length)] + start;
    }

    [LoggerMessage(LogLevel.Information, "Node {Node} runs the background jobs: {IsMine}")]
    private partial void LogDuty(string node, bool isMine);

    [LoggerMessage(LogLevel.Warning, "The database could not be asked which node runs the background jobs")]
    private partial void LogNotAsked(Exception failure);
}
