using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Features.Maintenance.Status;

/// <summary>開いている画面 — how many pages are connected to this node.</summary>
public sealed class OpenCircuits
{
    private int _count;

    public int Count => _count;

    internal void Add(int more) => Interlocked.Add(ref _count, more);
}

/// <summary>Tells <see cref="OpenCircuits"/> of the page it belongs to.</summary>
internal sealed class CircuitCounter(OpenCircuits open) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open.Add(1);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open.Add(-1);
        return Task.CompletedTask;
    }
}
