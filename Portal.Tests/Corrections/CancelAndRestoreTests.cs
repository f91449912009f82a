using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public class CancelAndRestoreTests
{
    private const string Lot = "lotNumber";

    [Theory, EveryEngine]
    public async Task Restore_OfADoseWhosePersonIsCancelled_IsRefused(Engine engine)
    {
        using var at = new DeskFixture(engine, new ApprovalPolicy([]));
        await at.Desk.CancelAsync(A.Clerk, RecordKind.Dose, at.Dose.DoseId, Guid.CreateVersion7(), (await at.OpenDoseAsync()).Texts, Ask.Slip);
        await at.Desk.CancelAsync(A.Clerk, RecordKind.Person, at.Person.LedgerPersonId, Guid.CreateVersion7(), (await at.OpenPersonAsync()).Texts, Ask.Slip);
        var cancellation = (await at.RevisionsAsync()).Single(r => r.RecordKind == RecordKind.Dose);

        await Assert.ThrowsAsync<RuleException>(async () => await at.Desk.RestoreAsync(
            A.Clerk, new VersionPoint(cancellation.RevisionId, Before: true), Guid.CreateVersion7(), (await at.OpenDoseAsync()).Texts, Ask.Slip));

        Assert.Equal(RecordStatus.Cancelled, (await at.DoseNowAsync()).Status);
    }

    /// <summary>Whoever comes first decides: no dose stays active under a cancelled person.</summary>
    [Theory, EveryEngine]
    public async Task CancellingAPerson_WhileADoseIsRegistered_RefusesOneOfThem(Engine engine)
    {
        for (var round = 0; round < 5; round++)
        {
            using var at = new DeskFixture(engine, new ApprovalPolicy([]));
            await at.Desk.CancelAsync(A.Clerk, RecordKind.Dose, at.Dose.DoseId, Guid.CreateVersion7(), (await at.OpenDoseAsync()).Texts, Ask.Slip);
            var seen = (await at.OpenPersonAsync()).Texts;
            var registering = new RegistrationDesk(at.Ledger, at.Time);

            await Task.WhenAll(
                Task.Run(() => Record.ExceptionAsync(() => at.Desk.CancelAsync(A.Clerk, RecordKind.Person, at.Person.LedgerPersonId, Guid.CreateVersion7(), seen, Ask.Slip))),
                Task.Run(() => Record.ExceptionAsync(() => registering.RegisterAsync(A.OtherClerk, ARegistration.Of(at.Person, ("doseNumber", "2")), new HashSet<Guid>()))));

            await using var db = at.Ledger.CreateDbContext();
            var person = await db.People.SingleAsync(TestContext.Current.CancellationToken);
            var doses = await db.Doses.CountAsync(d => d.Status == RecordStatus.Active, TestContext.Current.CancellationToken);
            Assert.Equal(person.Status == RecordStatus.Active ? 1 : 0, doses);
        }
    }

    [Theory, EveryEngine]
    public async Task Cancel_WithApproval_KeepsTheRecordAndFreesItsNumber(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var opened = await at.OpenDoseAsync();

        var pending = Assert.IsType<CorrectionOutcome.Pending>(
            await at.Desk.CancelAsync(A.Clerk, RecordKind.Dose, at.Dose.DoseId, Guid.CreateVersion7(), opened.Texts, new Grounds(ReasonKind.Duplicate)));
        Assert.Equal(RecordStatus.Active, (await at.DoseNowAsync()).Status);
        await at.Approvals.ApproveAsync(A.Manager, pending.Revision.RevisionId);

        Assert.Equal(RecordStatus.Cancelled, (await at.DoseNowAsync()).Status);
        at.Ledger.Add(A.Dose(at.Person, number: at.Dose.DoseNumber));
    }

    [Theory, EveryEngine]
    public async Task Cancel_ThenRestore_BringsTheRecordBack(Engine engine)
    {
        using var at = new DeskFixture(engine, new ApprovalPolicy([]));
        await at.Desk.CancelAsync(A.Clerk, RecordKind.Dose, at.Dose.DoseId, Guid.CreateVersion7(), (await at.OpenDoseAsync()).Texts, Ask.Slip);
        var cancelled = await at.OpenDoseAsync();
        Assert.True(cancelled.IsCancelled);

        var point = new VersionPoint(cancelled.CancelledBy!.Value, Before: true);
        await at.Desk.RestoreAsync(A.Clerk, point, Guid.CreateVersion7(), cancelled.Texts, new Grounds(ReasonKind.OperatorError));

        Assert.Equal(RecordStatus.Active, (await at.DoseNowAsync()).Status);
        Assert.Equal([RevisionAct.Cancel, RevisionAct.Restore], (await at.RevisionsAsync()).Select(r => r.Act));
    }

    [Theory, EveryEngine]
    public async Task Restore_OfAnyVersion_GivesItExactly(Engine engine)
    {
        using var at = new DeskFixture(engine);
        List<IReadOnlyDictionary<string, string?>> versions = [LedgerRecord.Of(at.Dose).Texts()];
        foreach (var (field, text) in new[] { (Lot, "EX0001"), ("vaccinatedOn", "2021-07-01"), (Lot, null) })
        {
            at.Time.Advance(TimeSpan.FromMinutes(1));
            await at.CorrectDoseAsync((await at.OpenDoseAsync()).Texts, field, text);
            versions.Add(LedgerRecord.Of(await at.DoseNowAsync()).Texts());
        }

        var made = await at.RevisionsAsync();
        for (var version = 0; version < versions.Count; version++)
        {
            at.Time.Advance(TimeSpan.FromMinutes(1));
            var point = version == 0 ? new VersionPoint(made[0].RevisionId, Before: true) : new VersionPoint(made[version - 1].RevisionId, Before: false);
            await at.Desk.RestoreAsync(A.Clerk, point, Guid.CreateVersion7(), (await at.OpenDoseAsync()).Texts, Ask.Slip);

            Assert.Equal(versions[version], LedgerRecord.Of(await at.DoseNowAsync()).Texts());
        }

        Assert.Equal(made[0].RevisionId, (await at.RevisionsAsync()).First(r => r.RestoresId is not null).RestoresId);
    }

    [Theory, EveryEngine]
    public async Task Restore_WhenTheRecordChangedSinceItWasOpened_IsAConflict(Engine engine)
    {
        using var at = new DeskFixture(engine);
        await at.CorrectDoseAsync((await at.OpenDoseAsync()).Texts, Lot, "EX0001");
        var point = new VersionPoint((await at.RevisionsAsync())[0].RevisionId, Before: true);
        var seen = (await at.OpenDoseAsync()).Texts;
        await at.CorrectDoseAsync(seen, "doctor", "潮 二郎", A.OtherClerk);

        var outcome = await at.Desk.RestoreAsync(A.Clerk, point, Guid.CreateVersion7(), seen, Ask.Slip);

        Assert.Equal("doctor", Assert.Single(Assert.IsType<CorrectionOutcome.Conflict>(outcome).Fields).Field);
        Assert.Equal("EX0001", (await at.DoseNowAsync()).LotNumber);
    }

    [Theory, EveryEngine]
    public async Task Cancel_OfAPersonWithActiveDoses_IsRefused(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var opened = await at.OpenPersonAsync();

        var refusal = await Assert.ThrowsAsync<RuleException>(() => at.Desk.CancelAsync(
            A.Clerk, RecordKind.Person, at.Person.LedgerPersonId, Guid.CreateVersion7(), opened.Texts, new Grounds(ReasonKind.Duplicate)));

        Assert.Contains("先に接種記録を取り消す", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await at.RevisionsAsync());
    }
}
