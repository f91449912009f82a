using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

public class ComparisonResultDeskTests
{
    private const string Note = "転記誤りは訂正済みであることを確認";

    [Theory, EveryEngine]
    public async Task TheSheet_CountsWhatWasFound(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        await at.AnswerAsync(await at.NextAsync(comparison), GivenAnswer.Differs(ComparedItem.LotNumber, ComparedItem.Amount));
        await at.AnswerAsync(await at.NextAsync(comparison), GivenAnswer.Differs(ComparedItem.LotNumber));
        await at.AnswerAsync(await at.NextAsync(comparison), GivenAnswer.Missing);
        await at.AnswerAsync(await at.NextAsync(comparison), GivenAnswer.Agrees);

        var result = await at.Results.OpenAsync(at.Screen, comparison.ComparisonId);

        Assert.Equal(new ComparisonTally(5, 1, 1, 2, 1, 0), result!.Tally);
        Assert.Equal((2, 1), (result.Items[ComparedItem.LotNumber], result.Items[ComparedItem.Amount]));
        Assert.Equal((2.0 / 3, null), (result.Rate.Rate, result.Rate.Interval));
        Assert.Equal([1, 2, 3], result.Found.Select(f => f.Row.Line.Position));
        Assert.Equal((at.Screen.Name, at.Reader.Name, 4), Assert.Single(result.Pairs));
        Assert.Equal("第1回 違い・紙なし3件", (await at.LogAsync(Operation.ComparisonShown))[^1].Detail);
        Assert.Equal(4, Assert.Single(await at.Results.ListAsync(at.Manager, TestContext.Current.CancellationToken)).Tally.Done);
    }

    [Theory, EveryEngine]
    public async Task TheSignOff_IsForSomebodyWhoTookNoPart_OnceEverythingIsDealtWith(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Results.SignOffAsync(at.Screen, comparison.ComparisonId, Note, comparison.Version));
        await RefusedAsync(at, comparison, at.Manager, "読み合わせていない記録が5件");
        await at.AnswerAllAsync(comparison, differing: 2);
        Assert.Equal(1, await at.Results.CountAsync(at.Manager, TestContext.Current.CancellationToken));
        await RefusedAsync(at, comparison, at.Manager, "処理していない違いが1件");
        await RefusedAsync(at, comparison, at.Screen with { Permissions = at.Manager.Permissions }, "本人は");
        await RefusedAsync(at, comparison, at.Reader with { Permissions = at.Manager.Permissions }, "本人は");
        var line = (await at.LinesAsync())[1];
        await at.Differences.NoteAsync(at.Screen, line.ComparisonLineId, new Dictionary<ComparedPart, string?> { [new(RecordKind.Dose, DoseFields.LotNumber.Key)] = "EX3618" });
        await at.Corrections.CorrectAsync(at.Screen, RecordKind.Dose, at.Doses[1].DoseId, Corrections.Ask.For(LedgerRecord.Of(at.Doses[1]), ("lotNumber", "EX3618")));

        await SignOffAsync(at, comparison);

        Assert.Equal(DifferenceOutcome.Corrected, (await at.LinesAsync())[1].Outcome);
        Assert.Empty(await at.PaperAsync());
        Assert.Equal("第1回 一致4 違い1 紙なし0", (await at.LogAsync(Operation.ComparisonSignedOff))[^1].Detail);
        Assert.Equal(0, await at.Results.CountAsync(at.Manager, TestContext.Current.CancellationToken));
    }

    [Theory, EveryEngine]
    public async Task ADecisionNotToCorrect_ARequestThatWaits_AndACorrectionTakenBack_KeepTheSignOff(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        await at.AnswerAllAsync(comparison, differing: 2);
        var line = (await at.LinesAsync())[1];
        var both = at.Manager with { Permissions = at.Manager.Permissions.Union(at.Screen.Permissions).ToHashSet() };
        await at.Differences.KeepAsync(both, line.ComparisonLineId, "紙の字が読めないため");
        await RefusedAsync(at, comparison, both, "訂正しないと決めた本人は");

        var lot = Corrections.Ask.For(LedgerRecord.Of(at.Doses[1]), ("lotNumber", "EX3618"));
        var made = Assert.IsType<CorrectionOutcome.Applied>(await at.Corrections.CorrectAsync(at.Screen, RecordKind.Dose, at.Doses[1].DoseId, lot)).Revision;
        Assert.Equal(DifferenceOutcome.Corrected, await OutcomeAsync(at, comparison));
        await at.Corrections.TakeBackAsync(at.Screen, made.RevisionId, Guid.CreateVersion7(), Corrections.Ask.Slip);
        Assert.Equal(DifferenceOutcome.Kept, await OutcomeAsync(at, comparison));
    }

    [Theory, EveryEngine]
    public async Task SignedOff_NothingOfItChangesAnyMore(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        var record = await at.NextAsync(comparison);
        await at.AnswerAllAsync(comparison);
        var answered = (await at.Shows.ShowPreviousAsync(at.Screen, comparison.ComparisonId, 2))!;
        await SignOffAsync(at, comparison);

        foreach (var act in (Func<Task>[])
            [
                () => at.AnswerAsync(answered, GivenAnswer.Missing), () => at.AnswerAsync(record, GivenAnswer.Missing),
                () => at.Shows.ShowNextAsync(at.Screen, comparison.ComparisonId, 0), () => at.Desk.SitDownAsync(at.Third, comparison.ComparisonId, at.ReaderId),
                () => at.Differences.KeepAsync(at.Screen, record.Line.ComparisonLineId, "もう遅い理由"), () => at.Results.DiscardAsync(at.Screen, comparison.ComparisonId, "もう遅い理由"),
                () => SignOffAsync(at, comparison),
            ])
        {
            Assert.Contains("確定", (await Assert.ThrowsAsync<RuleException>(act)).Message, StringComparison.Ordinal);
        }

        Assert.All(await at.LinesAsync(), l => Assert.Equal(ComparisonAnswer.Agrees, l.Answer));
    }

    [Theory, EveryEngine]
    public async Task WhatWasReadBeforeAnAnswerChanged_IsNotSigned(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        await at.AnswerAllAsync(comparison);
        var seen = (await at.Results.OpenAsync(at.Manager, comparison.ComparisonId))!.Comparison.Version;
        await at.AnswerAsync((await at.Shows.ShowPreviousAsync(at.Screen, comparison.ComparisonId, 6))!, GivenAnswer.Missing);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Results.SignOffAsync(at.Manager, comparison.ComparisonId, Note, seen));

        Assert.Contains("判定か違いの処理が変わりました", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task GivenUp_ItStaysWithItsReason_AndTakesNoAnswer(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        var record = await at.NextAsync(comparison);

        await at.Results.DiscardAsync(at.Screen, comparison.ComparisonId, "綴りを取り違えたため");

        Assert.Equal("綴りを取り違えたため", Assert.Single(await at.LogAsync(Operation.ComparisonDiscarded)).Purpose);
        Assert.Contains("取りやめています", (await Assert.ThrowsAsync<RuleException>(() => at.AnswerAsync(record, GivenAnswer.Agrees))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task ThePrint_SaysWhatItIsFor(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var comparison = await at.StartAsync();
        await Assert.ThrowsAsync<RuleException>(() => at.Results.RecordPrintAsync(at.Screen, comparison.ComparisonId, ""));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Results.RecordPrintAsync(A.Administrator, comparison.ComparisonId, "決裁のため"));

        await at.Results.RecordPrintAsync(at.Screen, comparison.ComparisonId, "決裁のため");

        Assert.Equal("決裁のため", (await at.LogAsync(Operation.ComparisonPrinted))[^1].Purpose);
    }

    private static async Task<DifferenceOutcome?> OutcomeAsync(SlipFixture at, Comparison comparison) =>
        Assert.Single((await at.Results.OpenAsync(at.Screen, comparison.ComparisonId))!.Found).Outcome?.Whole;

    private static async Task SignOffAsync(SlipFixture at, Comparison comparison) =>
        await at.Results.SignOffAsync(at.Manager, comparison.ComparisonId, Note, (await at.Results.OpenAsync(at.Manager, comparison.ComparisonId))!.Comparison.Version);

    private static async Task RefusedAsync(SlipFixture at, Comparison comparison, Staff by, string words)
    {
        var version = (await at.Results.OpenAsync(by, comparison.ComparisonId))!.Comparison.Version;
        Assert.Contains(words, (await Assert.ThrowsAsync<RuleException>(() => at.Results.SignOffAsync(by, comparison.ComparisonId, Note, version))).Message, StringComparison.Ordinal);
    }
}
