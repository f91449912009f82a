using System.Diagnostics.Metrics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Portal.Features.Maintenance.Status;
using Portal.Security;
using Portal.Telemetry;
using Xunit;

namespace Portal.Tests.Security;

public sealed class EventPaceTests : IDisposable
{
    private const string Event = nameof(AnyHub.BeginInvokeDotNetFromJS);
    private const string Piece = nameof(AnyHub.ReceiveJSDataChunk);
    private const int AtOnce = 2 * EventPace.EventsPerSecond;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly PortalMeter _meter;
    private readonly EventPace _pace;
    private int _run;

    public EventPaceTests()
    {
        _meter = new(_services.GetRequiredService<IMeterFactory>(), new OpenCircuits());
        _pace = new(_meter);
    }

    public void Dispose()
    {
        _pace.Dispose();
        _meter.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task WhatComesTooFast_WaitsAndIsRun_AndNobodyElseWaits()
    {
        var (fast, sameSession, other) = (new Caller(Guid.NewGuid(), "a"), "b", new Caller(Guid.NewGuid(), "c"));

        var sent = Enumerable.Range(0, AtOnce + 50).Select(_ => SendAsync(fast, Event)).ToList();
        var second = SendAsync(fast with { Line = sameSession }, Event);
        var others = SendAsync(other, Event);
        var piece = SendAsync(fast, Piece);

        Assert.True(others.IsCompletedSuccessfully, "Somebody else had to wait.");
        Assert.True(piece.IsCompletedSuccessfully, "A file had to wait for events.");
        Assert.False(second.IsCompleted, "Another page of the same sign-in did not wait.");
        await Task.WhenAll([.. sent, second]);
        Assert.Equal(AtOnce + 50 + 3, _run);
    }

    [Fact]
    public async Task ALineThatIsClosedWhileItWaits_IsLeft()
    {
        var caller = new Caller(Guid.NewGuid(), "a");
        using var closed = new CancellationTokenSource();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SendAsync(caller, Event)));
        var waiting = Enumerable.Range(0, 40).Select(_ => SendUntilAsync(caller, Event, closed.Token)).ToList();

        await closed.CancelAsync();

        await Task.WhenAll(waiting);
        Assert.InRange(_run, AtOnce, AtOnce + 39);
    }

    [Fact]
    public async Task MoreLinesThanAnybodyHasOpen_AreClosed()
    {
        var caller = new Caller(Guid.NewGuid(), "a");
        using var closed = new CancellationTokenSource();
        var before = Enumerable.Range(0, AtOnce + 2_000).Select(_ => SendUntilAsync(caller, Event, closed.Token)).ToList();

        var context = new Context(caller, default);
        await InvokeAsync(context, Event);

        Assert.True(context.IsAborted);
        await closed.CancelAsync();
        await Task.WhenAll(before);
    }

    private Task SendAsync(Caller caller, string method) => InvokeAsync(new Context(caller, CancellationToken.None), method);

    private Task SendUntilAsync(Caller caller, string method, CancellationToken closed) => InvokeAsync(new Context(caller, closed), method);

    private async Task InvokeAsync(Context context, string method)
    {
        using var hub = new AnyHub();
        await _pace.InvokeMethodAsync(
            new HubInvocationContext(context, _services, hub, typeof(AnyHub).GetMethod(method)!, []),
            _ => ValueTask.FromResult<object?>(Interlocked.Increment(ref _run)));
    }

    private sealed record Caller(Guid Session, string Line);

    /// <summary>With the names of two methods of Blazor's own.</summary>
    private sealed class AnyHub : Hub
    {
        public static void BeginInvokeDotNetFromJS()
        {
        }

        public static void ReceiveJSDataChunk()
        {
        }
    }

    private sealed class Context(Caller caller, CancellationToken closed) : HubCallerContext
    {
        public bool IsAborted { get; private set; }

        public override string ConnectionId => caller.Line;

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal User { get; } = new(new ClaimsIdentity([new(StaffClaims.Session, caller.Session.ToString())], "test"));

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => closed;

        public override void Abort() => IsAborted = true;
    }
}
