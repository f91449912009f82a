using System.Diagnostics;

namespace Portal.Bench.Load;

/// <summary>One clerk before one page: thinks, searches, opens a sheet, unfolds a dose, goes back; now and then corrects a dose.</summary>
/// <param name="browser">Signed in.</param>
/// <param name="circuit">The open page.</param>
/// <param name="random">Of this clerk.</param>
/// <param name="pace">1: think times of 3 to 48 seconds; 10: a tenth of them.</param>
internal sealed class Clerk(Browser browser, Circuit circuit, Random random, double pace)
{
    /// <summary>Of a hundred clicks six write.</summary>
    private const double Writes = 0.06;

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(10);
    private static readonly string[] Texts = ["サトウ", "タカハシ", "田中", "S25.3", "花園一丁目", "ｲﾄｳ", "吉田", "ナカムラ", "サトウ カズコ", "S30.5.1"];
    private static readonly object Pressed = new { type = "click", detail = 1 };

    private string _results = Addresses.Search;
    private long _kept;
    private ClickKind _doing;

    public async Task WorkAsync(Clicks clicks, CancellationToken stop)
    {
        var asking = AskAsync(stop);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await ActAsync(clicks, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            clicks.Fail(_doing, exception);
        }

        await asking;
    }

    public Task<TimeSpan> SearchAsync() => SearchAsync(Texts[random.Next(Texts.Length)]);

    /// <summary>
    /// A search, its first sheet, two doses unfolded and back: five clicks. A correction adds three, one of which writes; made in this share
    /// of the rounds, six of a hundred clicks write.
    /// </summary>
    private async Task ActAsync(Clicks clicks, CancellationToken stop)
    {
        const double roundsThatWrite = 5 * Writes / (1 - (3 * Writes));
        await ThinkAsync(stop);
        await ClickAsync(clicks, ClickKind.Search, () => SearchAsync());
        _results = circuit.Here.PathAndQuery;
        var rows = circuit.Look(Rows);
        if (rows.Count == 0)
        {
            return;
        }

        await ThinkAsync(stop);
        await ClickAsync(clicks, ClickKind.Sheet, () => circuit.PressAsync(rows[random.Next(rows.Count)], "click", Pressed, IsSheet));
        for (var dose = 0; dose < 2; dose++)
        {
            await UnfoldAsync(clicks, dose, stop);
        }

        if (random.NextDouble() < roundsThatWrite)
        {
            await CorrectAsync(clicks, stop);
        }

        await ThinkAsync(stop);
        await ClickAsync(clicks, ClickKind.Back, () => circuit.FollowAsync(_results, IsAnswered));
    }

    private async Task ClickAsync(Clicks clicks, ClickKind kind, Func<Task<TimeSpan>> click)
    {
        _doing = kind;
        clicks.Add(kind, await click());
    }

    /// <summary>The box tells its text when it is left; Enter sends it. The rows of the search before go before the address changes.</summary>
    private async Task<TimeSpan> SearchAsync(string text)
    {
        var (input, form) = circuit.Look(s => (s.Find("input", n => n["class"] == "search-text")!, s.Find("form", n => n["role"] == "search")!));
        var before = circuit.Here;
        await circuit.DispatchAsync(input, "change", new { value = text });
        return await circuit.PressAsync(form, "submit", new { }, screen => circuit.Here != before && IsAnswered(screen));
    }

    private async Task UnfoldAsync(Clicks clicks, int dose, CancellationToken stop)
    {
        await ThinkAsync(stop);
        if (circuit.Look(s => Rows(s).ElementAtOrDefault(dose)) is { } row)
        {
            var was = row["aria-expanded"];
            await ClickAsync(clicks, ClickKind.Unfold, () => circuit.PressAsync(row, "click", Pressed, _ => row["aria-expanded"] != was));
        }
    }

    private async Task CorrectAsync(Clicks clicks, CancellationToken stop)
    {
        if (circuit.Look(s => s.Find("a", n => n["href"]?.StartsWith("/corrections/doses/", StringComparison.Ordinal) == true)) is not { } link)
        {
            return;
        }

        await ThinkAsync(stop);
        await ClickAsync(clicks, ClickKind.Form, () => circuit.FollowAsync(link["href"]!, s => Field(s, "input", "field-doctor") is not null || Button(s, "破棄して新しく始める") is not null));
        if (circuit.Look(s => Button(s, "破棄して新しく始める")) is { } drop)
        {
            // Another circuit of the same person left a draft of this dose.
            await circuit.PressAsync(drop, "click", Pressed, s => Field(s, "input", "field-doctor") is not null);
        }

        await ThinkAsync(stop);
        // Not from the seed: a run before may have left the same words in the same dose.
        await circuit.DispatchAsync(circuit.Look(s => Field(s, "input", "field-doctor")!), "input", new { value = $"計測 {Random.Shared.Next(100_000):00000}" });
        await circuit.DispatchAsync(circuit.Look(s => Field(s, "select", "grounds-reason")!), "change", new { value = "TranscriptionError" });
        await ClickAsync(clicks, ClickKind.Check, () => circuit.PressAsync(circuit.Look(s => Button(s, "確認へ進む")!), "click", Pressed, s => Button(s, "この内容で訂正する") is not null));
        await ThinkAsync(stop);
        await ClickAsync(clicks, ClickKind.Save, () => circuit.PressAsync(circuit.Look(s => Button(s, "この内容で訂正する")!), "click", Pressed, s => IsSheet(s) || IsForestalled(s)));
    }

    private async Task ThinkAsync(CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromSeconds((3 + (45 * random.NextDouble())) / pace), stop);
        if (_kept == 0 || Stopwatch.GetElapsedTime(_kept) > KeepEvery)
        {
            _kept = Stopwatch.GetTimestamp();
            await browser.KeepSessionAsync(stop);
        }
    }

    private async Task AskAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(AskEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await browser.AskSessionAsync(stop);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
        {
            // As the page's script: the line is down, or the page is closed.
        }
    }

    private static bool IsAnswered(Screen screen) =>
        screen.Heading.StartsWith("検索結果", StringComparison.Ordinal) && screen.Find("table", n => n["role"] == "grid") is { } table && table["aria-busy"] is null;

    private static bool IsSheet(Screen screen) => screen.Find("table", n => n["role"] == "treegrid") is not null && screen.Find("a", n => n["href"]?.EndsWith("/doses/new", StringComparison.Ordinal) == true) is not null;

    /// <summary>Two clerks had the same dose open: the one who is told so goes back.</summary>
    private static bool IsForestalled(Screen screen) => screen.Said.Contains("ほかの職員が先に訂正しました", StringComparison.Ordinal);

    private static List<ScreenNode> Rows(Screen screen) => [.. screen.All.Where(n => n.Name == "tr" && n.Handlers.ContainsKey("onclick"))];

    private static ScreenNode? Field(Screen screen, string name, string id) => screen.Find(name, n => n["id"] == id);

    private static ScreenNode? Button(Screen screen, string words) => screen.Find("button", n => n.Handlers.ContainsKey("onclick") && n.Words.Contains(words, StringComparison.Ordinal));
}
