using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogVerifyDeskTests
{
    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsVerified_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new LogFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Desk(at).VerifyAsync(A.Administrator, null, TestContext.Current.CancellationToken));

        Assert.Equal((Operation.LogVerified, OperationResult.Denied), (await at.RowsAsync()).Select(e => (e.Operation, e.Result)).Single());
    }

    [Theory, EveryEngine]
    public async Task AVerification_IsItselfWrittenDown_WithWhatItFound(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(5);
        await at.TamperAsync(t => t.EditAsync(3, 0), _ => { });

        var done = await Desk(at).VerifyAsync(LogFixture.Auditor, null, TestContext.Current.CancellationToken);

        Assert.True(done.IsLogged);
        var row = (await at.RowsAsync())[^1];
        Assert.Equal((Operation.LogVerified, OperationResult.Failed), (row.Operation, row.Result));
        Assert.Contains("3番の行の封印が合いません", row.Detail, StringComparison.Ordinal);
        Assert.Equal(row.Sequence, (await Desk(at).LastAsync(TestContext.Current.CancellationToken))?.Sequence);
    }

    [Fact]
    public async Task WhenTheLogCannotBeWritten_TheFindingIsStillTold()
    {
        using var at = new LogFixture();
        await at.WriteAsync(3);
        await at.TamperAsync(
            async t =>
            {
                await using var db = at.Db.CreateDbContext();
                await db.Database.ExecuteSqlRawAsync("UPDATE LogHead SET Sequence = 1");
                return t.Last;
            },
            _ => { });

        var done = await Desk(at).VerifyAsync(LogFixture.Auditor, null, TestContext.Current.CancellationToken);

        Assert.False(done.IsLogged);
        Assert.Equal(LogFaultKind.HeadDiffers, Assert.Single(done.Verdict.Faults).Kind);
    }

    [Theory, EveryEngine]
    public async Task Printing_TheSheet_IsWrittenDown(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(1);

        await Desk(at).RecordPrintAsync(LogFixture.Auditor, 1);

        Assert.Equal((Operation.LogPrinted, "検証票（末尾 1番）"), (await at.RowsAsync()).Select(e => (e.Operation, e.Detail)).Last());
    }

    [Theory, EveryEngine]
    public async Task ARestore_WrittenDown_IsNoAlarm_ButShows(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(9);
        await at.TamperAsync(t => t.CutOffAfterAsync(1), _ => { });

        var restored = await Restores(at).RecordAsync(LogFixture.Auditor, "ディスク故障、11月22日の控えから", TestContext.Current.CancellationToken);
        await at.WriteAsync(3);
        await at.Checkpoints.FlushAsync();
        var verdict = await at.VerifyAsync();

        Assert.Equal((1, "1番までは控えと一致しています。"), (restored.From.Sequence, restored.Words));
        Assert.Empty(verdict.Faults);
        Assert.Equal(1, Assert.Single(verdict.Restores).Sequence);
        Assert.Contains(await at.RowsAsync(), e => e.Operation == Operation.LogRestored && e.Purpose == "ディスク故障、11月22日の控えから");
    }

    [Theory, EveryEngine]
    public async Task ARestore_ExplainsNoOtherFault_AndNoneThatIsNotThere(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(5);
        await Assert.ThrowsAsync<RuleException>(() => Restores(at).RecordAsync(LogFixture.Auditor, "念のため記録する", TestContext.Current.CancellationToken));
        await at.TamperAsync(t => t.EditAsync(2, 0), _ => { });

        var refused = await Assert.ThrowsAsync<RuleException>(() => Restores(at).RecordAsync(LogFixture.Auditor, "復元したと思う", TestContext.Current.CancellationToken));

        Assert.Contains("復元では説明できない", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AfterTheKeyWasChanged_OldAndNewRowsAreVerified_AndWithoutTheOldKeyTheyAreNot(Engine engine)
    {
        using var at = new LogFixture(engine);
        var file = new KeyFile(Path.Combine(Directory.CreateTempSubdirectory().FullName, "keys.json"));
        file.MakeUnlessThere(A.Now);
        var keys = new KeyRing(file);
        var checkpoints = new LogCheckpoints(at.Checkpoints.Folder, keys, at.Time, NullLogger<LogCheckpoints>.Instance);
        using var db = TestDb.On(engine, new LogChain(keys, checkpoints));
        await LogFixture.WriteAsync(db, checkpoints, 1);
        keys.Rotate(KeyUse.OperationLog, A.Now);
        await LogFixture.WriteAsync(db, checkpoints, 1);

        var verdict = await new LogReader(db, checkpoints, keys).VerifyAsync(null, TestContext.Current.CancellationToken);
        keys.Remove(KeyUse.OperationLog, 1);
        var without = await new LogReader(db, checkpoints, keys).VerifyAsync(null, TestContext.Current.CancellationToken);

        Assert.Empty(verdict.Faults);
        Assert.Contains(new LogFault(LogFaultKind.KeyMissing, 1), without.Faults);
        await using var read = db.CreateDbContext();
        Assert.Equal([1, 2], await read.OperationLog.OrderBy(e => e.Sequence).Select(e => e.KeyId).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void TheLastVerification_IsAskedFor_ByOneIndex()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("ORDER BY [o].[At] DESC, [o].[Sequence] DESC", LogVerifyDesk.Verifications(db).ToQueryString(), StringComparison.Ordinal);
    }

    private static LogVerifyDesk Desk(LogFixture at) => new(at.Db, at.Reader, at.Time);

    private static LogRestoreDesk Restores(LogFixture at) => new(at.Db, at.Reader, at.Checkpoints, at.Time);
}
