using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogCheckpointsTests : IDisposable
{
    private static readonly Guid LogId = Guid.NewGuid();

    private readonly LogFixture _at = new();

    [Fact]
    public async Task TheSecondPlace_AlwaysKnowsTheLastRow()
    {
        await _at.WriteAsync(7);

        var rows = await _at.RowsAsync();
        var verdict = await _at.VerifyAsync();
        var last = _at.Checkpoints.Read(verdict.Last.LogId)[^1];
        Assert.Equal((7, Convert.ToHexString(rows[^1].Seal)), (last.Sequence, last.Seal));
    }

    [Fact]
    public async Task RowsOfATransaction_AreKnownThere_OnceItIsCommitted()
    {
        await _at.WriteAsync(1);

        await WriteWithinAsync(commits: false);
        await _at.Checkpoints.FlushAsync();
        Assert.Equal(1, Newest());

        await WriteWithinAsync(commits: true);
        await _at.Checkpoints.FlushAsync();
        Assert.Equal(2, Newest());
        Assert.Empty((await _at.VerifyAsync()).Faults);

        long Newest() => _at.Checkpoints.Read(LogIdOf())[^1].Sequence;

        Guid LogIdOf()
        {
            using var db = _at.Db.CreateDbContext();
            return db.LogHeads.Single().LogId;
        }
    }

    [Fact]
    public async Task AHeadToldOfLate_DoesNotTakeThePlaceOfALaterOne()
    {
        await FollowAsync(5);

        _at.Checkpoints.FollowUnlessLater(Head(4));
        await _at.Checkpoints.FlushAsync();

        Assert.Equal(5, _at.Checkpoints.Read(LogId)[^1].Sequence);
    }

    private async Task WriteWithinAsync(bool commits)
    {
        var token = TestContext.Current.CancellationToken;
        await using var db = _at.Db.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        db.Add(LogFixture.Entry());
        await db.SaveChangesAsync(token);
        if (commits)
        {
            await transaction.CommitAsync(token);
        }
    }

    [Fact]
    public async Task ALineThatStays_IsWritten_EveryThousandRows_AndEveryFiveMinutes()
    {
        var lines = File(LogId, "checkpoints");
        foreach (var (sequence, minutes) in new[] { (1, 0), (2, 1), (3, 1), (1_002, 1), (1_003, 6), (1_004, 6) })
        {
            _at.Time.SetUtcNow(new DateTimeOffset(A.Now.AddMinutes(minutes)));
            await FollowAsync(sequence);
        }

        Assert.Equal([1, 1_002, 1_003], (await System.IO.File.ReadAllLinesAsync(lines, TestContext.Current.CancellationToken)).Select(SequenceOf));
    }

    [Fact]
    public async Task WhoeverIsFollowed_IsWritten_HoweverTheWriterAndTheFollowersMeet()
    {
        for (var sequence = 1; sequence <= 3_000; sequence++)
        {
            _at.Checkpoints.Follow(Head(sequence));
            if (sequence % 3 == 0)
            {
                Thread.SpinWait(sequence);
            }
        }

        await _at.Checkpoints.FlushAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(3_000, _at.Checkpoints.Read(LogId)[^1].Sequence);
    }

    [Fact]
    public async Task WhatWasKnown_BeforeTheLogWentBack_IsKept()
    {
        await FollowAsync(1);
        await FollowAsync(2);
        await FollowAsync(2, seal: 9);

        Assert.Equal([1, 2, 2], _at.Checkpoints.Read(LogId).Select(c => c.Sequence));
        Assert.Equal(2, _at.Checkpoints.Read(LogId).Where(c => c.Sequence == 2).Select(c => c.Seal).Distinct().Count());
    }

    [Fact]
    public async Task ASecondPlaceThatCannotBeReached_StopsNobody_AndIsReported()
    {
        var blocked = Path.GetTempFileName();
        var checkpoints = new LogCheckpoints(Path.Combine(blocked, "below-a-file"), TestKeys.Ring, _at.Time, NullLogger<LogCheckpoints>.Instance);

        checkpoints.Follow(Head(1));
        await checkpoints.FlushAsync();

        Assert.Equal(A.Now, checkpoints.FailingSince);
    }

    [Fact]
    public async Task AWriterWithoutItsKey_SaysSo_AndGoesOnOnceItIsBack()
    {
        var file = new KeyFile(Path.Combine(Directory.CreateTempSubdirectory().FullName, "keys.json"));
        file.MakeUnlessThere(A.Now);
        var all = file.Read().Keys;
        var clock = new FakeTimeProvider();
        var checkpoints = new LogCheckpoints(Path.Combine(_at.Checkpoints.Folder, "own"), new KeyRing(file, clock), _at.Time, NullLogger<LogCheckpoints>.Instance);
        file.Write([.. all.Where(k => k.Use is not KeyUse.OperationLog)]);
        clock.Advance(TimeSpan.FromSeconds(1));

        checkpoints.Follow(Head(1));
        await checkpoints.FlushAsync();
        Assert.NotNull(checkpoints.FailingSince);
        file.Write(all);
        clock.Advance(TimeSpan.FromSeconds(1));
        checkpoints.Follow(Head(2));
        await checkpoints.FlushAsync();

        Assert.Null(checkpoints.FailingSince);
        Assert.Equal(2, checkpoints.Read(LogId)[^1].Sequence);
    }

    [Fact]
    public async Task ALineChangedByHand_IsNamed_AndNotBelieved()
    {
        await _at.WriteAsync(3);
        var logId = (await _at.VerifyAsync()).Last.LogId;
        var file = File(logId, "checkpoints");
        await System.IO.File.WriteAllTextAsync(file, (await System.IO.File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\t1\t", "\t2\t", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var verdict = await _at.VerifyAsync();

        Assert.Equal([new(LogFaultKind.CheckpointForged, 2)], verdict.Faults);
    }

    [Fact]
    public async Task ALogWithoutASecondPlace_IsNotCalledWhole()
    {
        await _at.WriteAsync(3);
        Directory.Delete(_at.Checkpoints.Folder, recursive: true);

        Assert.Equal([new(LogFaultKind.NoCheckpoint, 3)], (await _at.VerifyAsync()).Faults);
    }

    public void Dispose() => _at.Dispose();

    private async Task FollowAsync(long sequence, byte seal = 0)
    {
        _at.Checkpoints.Follow(Head(sequence, seal));
        await _at.Checkpoints.FlushAsync();
    }

    private static LogHead Head(long sequence, byte seal = 0) => new() { LogId = LogId, Sequence = sequence, Seal = [.. Enumerable.Repeat((byte)(sequence + seal), LogSeal.Length)] };

    private string File(Guid logId, string kind) => Path.Combine(_at.Checkpoints.Folder, $"{logId:N}.{kind}");

    private static long SequenceOf(string line) => LogCheckpoint.TryParse(line, out var checkpoint) ? checkpoint.Sequence : -1;
}
