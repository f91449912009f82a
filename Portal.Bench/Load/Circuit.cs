using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Portal.Bench.Load;

/// <summary>One open page: a circuit over a WebSocket, its screen, and what a browser answers by itself.</summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Uri _base;
    private readonly TaskCompletionSource<string?> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private Task _beating = Task.CompletedTask;
    private (Func<Screen, bool> Shows, TaskCompletionSource<long> Seen)? _awaited;
    private string? _failure;
    private long _interop;
    private int _calls;

    private Circuit(Uri address) => _base = address;

    public Screen Screen { get; } = new();

    /// <summary>Where the page is.</summary>
    public Uri Here { get; private set; } = null!;

    public long BytesReceived { get; private set; }

    public long Batches { get; private set; }

    /// <summary>Why the circuit is of no use any more; null while it is.</summary>
    public string? Failure => _failure;

    /// <param name="page">The page as it was fetched: its markers name the components to start.</param>
    /// <param name="browser">Whose cookies.</param>
    /// <param name="cancellationToken">Of the run.</param>
    public static async Task<Circuit> OpenAsync(FetchedPage page, Browser browser, CancellationToken cancellationToken)
    {
        var circuit = new Circuit(browser.Address) { Here = page.Address };
        try
        {
            await circuit.StartAsync(page, browser, cancellationToken);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends an event of an element and waits for the batch that shows what is wanted.</summary>
    public Task<TimeSpan> PressAsync(ScreenNode element, string name, object arguments, Func<Screen, bool> shows) =>
        UntilAsync(shows, () => DispatchAsync(element, name, arguments));

    /// <summary>Sends an event and waits for nothing.</summary>
    public Task DispatchAsync(ScreenNode element, string name, object arguments)
    {
        var handler = new { eventHandlerId = element.Handlers[$"on{name}"], eventName = name, eventFieldInfo = (object?)null };
        return SendAsync(PackWriter.Call(null, "BeginInvokeDotNetFromJS", $"{Interlocked.Increment(ref _calls)}", null, "DispatchEventAsync", _interop, JsonSerializer.Serialize(new object[] { handler, arguments })));
    }

    /// <summary>Follows a link of the page.</summary>
    public Task<TimeSpan> FollowAsync(string address, Func<Screen, bool> shows) => UntilAsync(shows, () => MoveAsync(new Uri(_base, address), isLink: true));

    /// <summary>Reads the screen while no batch is being applied.</summary>
    public T Look<T>(Func<Screen, T> look)
    {
        lock (_lock)
        {
            return look(Screen);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        try
        {
            if (_socket.State == WebSocketState.Open)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The portal was killed, or what was being sent was cut off.
        }

        await Task.WhenAll(_reading, _beating);
        _socket.Dispose();
        _sending.Dispose();
        _closing.Dispose();
    }

    private async Task StartAsync(FetchedPage page, Browser browser, CancellationToken cancellationToken)
    {
        _socket.Options.SetRequestHeader("Cookie", browser.Cookies);
        _socket.Options.SetRequestHeader("Origin", browser.Address.GetLeftPart(UriPartial.Authority));
        var token = await browser.NegotiateAsync(cancellationToken);
        await _socket.ConnectAsync(new Uri($"ws://{_base.Authority}/_blazor?id={token}"), cancellationToken);
        await _socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        _reading = ReadAsync();
        await SendAsync(PackWriter.Call("start", "StartCircuit", _base.ToString(), Here.ToString(), "[]", page.State));
        if (await _started.Task.WaitAsync(Patience, cancellationToken) is null)
        {
            throw new InvalidOperationException("The circuit was not started.");
        }

        _beating = BeatAsync();
        await UntilAsync(
            screen => screen.Find("search-box", _ => true) is not null && screen.Heading.Length > 0,
            () => SendAsync(PackWriter.Call(null, "UpdateRootComponents", page.Operations, page.State)));
    }

    private async Task<TimeSpan> UntilAsync(Func<Screen, bool> shows, Func<Task> act)
    {
        var seen = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _awaited = (shows, seen);
            if (_failure is { } failure)
            {
                throw new InvalidOperationException(failure);
            }
        }

        var start = Stopwatch.GetTimestamp();
        await act();
        try
        {
            return Stopwatch.GetElapsedTime(start, await seen.Task.WaitAsync(Patience));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not shown within {Patience.TotalSeconds:0} s; the page says: {Look(s => s.Said)}");
        }
    }

    private async Task MoveAsync(Uri to, bool isLink)
    {
        Here = to;
        await SendAsync(PackWriter.Call(null, "OnLocationChanged", to.ToString(), null, isLink));
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException)
        {
            Fail($"The line was cut: {exception.Message}");
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(BeatEvery);
        try
        {
            while (_failure is null && await timer.WaitForNextTickAsync(_closing.Token))
            {
                await SendAsync(PackWriter.Beat);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Fail(string words)
    {
        lock (_lock)
        {
            _failure ??= words;
            _awaited?.Seen.TrySetException(new InvalidOperationException(words));
            _started.TrySetException(new InvalidOperationException(words));
        }
    }

    private Task FailAsync(string words)
    {
        Fail(words);
        return Task.CompletedTask;
    }
}
