using System.Diagnostics;
using System.Globalization;

namespace Portal.Bench.Load;

/// <summary>Real circuits of many clerks against a portal in a process of its own.</summary>
internal sealed class LoadRun(LoadWish wish, string ledger)
{
    /// <summary>Shorter runs say nothing of how memory grows.</summary>
    private static readonly TimeSpan Soak = TimeSpan.FromMinutes(15);

    private readonly List<(Browser Browser, Circuit Circuit, Clerk Clerk)> _office = [];
    private readonly List<string> _openErrors = [];

    public async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        using var portal = await PortalProcess.StartAsync(ledger, wish.Folder, wish.Program, cancellationToken);
        await wish.Office(cancellationToken);
        await WarmUpAsync(portal, cancellationToken);
        var empty = portal.Memory;
        await OpenAsync(portal, cancellationToken);
        var open = portal.Memory;
        Report.Note($"{_office.Count} circuits open, portal {Mebi(empty):0} MiB before, {Mebi(open):0} MiB after");

        var slope = new MemorySlope(portal);
        using var measured = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = slope.WatchAsync(measured.Token);
        var clicks = await MeasureAsync(portal, cancellationToken);
        await measured.CancelAsync();
        await watch;
        Print(report, clicks, "clerks");
        if (wish.Seconds >= Soak.TotalSeconds)
        {
            report.Line("growth of resident memory", slope.PercentPerHour, "%/h", 5, $"over the last two thirds of {wish.Seconds} s");
        }

        report.Line("resident memory per circuit, after the run", Mebi(portal.Memory - empty) / _office.Count, "MiB", 1, $"{Mebi(open - empty) / _office.Count:0.00} MiB when opened; the portal {Mebi(portal.Memory):0} MiB");
        var bytes = _office.Sum(o => o.Circuit.BytesReceived);
        Report.Note(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / Math.Max(1, clicks.Count):0.0} KiB received per click, {_office.Sum(o => o.Circuit.Batches):N0} batches"));
        report.Line("faults in the portal's log", portal.Faults.Count, "", 0);
        portal.Faults.Take(6).ToList().ForEach(Report.Note);
        if (wish.Hostile)
        {
            // The hostile user's own pages fail: their answers stand behind five thousand events a second.
            await MeasureHostileAsync(portal, clicks.At(0.95), report, cancellationToken);
        }

        await CloseAsync();
        portal.Kill();
        await MeasureRestartsAsync(report, cancellationToken);
    }

    private static double Mebi(long bytes) => bytes / 1024.0 / 1024.0;

    /// <summary>Code compiled, pages of the file in memory: what is opened later is paid for by nobody's click.</summary>
    private async Task WarmUpAsync(PortalProcess portal, CancellationToken cancellationToken)
    {
        using var browser = new Browser(portal.Address);
        await browser.SignInAsync(LoadOffice.IdOf(0), cancellationToken);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(TimeSpan.FromSeconds(wish.WarmUpSeconds));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async at =>
        {
            await using var circuit = await Circuit.OpenAsync(await browser.GetAsync(Addresses.Search, cancellationToken), browser, cancellationToken);
            var clicks = new Clicks();
            await new Clerk(browser, circuit, new Random(at), pace: 100).WorkAsync(clicks, enough.Token);
            clicks.ErrorWords.ToList().ForEach(Report.Note);
        }));
    }

    private async Task OpenAsync(PortalProcess portal, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, wish.Clerks), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (at, stop) =>
        {
            var browser = new Browser(portal.Address);
            try
            {
                await browser.SignInAsync(LoadOffice.IdOf(at), stop);
                var circuit = await Circuit.OpenAsync(await browser.GetAsync(Addresses.Search, stop), browser, stop);
                lock (_office)
                {
                    _office.Add((browser, circuit, new Clerk(browser, circuit, new Random(wish.Seed + at), wish.Pace)));
                }
            }
            catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or TimeoutException)
            {
                browser.Dispose();
                lock (_office)
                {
                    _openErrors.Add(exception.Message);
                }
            }
        });
    }

    private async Task<Clicks> MeasureAsync(PortalProcess portal, CancellationToken cancellationToken)
    {
        var clicks = new Clicks();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(TimeSpan.FromSeconds(wish.Seconds));
        var (start, portalUsed, ownUsed) = (Stopwatch.GetTimestamp(), portal.Processor, Environment.CpuUsage.TotalTime);
        await Task.WhenAll(_office.Select(o => Task.Run(() => o.Clerk.WorkAsync(clicks, enough.Token), cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Report.Note(string.Create(CultureInfo.InvariantCulture,
            $"{seconds:0} s, {clicks.Count / seconds:0.0} clicks/s; processors used: portal {(portal.Processor - portalUsed).TotalSeconds / seconds:0.00}, this bench {(Environment.CpuUsage.TotalTime - ownUsed).TotalSeconds / seconds:0.00} of {Environment.ProcessorCount}"));
        return clicks;
    }

    private void Print(Report report, Clicks clicks, string who)
    {
        report.Line($"click p95, {_office.Count} {who}", clicks.At(0.95), "ms", 150, string.Create(CultureInfo.InvariantCulture, $"p50 {clicks.At(0.5):0.0}, p99 {clicks.At(0.99):0.0} ms, {clicks.Count:N0} clicks, {100.0 * clicks.CountOf(ClickKind.Save) / Math.Max(1, clicks.Count):0.0} of 100 write"));
        foreach (var kind in Enum.GetValues<ClickKind>())
        {
            Report.Note(string.Create(CultureInfo.InvariantCulture, $"{kind,-8} {clicks.CountOf(kind),6:N0}  p50 {clicks.At(0.5, kind),7:0.0}  p95 {clicks.At(0.95, kind),7:0.0}  p99 {clicks.At(0.99, kind),7:0.0} ms"));
        }

        report.Line("circuits or clicks that failed", clicks.Errors + _openErrors.Count, "", 0);
        clicks.ErrorWords.Concat(_openErrors).Take(10).ToList().ForEach(Report.Note);
    }

    private async Task MeasureHostileAsync(PortalProcess portal, double without, Report report, CancellationToken cancellationToken)
    {
        using var browser = new Browser(portal.Address);
        await browser.SignInAsync("sasaki", cancellationToken);
        await using var hostile = new HostileUser();
        await hostile.OpenAsync(browser, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var attack = Task.Run(() => hostile.AttackAsync(stop.Token), cancellationToken);
        var clicks = await MeasureAsync(portal, cancellationToken);
        await stop.CancelAsync();
        await attack;
        Print(report, clicks, "clerks beside one hostile user");
        report.Line("their p95 against without", clicks.At(0.95) / without, "times", 2, string.Create(CultureInfo.InvariantCulture, $"{hostile.Opened} tabs opened ({hostile.Refused ?? "none refused"}), {hostile.Alive} alive at the end, {hostile.Sent / Stopwatch.GetElapsedTime(start).TotalSeconds:N0} events/s sent"));
    }

    private async Task CloseAsync()
    {
        foreach (var (browser, circuit, _) in _office)
        {
            await circuit.DisposeAsync();
            browser.Dispose();
        }
    }

    /// <summary>Nothing compiled, nothing in memory: everybody's page comes back at once, and everybody searches.</summary>
    private async Task MeasureRestartsAsync(Report report, CancellationToken cancellationToken)
    {
        var clicks = new Clicks();
        for (var restart = 0; restart < wish.Restarts; restart++)
        {
            using var portal = await PortalProcess.StartAsync(ledger, wish.Folder, wish.Program, cancellationToken);
            using var browser = new Browser(portal.Address);
            await browser.SignInAsync(LoadOffice.IdOf(0), cancellationToken);
            await Task.WhenAll(Enumerable.Range(0, 10).Select(async at =>
            {
                try
                {
                    await using var circuit = await Circuit.OpenAsync(await browser.GetAsync(Addresses.Search, cancellationToken), browser, cancellationToken);
                    clicks.Add(ClickKind.Search, await new Clerk(browser, circuit, new Random(at), wish.Pace).SearchAsync());
                }
                catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
                {
                    clicks.Fail(ClickKind.Search, exception);
                }
            }));
        }

        if (wish.Restarts > 0)
        {
            report.Line("first click after a restart p95", clicks.At(0.95), "ms", 500, string.Create(CultureInfo.InvariantCulture, $"p50 {clicks.At(0.5):0} ms, {clicks.Count} clicks after {wish.Restarts} restarts, {clicks.Errors} failed"));
        }
    }
}
