using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Portal.Telemetry;

namespace Portal.Security;

/// <summary>
/// Holds the pages of one person, by whichever sign-ins, to the pace of a hurried one. What comes faster waits on its own line and is not read before its turn:
/// a script, a stuck key or somebody who means harm slows their own pages and nobody else's. Nothing is dropped, so no form loses a letter.
/// </summary>
public sealed class EventPace(PortalMeter meter) : IHubFilter, IDisposable
{
    /// <summary>What a page tells of its person. A key held down sends some thirty a second, each twice at most.</summary>
    public const int EventsPerSecond = 100;

    /// <summary>Pages opened or come back; all tabs of a browser come back at once after a restart.</summary>
    public const int PagesPerSecond = 5;

    /// <summary>Answers to the server and pieces of a file of 32 KiB; a file of 60 MB takes two seconds.</summary>
    public const int AnswersPerSecond = 1_000;

    /// <summary>More lines than this, each with one message waiting, nobody has open.</summary>
    private const int MostWaiting = 500;

    private readonly PartitionedRateLimiter<(string Who, Kind What)> _pace = PartitionedRateLimiter.Create<(string Who, Kind What), (string, Kind)>(
        line => RateLimitPartition.GetTokenBucketLimiter(line, _ => Bucket(line.What)));

    private enum Kind
    {
        Event,
        Page,
        Answer,
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        var caller = invocationContext.Context;
        var line = (StaffClaims.PersonOf(caller.User ?? new())?.ToString() ?? caller.ConnectionId, KindOf(invocationContext.HubMethodName));
        using var turn = _pace.AttemptAcquire(line);
        if (!turn.IsAcquired)
        {
            meter.CountHeld();
            if (!await IsItsTurnAsync(line, caller))
            {
                return null;
            }
        }

        return await next(invocationContext);
    }

    public void Dispose() => _pace.Dispose();

    /// <summary>Not, when the line was closed meanwhile; one too many is closed here.</summary>
    private async Task<bool> IsItsTurnAsync((string Who, Kind What) line, HubCallerContext caller)
    {
        try
        {
            using var turn = await _pace.AcquireAsync(line, cancellationToken: caller.ConnectionAborted);
            if (!turn.IsAcquired)
            {
                caller.Abort();
            }

            return turn.IsAcquired;
        }
        catch (OperationCanceledException) when (caller.ConnectionAborted.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Kind KindOf(string method) => method switch
    {
        "StartCircuit" or "ConnectCircuit" or "ResumeCircuit" => Kind.Page,
        "EndInvokeJSFromDotNet" or "ReceiveJSDataChunk" or "ReceiveByteArray" or "SendDotNetStreamToJS" or "OnRenderCompleted" => Kind.Answer,
        _ => Kind.Event,
    };

    private static TokenBucketRateLimiterOptions Bucket(Kind what)
    {
        // Told ten times a second, so that what waits goes on evenly.
        var (perSecond, atOnce) = what switch
        {
            Kind.Event => (EventsPerSecond, 2 * EventsPerSecond),
            Kind.Page => (PagesPerSecond, CircuitGuard.MostPages),
            _ => (AnswersPerSecond, 2 * AnswersPerSecond),
        };
        return new()
        {
            TokenLimit = atOnce,
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, perSecond / 10) / (double)perSecond),
            QueueLimit = MostWaiting,
        };
    }
}
