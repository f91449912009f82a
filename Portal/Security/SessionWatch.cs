using System.Collections.Concurrent;
using Portal.Features.Accounts.SignIn;

namespace Portal.Security;

/// <summary>
/// Asks every three seconds about the sessions of all open pages, so that a page nobody touches leaves too, and writes down four times a
/// minute what has run out. What an open page may do does not hang on it: each event asks for itself.
/// </summary>
public sealed partial class SessionWatch(SessionGate gate, SessionDesk sessions, ILogger<SessionWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private const int RoundsBetweenSweeps = 5;

    private readonly ConcurrentDictionary<Guid, Watched> _watched = [];

    /// <summary>Tells what the gate answers about a session until disposed.</summary>
    /// <param name="sessionId">Asked about.</param>
    /// <param name="personId">Whose page it is.</param>
    /// <param name="tell">The page.</param>
    /// <param name="isRefused">A page that shows only why it is not shown.</param>
    public IDisposable Watch(Guid sessionId, Guid personId, Func<SessionAnswer, Task> tell, bool isRefused = false)
    {
        var watched = new Watched(this, Guid.NewGuid(), sessionId, personId, tell, isRefused);
        _watched[watched.Id] = watched;
        return watched;
    }

    /// <summary>How many pages one person has open, at this node, by however many sign-ins.</summary>
    public int PagesOf(Guid personId, bool refused = false) => _watched.Values.Count(w => w.PersonId == personId && w.IsRefused == refused);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // By the wall clock: how often the watch looks is no question of what time it is.
        using var timer = new PeriodicTimer(Interval);
        for (var round = 0; await timer.WaitForNextTickAsync(stoppingToken); round++)
        {
            try
            {
                await LookAsync(stoppingToken);
                if (round % RoundsBetweenSweeps == 0)
                {
                    await sessions.EndRunOutAsync(stoppingToken);
                }
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                // The database is away, or worse: the next event of a page will say so; the watch goes on, and the portal with it.
                LogFailed(failed);
            }
        }
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        List<Task> told = [];
        foreach (var group in _watched.Values.GroupBy(w => w.SessionId))
        {
            var answer = await gate.AskAsync(group.Key, cancellationToken);
            told.AddRange(group.Select(watched => TellAsync(watched, answer)));
        }

        // A page in the middle of something long hears it afterwards; the others do not wait for it.
        await Task.WhenAny(Task.WhenAll(told), Task.Delay(Interval, cancellationToken));
    }

    private async Task TellAsync(Watched watched, SessionAnswer answer)
    {
        try
        {
            await watched.Tell(answer);
        }
        catch (ObjectDisposedException)
        {
            // The page was closed at this moment.
            watched.Dispose();
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            LogNotTold(failed);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The sessions of open pages could not be looked up.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "An open page could not be told about its sign-in.")]
    private partial void LogNotTold(Exception exception);

    private sealed record Watched(SessionWatch Watch, Guid Id, Guid SessionId, Guid PersonId, Func<SessionAnswer, Task> Tell, bool IsRefused) : IDisposable
    {
        public void Dispose() => Watch._watched.TryRemove(Id, out _);
    }
}
