using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

public class ComparisonDeskTests
{
    [Theory, EveryEngine]
    public async Task AViewer_SeesNothing_AndAnswersNothing(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        var record = await at.NextAsync(comparison);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Shows.ShowNextAsync(A.Viewer, comparison.ComparisonId, 0));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.AnswerAsync(record, GivenAnswer.Agrees, A.Viewer));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.ComparisonAnswered)).Result);
        Assert.True((await at.LinesAsync())[0].Waits);
    }

    [Theory, EveryEngine]
    public async Task EachRecordShown_IsALookAtThatResident_AndNoAddressIsAmongIt(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();

        var record = await at.NextAsync(comparison);

        var look = Assert.Single(await at.LogAsync(Operation.ComparisonRecordShown));
        Assert.Equal((at.People[0].LedgerPersonId, at.Doses[0].DoseId), (look.LedgerPersonId, look.SubjectId));
        Assert.Equal(["佐藤 1子", at.People[0].Kana], record.Values(ComparedItem.Name));
        Assert.DoesNotContain(record.Texts.Values, text => text?.Contains("花園", StringComparison.Ordinal) == true);
        Assert.DoesNotContain("佐藤", look.Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AnAnswer_IsSavedAtOnce_AndTheNextPairGoesOnBehindIt(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        await at.AnswerAsync(await at.NextAsync(comparison), GivenAnswer.Agrees);
        var result = await at.AnswerAsync(await at.NextAsync(comparison), GivenAnswer.Differs(ComparedItem.Amount, ComparedItem.LotNumber));

        await at.Desk.SitDownAsync(at.Third, comparison.ComparisonId, at.Screen.StaffMemberId!.Value);
        var third = await at.Shows.ShowNextAsync(at.Third, comparison.ComparisonId, 0);
        await at.Desk.AnswerAsync(at.Third, at.Screen.StaffMemberId!.Value, third!.Shown, GivenAnswer.Missing);

        Assert.Equal((AnswerOutcome.Saved, 1, 1), (result.Outcome, result.Tally.Agreeing, result.Tally.Differing));
        var lines = await at.LinesAsync();
        Assert.Equal(3, third.Line.Position);
        Assert.Equal([ComparedItem.LotNumber, ComparedItem.Amount], lines[1].Items);
        Assert.Equal((at.Screen.Name, at.Reader.Name), (lines[1].AnsweredByName, lines[1].ReaderName));
        Assert.Equal((at.Third.Name, at.Screen.Name), (lines[2].AnsweredByName, lines[2].ReaderName));
        Assert.Equal([true, true], lines.Skip(3).Select(l => l.Waits));
        Assert.Equal(3, (await at.LogAsync(Operation.ComparisonAnswered)).Count);
    }

    [Theory, EveryEngine]
    public async Task ARecordNobodyHasSeen_HasNoAnswer(Engine engine)
    {
        using var at = new SlipFixture(engine);
        await at.StartAsync();
        var unseen = (await at.LinesAsync())[3];

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.AnswerAsync(
            at.Screen, at.ReaderId, new ShownRecord(unseen.ComparisonLineId, unseen.Version, at.Doses[3].Version, at.People[3].Version), GivenAnswer.Agrees));

        Assert.Empty(await at.LogAsync(Operation.ComparisonAnswered));
    }

    [Theory, EveryEngine]
    public async Task ADoubleEnter_AnswersOneRecord_Once(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        var record = await at.NextAsync(comparison);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => at.AnswerAsync(record, GivenAnswer.Agrees))));

        Assert.All(results, r => Assert.Equal((AnswerOutcome.Saved, 1), (r.Outcome, r.Tally.Done)));
        Assert.Single(await at.LogAsync(Operation.ComparisonAnswered));
        Assert.Equal([false, true, true, true, true], (await at.LinesAsync()).Select(l => l.Waits));
    }

    [Theory, EveryEngine]
    public async Task OfTwoScreens_WhoSayDifferentThings_TheSecondIsTold(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        var here = await at.NextAsync(comparison);
        var there = await at.Shows.ShowNextAsync(at.Third, comparison.ComparisonId, 0);
        await at.AnswerAsync(here, GivenAnswer.Agrees);

        var second = await at.AnswerAsync(there!, GivenAnswer.Missing, at.Third);

        Assert.Equal((AnswerOutcome.Overtaken, $"{at.Screen.Name}さんが先に「一致」"), (second.Outcome, second.Other));
        Assert.Equal(ComparisonAnswer.Agrees, (await at.LinesAsync())[0].Answer);
        Assert.Single(await at.LogAsync(Operation.ComparisonAnswered));
    }

    [Theory, EveryEngine]
    public async Task OfTwoScreens_AtTheSameMoment_OneAnswerStands(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.NextAsync(await at.StartAsync());
        GivenAnswer[] said = [GivenAnswer.Agrees, GivenAnswer.Missing, GivenAnswer.Differs(ComparedItem.Name), GivenAnswer.Differs(ComparedItem.Amount)];

        var results = await Task.WhenAll(said.Select(given => Task.Run(() => at.AnswerAsync(record, given))));

        Assert.Single(results, r => r.Outcome is AnswerOutcome.Saved);
        Assert.Equal(3, results.Count(r => r.Outcome is AnswerOutcome.Overtaken));
        Assert.Single(await at.LogAsync(Operation.ComparisonAnswered));
    }

    [Theory, EveryEngine]
    public async Task ARecordChangedSinceItWasShown_ComesBack_AndTheAnswerStaysWithWhatWasSeen(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        var record = await at.NextAsync(comparison);
        await at.ChangeLotAsync(0, "EX3618");

        var result = await at.AnswerAsync(record, GivenAnswer.Agrees);

        var line = (await at.LinesAsync())[0];
        Assert.Equal((AnswerOutcome.RecordChanged, 0), (result.Outcome, result.Tally.Done));
        Assert.Equal((true, ComparisonAnswer.Agrees, at.Doses[0].Version), (line.ComesBack, line.Answer, line.DoseVersion));
        var again = await at.NextAsync(comparison);
        Assert.Equal((1, "EX3618"), (again.Line.Position, again.Values(ComparedItem.LotNumber)[0]));
        Assert.Equal(AnswerOutcome.Saved, (await at.AnswerAsync(again, GivenAnswer.Differs(ComparedItem.LotNumber))).Outcome);
        Assert.False((await at.LinesAsync())[0].Waits);
    }

    [Theory, EveryEngine]
    public async Task Back_ShowsTheOneBefore_AndItsAnswerMayChange(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        Assert.Null(await at.Shows.ShowPreviousAsync(at.Screen, comparison.ComparisonId, 1));
        await at.AnswerAsync(await at.NextAsync(comparison), GivenAnswer.Agrees);
        var second = await at.NextAsync(comparison);

        var before = await at.Shows.ShowPreviousAsync(at.Screen, comparison.ComparisonId, second.Line.Position);
        await at.AnswerAsync(before!, GivenAnswer.Missing);

        Assert.Equal((1, ComparisonAnswer.Agrees), (before!.Line.Position, before.Line.Answer));
        Assert.Equal(ComparisonAnswer.Missing, (await at.LinesAsync())[0].Answer);
        Assert.Equal(2, (await at.NextAsync(comparison, before.Line.Position)).Line.Position);
        Assert.Equal(4, (await at.LogAsync(Operation.ComparisonRecordShown)).Count);
    }

    [Theory, EveryEngine]
    public async Task ACancelledRecord_IsPassedOver(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        await using (var db = at.Ledger.CreateDbContext())
        {
            await db.Doses.Where(d => d.DoseId == at.Doses[0].DoseId).ExecuteUpdateAsync(u => u.SetProperty(d => d.Status, RecordStatus.Cancelled), TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, (await at.NextAsync(comparison)).Line.Position);

        Assert.Equal(ComparisonAnswer.Withdrawn, (await at.LinesAsync())[0].Answer);
        Assert.DoesNotContain(await at.LogAsync(Operation.ComparisonRecordShown), e => e.LedgerPersonId == at.People[0].LedgerPersonId);
    }

    [Theory, EveryEngine]
    public async Task SomebodyAlone_CannotCompare(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        var record = await at.NextAsync(comparison);

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.AnswerAsync(at.Reader, at.ReaderId, record.Shown, GivenAnswer.Agrees));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.SitDownAsync(at.Reader, comparison.ComparisonId, at.ReaderId));
        await Assert.ThrowsAsync<RuleException>(() => at.AnswerAsync(record, GivenAnswer.Differs()));

        Assert.True((await at.LinesAsync())[0].Waits);
    }

    [Theory, EveryEngine]
    public async Task AnIdNobodyHas_IsInTheLogAsFailed(Engine engine)
    {
        using var at = new SlipFixture(engine);

        Assert.Null(await at.Desk.OpenAsync(at.Screen, Guid.NewGuid()));
        Assert.Null(await at.Results.OpenAsync(at.Screen, Guid.NewGuid()));

        Assert.All(await at.LogAsync(Operation.ComparisonShown), e => Assert.Equal(OperationResult.Failed, e.Result));
    }
}
