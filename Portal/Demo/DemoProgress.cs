namespace Portal.Demo;

/// <summary>How far the demo ledger has got, for every screen of this server.</summary>
public sealed class DemoProgress
{
    private volatile int _done;
    private volatile int _total;

    public int Done => _done;

    /// <summary>0 while nothing is being made.</summary>
    public int Total => _total;

    public bool IsRunning => _done < _total;

    /// <summary>Raised on the thread that writes.</summary>
    public event Action? Changed;

    public void Report(int done, int total)
    {
        (_done, _total) = (done, total);
        Changed?.Invoke();
    }

    public void Stop() => Report(0, 0);
}
