using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace Portal.Bench.Load;

/// <summary>What the portal says to the page, and what the page's scripts do about it.</summary>
internal sealed partial class Circuit
{
    private const string Navigate = "Blazor._internal.navigationManager.navigateTo";
    private const string AttachRenderer = "Blazor._internal.attachWebRendererInterop";

    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        using var gathered = new MemoryStream();
        try
        {
            for (var isHandshake = true; ;)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _closing.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    Fail("The portal closed the line.");
                    return;
                }

                BytesReceived += part.Count;
                gathered.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                {
                    continue;
                }

                ReadOnlyMemory<byte> arrived = gathered.ToArray();
                gathered.SetLength(0);
                if (isHandshake)
                {
                    arrived = arrived[(arrived.Span.IndexOf((byte)0x1e) + 1)..];
                    isHandshake = false;
                }

                while (PackReader.TryTake(ref arrived, out var message))
                {
                    await TakeAsync((List<object?>)new PackReader(message).Read()!);
                }

                gathered.Write(arrived.Span);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            Fail($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private Task TakeAsync(List<object?> message) => message switch
    {
        [1L, _, _, string target, List<object?> arguments, ..] => CallAsync(target, arguments),
        [3L, _, "start", 3L, string id] => Start(id),
        [3L, _, "start", ..] => Start(null),
        [7L, ..] => FailAsync($"The portal closed the circuit: {message[1]}"),
        _ => Task.CompletedTask,
    };

    private Task Start(string? id)
    {
        _started.TrySetResult(id);
        return Task.CompletedTask;
    }

    private Task CallAsync(string target, List<object?> arguments) => (target, arguments) switch
    {
        ("JS.AttachComponent", [long component, ..]) => Attach((int)component),
        ("JS.RenderBatch", [long id, ReadOnlyMemory<byte> batch]) => RenderAsync(id, batch),
        ("JS.BeginInvokeJS", [long handle, string identifier, var json, ..]) => AnswerAsync(handle, identifier, json as string ?? "[]"),
        ("JS.Error", [var words, ..]) => FailAsync($"JS.Error: {words}"),
        ("JS.EndInvokeDotNet", [_, false, var words, ..]) => FailAsync($"An event was refused: {words}"),
        _ => Task.CompletedTask,
    };

    private Task Attach(int component)
    {
        lock (_lock)
        {
            Screen.Attach(component);
        }

        return Task.CompletedTask;
    }

    private Task RenderAsync(long id, ReadOnlyMemory<byte> batch)
    {
        lock (_lock)
        {
            Screen.Apply(new RenderBatch(batch));
            Batches++;
            if (_awaited is { } awaited && awaited.Shows(Screen))
            {
                awaited.Seen.TrySetResult(Stopwatch.GetTimestamp());
                _awaited = null;
            }
        }

        return SendAsync(PackWriter.Call(null, "OnRenderCompleted", id, null));
    }

    /// <summary>What the page's scripts would do: go where the portal says, and answer the rest with nothing.</summary>
    private async Task AnswerAsync(long handle, string identifier, string json)
    {
        using var arguments = JsonDocument.Parse(json);
        switch (identifier)
        {
            case AttachRenderer:
                _interop = arguments.RootElement[1].GetProperty("__dotNetObject").GetInt64();
                break;
            case Navigate when arguments.RootElement[1].GetProperty("forceLoad").GetBoolean():
                Fail($"The page left for {arguments.RootElement[0]}.");
                _socket.Abort();
                break;
            case Navigate:
                await MoveAsync(new Uri(_base, arguments.RootElement[0].GetString()), isLink: false);
                break;
        }

        if (handle != 0)
        {
            await SendAsync(PackWriter.Call(null, "EndInvokeJSFromDotNet", handle, true, $"[{handle},true,null]"));
        }
    }
}
