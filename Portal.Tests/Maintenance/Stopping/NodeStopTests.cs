using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Features.Maintenance.Status;
using Portal.Features.Maintenance.Stopping;
using Xunit;

namespace Portal.Tests.Maintenance.Stopping;

public sealed class NodeStopTests
{
    private readonly OpenCircuits _open = new();

    [Fact]
    public void ANodeWithoutOpenPages_StopsAtOnce()
    {
        var stop = Node(seconds: 30);
        var told = 0;
        stop.Begun += () => told++;

        stop.Begin();

        Assert.Equal((true, 0), (stop.HasBegun, told));
    }

    [Fact]
    public async Task OpenPagesAreTold_AndTheNodeWaitsUntilTheyHaveGone()
    {
        _open.Add(2);
        var stop = Node(seconds: 30);
        var told = new TaskCompletionSource();
        stop.Begun += told.SetResult;

        var stopping = Task.Run(stop.Begin, TestContext.Current.CancellationToken);
        await told.Task;
        Assert.True(stop.HasBegun);
        _open.Add(-1);
        Assert.False(stopping.IsCompleted);

        _open.Add(-1);
        await stopping;
    }

    [Fact]
    public void PagesThatStay_HoldNothingUpForLonger()
    {
        _open.Add(1);

        Node(seconds: 0).Begin();

        Assert.Equal(1, _open.Count);
    }

    private NodeStop Node(int seconds) => new(
        _open, new ConfigurationBuilder().AddInMemoryCollection([new(NodeStop.Setting, $"{seconds}")]).Build(), NullLogger<NodeStop>.Instance);
}
