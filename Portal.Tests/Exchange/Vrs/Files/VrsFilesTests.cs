using Microsoft.EntityFrameworkCore;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Vrs.Files;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Files;

/// <summary>登録・訂正 and 転出・死亡フラグ to VRS.</summary>
public sealed class VrsFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task OnlyWhatVrsDoesNotHave_IsSent_AndAfterItsWordNothingMore(Engine engine)
    {
        using var at = new VrsFilesFixture(engine);
        var person = A.Person();
        var typed = FromSlip(A.Dose(person, 2, "2021-07-11"));
        var elsewhere = FromSlip(A.Dose(person, 3, "2022-03-10"));
        elsewhere.MunicipalityCode = "131016";
        var without = A.Person("鈴木 一", "スズキ ハジメ", residentNumber: null);
        at.Ledger.Add(person, without, A.Dose(person), typed, elsewhere, FromSlip(A.Dose(without)));

        Assert.Equal((1, 0, 0, 1), Counted(await at.LookAsync(ExchangeKind.VrsRecords)));
        var sent = Assert.Single(await at.ExchangeAsync(ExchangeKind.VrsRecords));

        Assert.Equal(("1", typed.DoseId.ToString("N"), "2", "20210711", "012033", "0001204873"), (sent["処理区分"], sent["管理番号"], sent["接種回数"], sent["接種日"], sent["自治体コード"], sent["宛名番号"]));
        Assert.Equal((0, 0, 0, 1), Counted(await at.LookAsync(ExchangeKind.VrsRecords)));
    }

    [Fact]
    public async Task WhatCameFromVrs_GoesBackAsACorrection_OrACancellation_Once()
    {
        using var at = new VrsFilesFixture();
        var person = A.Person();
        var (corrected, cancelled) = (A.Dose(person), A.Dose(person, 2, "2021-07-11"));
        at.Ledger.Add(person, corrected, cancelled);
        await CorrectLotAsync(at, corrected);
        await at.ChangeAsync(db => db.Doses.Single(d => d.DoseId == cancelled.DoseId).Status = RecordStatus.Cancelled);

        var sent = await at.ExchangeAsync(ExchangeKind.VrsRecords);

        Assert.Equal([("2", "1", "FA5715"), ("3", "2", "EX3617")], sent.OrderBy(l => l["接種回数"]).Select(l => (l["処理区分"], l["接種回数"], l["ワクチンロット番号"])));
        Assert.Equal((0, 0, 0, 0), Counted(await at.LookAsync(ExchangeKind.VrsRecords)));
    }

    [Theory, EveryEngine]
    public async Task ADoseToldOnce_IsCorrectedByItsNumber_WhateverBecomesOfItsDay(Engine engine)
    {
        using var at = new VrsFilesFixture(engine);
        var person = A.Person();
        var dose = FromSlip(A.Dose(person));
        at.Ledger.Add(person, dose);
        await at.ExchangeAsync(ExchangeKind.VrsRecords);
        await CorrectAsync(at, dose, (DoseFields.VaccinatedOn, "2021-06-20", "2021-06-27"), (DoseFields.DoseNumber, "1", "2"));

        var sent = Assert.Single(await at.ExchangeAsync(ExchangeKind.VrsRecords));

        Assert.Equal(("2", dose.DoseId.ToString("N"), "2", "20210627"), Line(sent));
        Assert.Equal(["20210627"], at.Vrs.Kept.Values.Select(l => l["接種日"]));
    }

    [Theory, EveryEngine]
    public async Task ADoseVrsHasFromElsewhere_IsCancelledUnderItsOldDay_AndRegisteredUnderTheNew_Once(Engine engine)
    {
        using var at = new VrsFilesFixture(engine);
        var person = A.Person();
        var dose = A.Dose(person);
        at.Ledger.Add(person, dose);
        await CorrectAsync(at, dose, (DoseFields.VaccinatedOn, "2021-06-20", "2021-06-27"));
        at.Time.Advance(TimeSpan.FromMinutes(1));
        await CorrectAsync(at, dose, (DoseFields.VaccinatedOn, "2021-06-27", "2021-06-28"));

        Assert.Equal((1, 0, 1, 0), Counted(await at.LookAsync(ExchangeKind.VrsRecords)));
        var sent = await at.ExchangeAsync(ExchangeKind.VrsRecords);

        Assert.Equal([("3", dose.DoseId.ToString("N"), "1", "20210620"), ("1", dose.DoseId.ToString("N"), "1", "20210628")], sent.Select(Line));
        Assert.Equal((0, 0, 0, 0), Counted(await at.LookAsync(ExchangeKind.VrsRecords)));
        await CorrectAsync(at, dose, (DoseFields.VaccinatedOn, "2021-06-28", "2021-06-29"));
        Assert.Equal(("2", dose.DoseId.ToString("N"), "1", "20210629"), Line(Assert.Single(await at.ExchangeAsync(ExchangeKind.VrsRecords))));
    }

    [Theory]
    [InlineData("3", "3,1", "3", "")]
    [InlineData("1", "3,1", "1", "")]
    public async Task OfTheTwoLines_OnlyTheRefusedOneComesAgain(string refused, string first, string second, string third)
    {
        using var at = new VrsFilesFixture();
        var person = A.Person();
        var dose = A.Dose(person);
        at.Ledger.Add(person, dose);
        await CorrectAsync(at, dose, (DoseFields.VaccinatedOn, "2021-06-20", "2021-06-27"));
        at.Vrs.Refuses = line => line["処理区分"] == refused ? "いまは処理できません" : null;

        Assert.Equal(first, Acts(await at.ExchangeAsync(ExchangeKind.VrsRecords)));
        await using (var db = at.Ledger.CreateDbContext())
        {
            Assert.Equal(FindingRule.PartnerRefused, (await db.FindingRecords.SingleAsync(f => f.Rule == FindingRule.PartnerRefused, Token)).Rule);
        }

        at.Vrs.Refuses = static _ => null;
        Assert.Equal(second, Acts(await at.ExchangeAsync(ExchangeKind.VrsRecords)));
        var left = await at.LookAsync(ExchangeKind.VrsRecords);
        Assert.Equal(third.Length, left.Lines);
    }

    [Fact]
    public async Task ADoseFromVrs_CorrectedAndThenCancelled_IsCancelledUnderTheDayVrsKnows()
    {
        using var at = new VrsFilesFixture();
        var person = A.Person();
        var dose = A.Dose(person);
        at.Ledger.Add(person, dose);
        await CorrectAsync(at, dose, (DoseFields.VaccinatedOn, "2021-06-20", "2021-06-27"));
        await at.ChangeAsync(db => db.Doses.Single(d => d.DoseId == dose.DoseId).Status = RecordStatus.Cancelled);

        Assert.Equal(("3", dose.DoseId.ToString("N"), "1", "20210620"), Line(Assert.Single(await at.ExchangeAsync(ExchangeKind.VrsRecords))));
        Assert.Equal((0, 0, 0, 0), Counted(await at.LookAsync(ExchangeKind.VrsRecords)));
    }

    [Fact]
    public async Task ARejectedLine_IsAFinding_AndComesAgain()
    {
        using var at = new VrsFilesFixture();
        var person = A.Person();
        at.Ledger.Add(person, FromSlip(A.Dose(person)));
        at.Vrs.Refuses = _ => "券番号が登録されていません";
        var (run, file) = await at.SendAsync(ExchangeKind.VrsRecords);
        await at.TakeAsync(run, at.Vrs.Answer(file));

        var rejected = Assert.Single((await at.Runs.OpenAsync(A.Clerk, run.ExchangeRunId, Token))!.Rejected);
        Assert.Equal(("E201", "券番号が登録されていません"), (rejected.Line.Code, rejected.Line.Message));
        await using (var db = at.Ledger.CreateDbContext())
        {
            Assert.Equal(person.LedgerPersonId, (await db.FindingRecords.SingleAsync(f => f.Rule == FindingRule.PartnerRefused, Token)).LedgerPersonId);
        }

        at.Vrs.Refuses = static _ => null;
        Assert.Single(await at.ExchangeAsync(ExchangeKind.VrsRecords));
        Assert.Single(at.Vrs.Kept);
    }

    [Theory, EveryEngine]
    public async Task Flags_SayWhoseResidenceEnded_AndAreTakenOffWhenSomebodyComesBack(Engine engine)
    {
        using var at = new VrsFilesFixture(engine);
        var (left, died, here) = (A.Person(residentNumber: "1"), A.Person(residentNumber: "2"), A.Person(residentNumber: "3"));
        left.SetResidence([new() { EndedOn = A.Day("2026-10-31"), EndKind = ResidenceEnd.MovedOut }]);
        died.SetResidence([new() { EndedOn = A.Day("2026-11-01"), EndKind = ResidenceEnd.Died }]);
        at.Ledger.Add(left, died, here, new Coupon { CouponId = Guid.NewGuid(), LedgerPersonId = left.LedgerPersonId, CouponNumber = "0000012345", MunicipalityCode = "012033", Kind = 1, DoseNumber = 1, CreatedAt = A.Now });

        var sent = await at.ExchangeAsync(ExchangeKind.VrsFlagsOut);

        Assert.Equal([("1", "1", "20261031", "0000012345"), ("2", "2", "20261101", "")], sent.OrderBy(l => l["宛名番号"]).Select(l => (l["宛名番号"], l["フラグ"], l["異動日"], l["券番号"])));
        await at.ChangeAsync(db =>
        {
            var person = db.People.Include(p => p.Residence).Single(p => p.LedgerPersonId == left.LedgerPersonId);
            person.SetResidence([.. person.Residence, new() { StartedOn = A.Day("2026-11-20") }]);
        });
        var back = Assert.Single(await at.ExchangeAsync(ExchangeKind.VrsFlagsOut));
        Assert.Equal(("3", left.LedgerPersonId.ToString("N")), (back["処理区分"], back["管理番号"]));
        Assert.Equal([died.LedgerPersonId.ToString("N")], at.Vrs.Kept.Keys);
    }

    [Theory]
    [InlineData(ExchangeKind.VrsRecords)]
    [InlineData(ExchangeKind.VrsFlagsOut)]
    public async Task TheFiles_AskSqlServerInItsOwnLanguage(ExchangeKind kind)
    {
        var server = new OfflineSqlServer();
        await using var db = server.CreateDbContext();
        Portal.Features.Exchange.Runs.OutgoingFile file = kind == ExchangeKind.VrsRecords ? new VrsRecordsFile() : new VrsFlagsFile();

        foreach (var query in new[] { file.Rows(db), file.LeftOut(db), file.Held(db) })
        {
            var statement = string.Join('\n', query.ToQueryString().Split('\n').Where(line => !line.StartsWith("DECLARE", StringComparison.Ordinal)));
            new Microsoft.SqlServer.TransactSql.ScriptDom.TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(statement), out var errors);
            Assert.Empty(errors.Select(e => e.Message));
        }
    }

    private static (int, int, int, int) Counted(Portal.Features.Exchange.Runs.OutgoingCounts counts) => (counts.Adds, counts.Changes, counts.Removes, counts.LeftOut);

    private static Dose FromSlip(Dose dose)
    {
        dose.Source = DoseSource.Slip;
        return dose;
    }

    private static (string, string, string, string) Line(Dictionary<string, string> line) => (line["処理区分"], line["管理番号"], line["接種回数"], line["接種日"]);

    private static string Acts(IEnumerable<Dictionary<string, string>> sent) => string.Join(',', sent.Select(line => line["処理区分"]));

    private static Task<CorrectionOutcome> CorrectLotAsync(VrsFilesFixture at, Dose dose) => CorrectAsync(at, dose, (DoseFields.LotNumber, "EX3617", "FA5715"));

    private static Task<CorrectionOutcome> CorrectAsync(VrsFilesFixture at, Dose dose, params (RecordField<Dose> Field, string From, string To)[] items) =>
        new RevisionSaving(at.Ledger, ApprovalPolicy.Default, at.Time).SaveAsync(A.Clerk, RecordKind.Dose, dose.DoseId, Guid.CreateVersion7(), (_, _) => new()
        {
            RevisionId = Guid.CreateVersion7(),
            Act = RevisionAct.Correct,
            Seen = items.ToDictionary(i => i.Field.Key, i => (string?)i.From),
            Wanted = items.ToDictionary(i => i.Field.Key, i => (string?)i.To),
            Grounds = new(ReasonKind.OperatorError),
        });
}
