using System.Diagnostics.Metrics;
using Portal.Features.Maintenance.Status;

namespace Portal.Telemetry;

/// <summary>What the portal counts of itself.</summary>
public sealed class PortalMeter : IDisposable
{
    public const string Name = "Otaru.Portal";

    private readonly Meter _meter;
    private readonly Histogram<double> _queries;
    private readonly Counter<long> _slow;
    private readonly Counter<long> _held;

    public PortalMeter(IMeterFactory meters, OpenCircuits circuits)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(Name);
        _queries = _meter.CreateHistogram<double>("portal.database.command.duration", "ms", "How long the database took to answer a command.");
        _slow = _meter.CreateCounter<long>("portal.database.command.slow", "{command}", "Commands slower than Database:SlowMilliseconds.");
        _held = _meter.CreateCounter<long>("portal.events.held", "{event}", "Events of pages that came faster than a person and had to wait.");
        _meter.CreateObservableGauge("portal.pages.open", () => circuits.Count, "{page}", "Pages connected to this node.");
    }

    public void Count(TimeSpan query, bool isSlow)
    {
        _queries.Record(query.TotalMilliseconds);
        if (isSlow)
        {
            _slow.Add(1);
        }
    }

    public void CountHeld() => _held.Add(1);

    public void Dispose() => _meter.Dispose();
}
