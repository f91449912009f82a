using Microsoft.Extensions.Time.Testing;
using Portal.Features.DataQuality;
using Xunit;

namespace Portal.Tests.DataQuality;

public sealed class KeptCountTests
{
    private readonly FakeTimeProvider _time = new(A.Now);
    private readonly KeptCount _kept;
    private int _counted;

    public KeptCountTests() => _kept = new(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ManyWhoAsk_CountOnce_UntilHalfAMinuteHasGone()
    {
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync())), count => Assert.Equal(1, count));

        _time.Advance(KeptCount.Standing);

        Assert.Equal(2, await AskAsync());
    }

    [Fact]
    public async Task WhatIsForgotten_IsCountedAnew()
    {
        await AskAsync();

        _kept.Forget();

        Assert.Equal(2, await AskAsync());
    }

    [Fact]
    public async Task ACountThatFailed_LeavesTheTurnToTheNext()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => _kept.GetAsync(() => throw new TimeoutException(), Token));

        Assert.Equal(1, await AskAsync());
    }

    private Task<int> AskAsync() => _kept.GetAsync(
        async () =>
        {
            await Task.Yield();
            return Interlocked.Increment(ref _counted);
        },
        Token);
}
