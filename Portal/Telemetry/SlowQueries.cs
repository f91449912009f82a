using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Telemetry;

/// <summary>
/// 遅い問合せの控え — measures every command of the database and writes the slow ones into the server's log: its text, in which values are names
/// (@p0), and how long it took. Never a value.
/// </summary>
public sealed partial class SlowQueries(IConfiguration configuration, PortalMeter meter, ILogger<SlowQueries> logger)
    : IHostedService, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    public const string Setting = "Database:SlowMilliseconds";

    private const int TextMaxLength = 2_000;

    private readonly TimeSpan _slow = TimeSpan.FromMilliseconds(configuration.GetValue(Setting, 1_000));
    private readonly Lock _guard = new();
    private readonly List<IDisposable> _subscriptions = [];
    private bool _hasEnded;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Keep(DiagnosticListener.AllListeners.Subscribe(this));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void OnNext(DiagnosticListener value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Name == DbLoggerCategory.Name)
        {
            Keep(value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandExecutedEventData executed)
        {
            return;
        }

        var isSlow = executed.Duration >= _slow;
        meter.Count(executed.Duration, isSlow);
        if (isSlow)
        {
            var text = executed.Command.CommandText;
            LogSlow(executed.Duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture), text.Length > TextMaxLength ? text[..TextMaxLength] : text);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        List<IDisposable> left;
        lock (_guard)
        {
            (_hasEnded, left) = (true, [.. _subscriptions]);
            _subscriptions.Clear();
        }

        left.ForEach(s => s.Dispose());
    }

    /// <summary>A source can be announced at any moment, on any thread, while this ends too.</summary>
    private void Keep(IDisposable subscription)
    {
        lock (_guard)
        {
            if (!_hasEnded)
            {
                _subscriptions.Add(subscription);
                return;
            }
        }

        subscription.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "A command of the database took {Milliseconds} ms: {Text}")]
    private partial void LogSlow(string milliseconds, string text);
}
