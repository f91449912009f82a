using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.DataQuality.Twins;
using Portal.Features.Maintenance.Nodes;
using Portal.Tests.Exchange;
using Xunit;

namespace Portal.Tests.DataQuality.Twins;

/// <summary>重複の候補 after an import and its undo, with nobody pressing anything.</summary>
public sealed class TwinKeeperTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task ATwinInAnImportedFile_IsOnTheList_AndOffItAfterTheUndo(Engine engine)
    {
        using var at = new ImportFixture(engine);
        using var keeper = Keeper(at);
        at.Ledger.Add(A.Person());
        Assert.False(await keeper.CatchUpAsync(Stop));

        var run = await ImportTwinAsync(at);
        Assert.Equal(0, await OpenAsync(at));
        Assert.True(await keeper.CatchUpAsync(Stop));
        Assert.Equal(1, await OpenAsync(at));
        Assert.False(await keeper.CatchUpAsync(Stop));

        await at.UndoDesk.UndoAsync(run.ImportRunId, "別の月のファイルを取り込んだため", A.Manager, Stop);
        Assert.True(await keeper.CatchUpAsync(Stop));

        await using var db = at.Ledger.CreateDbContext();
        Assert.False(await db.TwinPairs.AnyAsync(Stop));
        Assert.Equal(
            [("システム(自動)", "2人 候補1組 新しく1組"), ("システム(自動)", "1人 候補0組 新しく0組")],
            db.OperationLog.Where(e => e.Operation == Operation.TwinsSought).OrderBy(e => e.Sequence).Select(e => ValueTuple.Create(e.StaffName, e.Detail!)));
    }

    /// <summary>What was imported before a start is compared after it, and what was compared before it is not compared again.</summary>
    [Theory, EveryEngine]
    public async Task AfterAStart_WhatWasLeftIsCompared_AndNothingTwice(Engine engine)
    {
        using var at = new ImportFixture(engine);
        at.Ledger.Add(A.Person());
        await ImportTwinAsync(at);

        using var first = Keeper(at);
        Assert.True(await first.CatchUpAsync(Stop));
        using var second = Keeper(at);
        Assert.False(await second.CatchUpAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task AFullCheck_AndARuleInUseAgain_AreFollowedToo_AndWhileItIsOffNothingIs(Engine engine)
    {
        using var at = new ImportFixture(engine);
        using var keeper = Keeper(at);
        var findings = new FindingDesk(at.Ledger, at.Time);
        at.Ledger.Add(A.Person(), A.Person(residentNumber: "0001204999"));
        await findings.SwitchOffAsync(A.Manager, FindingRule.Twins, "名寄せの見直しのため");
        await new LedgerCheck(at.Ledger, at.Time).RunAsync(A.Clerk, cancellationToken: Stop);
        Assert.False(await keeper.CatchUpAsync(Stop));

        await findings.SwitchOnAsync(A.Manager, FindingRule.Twins);
        Assert.True(await keeper.CatchUpAsync(Stop));
        Assert.Equal(1, await OpenAsync(at));
        await new LedgerCheck(at.Ledger, at.Time).RunAsync(A.Clerk, cancellationToken: Stop);

        Assert.True(await keeper.CatchUpAsync(Stop));
    }

    /// <summary>A clerk's day of registering does not compare everybody every minute.</summary>
    [Theory, EveryEngine]
    public async Task PeopleRegisteredOneByOne_AreFollowedOnceAnHour(Engine engine)
    {
        using var at = new ImportFixture(engine);
        using var keeper = Keeper(at);
        Register(at, A.Person());
        Assert.True(await keeper.CatchUpAsync(Stop));
        at.Time.Advance(TimeSpan.FromMinutes(20));
        Register(at, A.Person(residentNumber: "0001204999"));

        Assert.False(await keeper.CatchUpAsync(Stop));
        at.Time.Advance(TimeSpan.FromMinutes(40));
        Assert.True(await keeper.CatchUpAsync(Stop));

        Assert.Equal(1, await OpenAsync(at));
    }

    /// <summary>As the portal runs it: a minute later the pair is there.</summary>
    [Fact]
    public async Task InTheBackground_ItLooksEveryMinute()
    {
        using var at = new ImportFixture();
        using var duty = await ANode.StartedAsync(at.Ledger);
        using var keeper = Keeper(at, duty);
        at.Ledger.Add(A.Person());
        await keeper.StartAsync(Stop);
        await ImportTwinAsync(at);

        for (var waited = 0; waited < 200 && await OpenAsync(at) == 0; waited++)
        {
            at.Time.Advance(TwinKeeper.Interval);
            await Task.Delay(20, Stop);
        }

        Assert.Equal(1, await OpenAsync(at));
        await keeper.StopAsync(Stop);
    }

    private static Task<ImportRun> ImportTwinAsync(ImportFixture at) =>
        at.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(number: Csv.OtherNumber, address: "色内一丁目2番3号")));

    private static void Register(ImportFixture at, LedgerPerson person) => at.Ledger.Add(
        person, OperationLogEntry.For(A.Clerk, at.Time.GetUtcNow().UtcDateTime, Operation.PersonRegistered, person.LedgerPersonId, person.LedgerPersonId));

    private static TwinKeeper Keeper(ImportFixture at, NodeDuty? duty = null) => new(at.Ledger, new TwinDesk(at.Ledger, at.Time), duty ?? ANode.Of(at.Ledger), at.Time, NullLogger<TwinKeeper>.Instance);

    private static Task<int> OpenAsync(ImportFixture at) => new TwinDesk(at.Ledger, at.Time).CountAsync(A.Clerk, Stop);
}
