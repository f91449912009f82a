using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.SlipComparison;
using Portal.Tests.Corrections;
using Xunit;

namespace Portal.Tests.SlipComparison;

public class DifferenceDeskTests
{
    private static readonly ComparedPart Lot = new(RecordKind.Dose, DoseFields.LotNumber.Key);
    private static readonly ComparedPart Name = new(RecordKind.Person, PersonFields.Name.Key);

    [Theory, EveryEngine]
    public async Task ADifference_IsAnOrdinaryCorrection_OfATranscriptionError(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.LotNumber);

        Assert.Equal("訂正しました。", await at.Differences.CorrectAsync(at.Screen, Paper(record, Lot, "EX3618")));

        Assert.Equal("EX3618", (await at.DoseAsync(0)).LotNumber);
        await using var db = at.Ledger.CreateDbContext();
        var revision = await db.Revisions.Include(r => r.Changes).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ReasonKind.TranscriptionError, "予診票の読み合わせ 第1回 1番"), (revision.Reason!.Value, revision.ReasonText));
        Assert.Equal(DifferenceOutcome.Corrected, await OutcomeAsync(at));
    }

    [Theory, EveryEngine]
    public async Task AName_WaitsForItsApproval_AndIsOpenAgainWhenReturned(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.Name);

        Assert.Equal("訂正を申請しました（承認待ち）。", await at.Differences.CorrectAsync(at.Screen, Paper(record, Name, "佐藤 一子")));
        Assert.Equal(DifferenceOutcome.Requested, await OutcomeAsync(at));

        await using (var db = at.Ledger.CreateDbContext())
        {
            await db.Revisions.ExecuteUpdateAsync(u => u.SetProperty(r => r.State, RevisionState.Returned), TestContext.Current.CancellationToken);
        }

        Assert.Equal(DifferenceOutcome.Open, await OutcomeAsync(at));
    }

    [Theory, EveryEngine]
    public async Task ACorrectionOnTheOrdinaryPage_CountsToo_OneBeforeTheAnswerDoesNot(Engine engine)
    {
        using var at = new SlipFixture(engine);
        await at.Corrections.CorrectAsync(at.Screen, RecordKind.Dose, at.Doses[0].DoseId, Ask.For(LedgerRecord.Of(at.Doses[0]), (Lot.Key, "EX3616")));
        at.Time.Advance(TimeSpan.FromMinutes(5));
        await at.DifferingAsync(ComparedItem.LotNumber);
        Assert.Equal(DifferenceOutcome.Open, await OutcomeAsync(at));

        await at.Corrections.CorrectAsync(at.Third, RecordKind.Dose, at.Doses[0].DoseId, Ask.For(LedgerRecord.Of(await at.DoseAsync(0)), (Lot.Key, "EX3618")));

        Assert.Equal(DifferenceOutcome.Corrected, await OutcomeAsync(at));
    }

    [Theory, EveryEngine]
    public async Task ValuesOfTheSlip_AreKeptUntilTheCorrection_AndNoLonger(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.LotNumber);

        await at.Differences.NoteAsync(at.Screen, record.Line.ComparisonLineId, new Dictionary<ComparedPart, string?> { [Lot] = "EX3618" });
        Assert.Equal("EX3618", Assert.Single(await at.PaperAsync()).Value);
        var opened = await at.Shows.ShowAsync(at.Third, record.Line.ComparisonLineId);
        Assert.Equal("EX3618", opened.Paper[Lot]);
        await at.Differences.CorrectAsync(at.Third, Paper(opened, Lot, opened.Paper[Lot]));

        Assert.Empty(await at.PaperAsync());
        var noted = Assert.Single(await at.LogAsync(Operation.ComparisonNoted));
        Assert.DoesNotContain("EX3618", noted.Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task ADifferenceThatIsKept_SaysWhy(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.LotNumber);
        await at.Differences.NoteAsync(at.Screen, record.Line.ComparisonLineId, new Dictionary<ComparedPart, string?> { [Lot] = "EX3618" });
        await Assert.ThrowsAsync<RuleException>(() => at.Differences.KeepAsync(at.Screen, record.Line.ComparisonLineId, " "));
        Assert.Single(await at.PaperAsync());

        await at.Differences.KeepAsync(at.Screen, record.Line.ComparisonLineId, "医療機関に照会し台帳が正しい");

        Assert.Equal(DifferenceOutcome.Kept, await OutcomeAsync(at));
        Assert.Empty(await at.PaperAsync());
        Assert.Equal("医療機関に照会し台帳が正しい", Assert.Single(await at.LogAsync(Operation.ComparisonKept)).Purpose);
    }

    [Theory, EveryEngine]
    public async Task WhatTheItemCannotHold_AndWhatSomebodyElseChanged_IsRefused(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.LotNumber);
        await Assert.ThrowsAsync<RuleException>(() => at.Differences.CorrectAsync(at.Screen, Paper(record, Lot, new string('X', 61))));
        await Assert.ThrowsAsync<RuleException>(() => at.Differences.CorrectAsync(at.Screen, Paper(record, Lot, "EX3617")));
        await Assert.ThrowsAsync<RuleException>(() => at.Differences.NoteAsync(at.Screen, record.Line.ComparisonLineId, new Dictionary<ComparedPart, string?> { [Lot] = "1234 5678 9018" }));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Differences.CorrectAsync(at.Manager, Paper(record, Lot, "EX3618")));
        await at.ChangeLotAsync(0, "EX3619");

        await Assert.ThrowsAsync<RuleException>(() => at.Differences.CorrectAsync(at.Screen, Paper(record, Lot, "EX3618")));

        Assert.Equal("EX3619", (await at.DoseAsync(0)).LotNumber);
    }

    [Theory, EveryEngine]
    public async Task OnceCorrected_TheAnswerStays_SoThatTheErrorIsCounted(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.LotNumber);
        await at.Differences.CorrectAsync(at.Screen, Paper(record, Lot, "EX3618"));
        var again = await at.Shows.ShowAsync(at.Screen, record.Line.ComparisonLineId);

        await Assert.ThrowsAsync<RuleException>(() => at.AnswerAsync(again, GivenAnswer.Agrees));

        Assert.Equal(ComparisonAnswer.Differs, (await at.LinesAsync())[0].Answer);
    }

    private static SlipCorrection Paper(ComparedRecord seen, ComparedPart part, string? text) => new() { Seen = seen, Paper = new Dictionary<ComparedPart, string?> { [part] = text } };

    private static async Task<DifferenceOutcome?> OutcomeAsync(SlipFixture at)
    {
        var comparison = (await at.Results.ListAsync(at.Screen))[0].Comparison;
        return Assert.Single((await at.Results.OpenAsync(at.Screen, comparison.ComparisonId))!.Found).Outcome?.Whole;
    }
}
