using System.Diagnostics;

namespace Portal.Bench.Load;

/// <summary>Somebody signed in who opens as many tabs as the portal gives, and sends events through all of them without waiting.</summary>
internal sealed class HostileUser : IAsyncDisposable
{
    private const int Tabs = 200;
    private const int EventsPerSecond = 5_000;

    /// <summary>Every so many events one that searches; the others change a box.</summary>
    private const int SearchEvery = 50;

    private readonly List<Circuit> _tabs = [];

    public int Opened => _tabs.Count;

    public int Alive => _tabs.Count(t => t.Failure is null);

    public long Sent { get; private set; }

    public string? Refused { get; private set; }

    public async Task OpenAsync(Browser browser, CancellationToken cancellationToken)
    {
        try
        {
            while (_tabs.Count < Tabs)
            {
                _tabs.Add(await Circuit.OpenAsync(await browser.GetAsync(Addresses.Search, cancellationToken), browser, cancellationToken));
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or TimeoutException or System.Net.WebSockets.WebSocketException)
        {
            Refused = exception.Message;
        }
    }

    public async Task AttackAsync(CancellationToken stop)
    {
        var forms = _tabs.ConvertAll(t => (Tab: t, Input: t.Look(s => s.Find("input", n => n["class"] == "search-text")), Form: t.Look(s => s.Find("form", n => n["role"] == "search"))));
        forms.RemoveAll(f => f.Input is null || f.Form is null);
        var start = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested && forms.Count > 0)
        {
            if (Sent > Stopwatch.GetElapsedTime(start).TotalSeconds * EventsPerSecond)
            {
                await Task.Delay(1, CancellationToken.None);
                continue;
            }

            var (tab, input, form) = forms[(int)(Sent % forms.Count)];
            // A line that is full does not hold up the others: the attack goes on without waiting.
            _ = Sent % SearchEvery == 0 ? tab.DispatchAsync(form!, "submit", new { }) : tab.DispatchAsync(input!, "change", new { value = "サトウ" });
            Sent++;
            if (Sent % EventsPerSecond == 0)
            {
                forms.RemoveAll(f => f.Tab.Failure is not null);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tab in _tabs)
        {
            await tab.DisposeAsync();
        }
    }
}
