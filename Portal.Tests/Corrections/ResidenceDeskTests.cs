using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public class ResidenceDeskTests
{
    private static readonly Grounds Moved = new(ReasonKind.ResidentChange);

    [Theory, EveryEngine]
    public async Task AFlagAndItsUndo_KeepTheRecordAndBothStandInTheHistory(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var personId = at.Person.LedgerPersonId;
        var opened = await at.Residence.OpenAsync(A.Clerk, personId);

        var flagged = await at.Residence.RecordAsync(A.Clerk, personId, ResidenceAct.MoveOut, A.Day("2023-04-01"), Guid.CreateVersion7(), opened!.Text, Moved);
        Assert.IsType<CorrectionOutcome.Applied>(flagged);
        Assert.Equal(A.Day("2023-04-01"), (await at.PersonNowAsync()).MovedOutOn);

        at.Time.Advance(TimeSpan.FromMinutes(1));
        var after = await at.Residence.OpenAsync(A.Clerk, personId);
        Assert.Equal("転出", after!.LastEvent);
        await at.Residence.RecordAsync(A.Clerk, personId, ResidenceAct.Undo, null, Guid.CreateVersion7(), after.Text, Moved);

        var person = await at.PersonNowAsync();
        Assert.Equal((null, 0), (person.MovedOutOn, person.Residence.Count));
        Assert.All(await at.RevisionsAsync(), r => Assert.Equal(RevisionAct.Flag, r.Act));
        Assert.Equal(2, (await at.LogAsync(Operation.CorrectionMade)).Count);
    }

    [Theory, EveryEngine]
    public async Task TwoClerks_RecordingTwoEvents_TheSecondSeesTheFirst(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var personId = at.Person.LedgerPersonId;
        var seen = (await at.Residence.OpenAsync(A.Clerk, personId))!.Text;
        await at.Residence.RecordAsync(A.OtherClerk, personId, ResidenceAct.MoveOut, A.Day("2023-04-01"), Guid.CreateVersion7(), seen, Moved);

        var outcome = await at.Residence.RecordAsync(A.Clerk, personId, ResidenceAct.Died, A.Day("2024-01-05"), Guid.CreateVersion7(), seen, Moved);

        Assert.Equal(A.OtherClerk.Name, Assert.Single(Assert.IsType<CorrectionOutcome.Conflict>(outcome).Fields).ChangedBy);
        Assert.Null((await at.PersonNowAsync()).DiedOn);
    }

    [Theory, EveryEngine]
    public async Task AFlagInTheFuture_IsRefused(Engine engine)
    {
        using var at = new DeskFixture(engine);

        await Assert.ThrowsAsync<RuleException>(() => at.Residence.RecordAsync(
            A.Clerk, at.Person.LedgerPersonId, ResidenceAct.Died, A.Day("2026-11-24"), Guid.CreateVersion7(), null, Moved));

        Assert.Null((await at.PersonNowAsync()).DiedOn);
    }
}
