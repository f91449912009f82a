using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.SlipComparison;
using Portal.Tests.Corrections;
using Xunit;

namespace Portal.Tests.SlipComparison;

/// <summary>A difference of the person and of the dose is one act.</summary>
public class DifferenceOfTwoRecordsTests
{
    private static readonly ComparedPart Lot = new(RecordKind.Dose, DoseFields.LotNumber.Key);
    private static readonly ComparedPart Name = new(RecordKind.Person, PersonFields.Name.Key);

    [Theory, EveryEngine]
    public async Task APersonsAndADosesItem_AreWrittenTogether_OnceHoweverOftenItIsPressed(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var asked = Both(await at.DifferingAsync(ComparedItem.Name, ComparedItem.LotNumber));

        Assert.Equal("氏名: 訂正を申請しました（承認待ち）。ロット番号: 訂正しました。", await at.Differences.CorrectAsync(at.Screen, asked));
        Assert.Equal("氏名: 訂正を申請しました（承認待ち）。ロット番号: 訂正しました。", await at.Differences.CorrectAsync(at.Screen, asked));

        Assert.Equal("EX3618", (await at.DoseAsync(0)).LotNumber);
        Assert.Equal([(RecordKind.Person, RevisionState.Pending), (RecordKind.Dose, RevisionState.Applied)], (await at.RevisionsAsync()).Select(r => (r.RecordKind, r.State)).Order());
    }

    [Theory, EveryEngine]
    public async Task AConflictInOneRecord_LeavesTheOtherAsItIsToo(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.Name, ComparedItem.LotNumber);
        await at.Differences.NoteAsync(at.Screen, record.Line.ComparisonLineId, new Dictionary<ComparedPart, string?> { [Lot] = "EX3618" });
        await at.ChangeLotAsync(0, "EX3619");

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Differences.CorrectAsync(at.Screen, Both(record)));

        Assert.Contains("ロット番号を、表示した後にほかの職員が変えました。どの項目も訂正していません", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await at.RevisionsAsync());
        Assert.Empty(await at.LogAsync(Operation.CorrectionRequested));
        Assert.Single(await at.PaperAsync());
        Assert.Equal("EX3619", (await at.DoseAsync(0)).LotNumber);
    }

    [Theory, EveryEngine]
    public async Task OfAnEndedComparison_NothingIsCorrected(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.Name, ComparedItem.LotNumber);
        await at.Results.DiscardAsync(at.Third, record.Line.ComparisonId, "綴りを取り違えたため");

        Assert.Contains("取りやめています", (await Assert.ThrowsAsync<RuleException>(() => at.Differences.CorrectAsync(at.Screen, Both(record)))).Message, StringComparison.Ordinal);

        Assert.Equal("EX3617", (await at.DoseAsync(0)).LotNumber);
        Assert.Empty(await at.RevisionsAsync());
    }

    [Theory, EveryEngine]
    public async Task ARequestThatWaitsForTheName_KeepsTheLotFromBeingCorrectedAlone(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.Name, ComparedItem.LotNumber);
        await at.Corrections.CorrectAsync(at.Third, RecordKind.Person, record.LedgerPersonId, Ask.For(LedgerRecord.Of(at.People[0]), (Name.Key, "佐藤 市子")));

        await Assert.ThrowsAsync<RuleException>(() => at.Differences.CorrectAsync(at.Screen, Both(record)));

        Assert.Equal("EX3617", (await at.DoseAsync(0)).LotNumber);
        Assert.Single(await at.RevisionsAsync());
    }

    [Theory, EveryEngine]
    public async Task ACorrectionOnTheOrdinaryPage_EndsTheNoteOfItsItem_AndOfNoOther(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var record = await at.DifferingAsync(ComparedItem.Name, ComparedItem.LotNumber);
        await at.Differences.NoteAsync(at.Screen, record.Line.ComparisonLineId, Both(record).Paper);

        await at.Corrections.CorrectAsync(at.Third, RecordKind.Dose, at.Doses[0].DoseId, Ask.For(LedgerRecord.Of(at.Doses[0]), (Lot.Key, "EX3618")));
        Assert.Equal(Name.Key, Assert.Single(await at.PaperAsync()).Field);
        await at.Corrections.CorrectAsync(at.Third, RecordKind.Person, record.LedgerPersonId, Ask.For(LedgerRecord.Of(at.People[0]), (Name.Key, "佐藤 一子")));

        Assert.Empty(await at.PaperAsync());
    }

    private static SlipCorrection Both(ComparedRecord seen) => new() { Seen = seen, Paper = new Dictionary<ComparedPart, string?> { [Name] = "佐藤 一子", [Lot] = "EX3618" } };
}
