namespace Portal.Security;

/// <summary>Whether this circuit still shows anything. The layout asks, so that what was on the screen goes with the right to see it.</summary>
public sealed class CircuitState
{
    private Func<Action, Task>? _dispatcher;

    /// <summary>Of the circuit, for the log; null while the page is drawn for the first time.</summary>
    public string? Id { get; set; }

    public bool HasLeft { get; private set; }

    /// <summary>What stands in its place.</summary>
    public string Words { get; private set; } = "画面を切り替えています…";

    /// <summary>An event stands before a database that does not answer.</summary>
    public bool Waits { get; private set; }

    public event Action? Left;

    /// <summary>It began to wait, or waits no more.</summary>
    public event Action? WaitChanged;

    /// <summary>Set by the layout: how to get onto the circuit's own thread.</summary>
    public void UseDispatcher(Func<Action, Task> dispatcher) => _dispatcher = dispatcher;

    /// <summary>On the circuit's own thread; at once where nothing is drawn yet.</summary>
    public Task RunAsync(Action act)
    {
        if (_dispatcher is { } dispatcher)
        {
            return dispatcher(act);
        }

        act();
        return Task.CompletedTask;
    }

    public Task WaitAsync(bool waits)
    {
        if (Waits == waits)
        {
            return Task.CompletedTask;
        }

        Waits = waits;
        return RunAsync(() => WaitChanged?.Invoke());
    }

    /// <param name="words">Where the page goes nowhere else: why.</param>
    public void Leave(string? words = null)
    {
        (HasLeft, Words) = (true, words ?? Words);
        Left?.Invoke();
    }
}
