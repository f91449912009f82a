using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange;
using Portal.Features.Corrections;
using Portal.Tests.Corrections;
using Portal.Tests.Exchange;
using Xunit;

namespace Portal.Tests.DataQuality;

/// <summary>Every way a person's records change brings the findings along.</summary>
public sealed class RecheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task RegisteringADose_BringsWhatDoesNotFit(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person();
        ledger.Add(person);
        var desk = new RegistrationDesk(ledger, new FakeTimeProvider(A.Now));

        await desk.RegisterAsync(A.Clerk, ARegistration.Of(person, ("doseNumber", "2")), new HashSet<Guid>());

        Assert.Equal((FindingRule.MissingDose, FindingState.Open, A.Now), await OnlyAsync(ledger));
        await desk.RegisterAsync(A.Clerk, ARegistration.Of(person, ("vaccinatedOn", "2021-05-20")), new HashSet<Guid>());
        Assert.Equal((FindingRule.MissingDose, FindingState.Resolved, A.Now), await OnlyAsync(ledger));
    }

    [Theory, EveryEngine]
    public async Task ACorrection_ACancellation_AndARestoration_ReCheckThePerson(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var opened = await at.OpenDoseAsync();
        await at.CorrectDoseAsync(opened.Texts, "doseNumber", "2");
        Assert.Equal(FindingState.Open, (await OnlyAsync(at.Ledger)).State);

        opened = await at.OpenDoseAsync();
        await at.Desk.CancelAsync(A.Clerk, RecordKind.Dose, at.Dose.DoseId, Guid.CreateVersion7(), opened.Texts, Ask.Slip);
        var cancelled = (await at.RevisionsAsync())[^1];
        if (cancelled.State == RevisionState.Pending)
        {
            Assert.Equal(FindingState.Open, (await OnlyAsync(at.Ledger)).State);
            await at.Approvals.ApproveAsync(A.Manager, cancelled.RevisionId);
        }

        Assert.Equal(FindingState.Resolved, (await OnlyAsync(at.Ledger)).State);
    }

    [Theory, EveryEngine]
    public async Task AnApprovedName_ReChecksThePerson_AndAWaitingOneDoesNot(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var revision = await at.RequestNameAsync("斎藤 和子");
        Assert.Empty(await FindingsAsync(at.Ledger));

        await at.Approvals.ApproveAsync(A.Manager, revision.RevisionId);

        Assert.Equal(FindingRule.Kana, (await OnlyAsync(at.Ledger)).Rule);
    }

    [Theory, EveryEngine]
    public async Task RegisteringAPerson_AndTheirMovingOut_AreChecked(Engine engine)
    {
        using var at = new DeskFixture(engine);
        await new PersonDesk(at.Ledger, at.Time).RegisterAsync(A.Clerk, ARegistration.OfPerson(("name", "佐藤 たまき"), ("kana", "サイトウ タマキ")), new HashSet<Guid>());
        Assert.Equal(FindingRule.Kana, (await OnlyAsync(at.Ledger)).Rule);

        var residence = await at.Residence.OpenAsync(A.Clerk, at.Person.LedgerPersonId);
        await at.Residence.RecordAsync(A.Clerk, at.Person.LedgerPersonId, ResidenceAct.MoveOut, A.Day("2021-06-01"), Guid.CreateVersion7(), residence!.Text, Ask.Slip);
        if ((await at.RevisionsAsync())[^1] is { State: RevisionState.Pending } waiting)
        {
            await at.Approvals.ApproveAsync(A.Manager, waiting.RevisionId);
        }

        Assert.Contains(FindingRule.Residence, (await FindingsAsync(at.Ledger)).Select(f => f.Rule));
    }

    [Theory, EveryEngine]
    public async Task AnImport_AndItsUndo_ReCheckThePeopleTheyTouch(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person());
        var run = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(), Csv.Dose(day: "20210701"))));
        Assert.Equal((FindingRule.Interval, FindingState.Open, A.Now), await OnlyAsync(fixture.Ledger));

        await fixture.UndoDesk.UndoAsync(run.ImportRunId, "別の月のファイルのため", A.Manager, Token);

        Assert.Equal((FindingRule.Interval, FindingState.Resolved, A.Now), await OnlyAsync(fixture.Ledger));
    }

    [Theory, EveryEngine]
    public async Task AnImportedCoupon_ThatIsSomebodyElses_FindsTheDoseThatCarriesItsNumber(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var (person, other) = (A.Person(), A.Person(residentNumber: Csv.OtherNumber, name: "山岡 花", kana: "ヤマオカ ハナ"));
        var dose = A.Dose(person);
        dose.CouponNumber = "0000012345";
        fixture.Ledger.Add(person, other, dose);
        Assert.Empty(await FindingsAsync(fixture.Ledger));

        var run = await fixture.ImportAsync(ImportKind.Coupons, Csv.Lines(Csv.CouponHeader, Csv.Coupon(number: Csv.OtherNumber)));
        Assert.Equal((FindingRule.OthersCoupon, FindingState.Open, A.Now), await OnlyAsync(fixture.Ledger));

        await fixture.UndoDesk.UndoAsync(run.ImportRunId, "別の人の接種券だったため", A.Manager, Token);
        Assert.Equal(FindingState.Resolved, (await OnlyAsync(fixture.Ledger)).State);
    }

    private static async Task<(FindingRule Rule, FindingState State, DateTime FoundAt)> OnlyAsync(TestDb ledger)
    {
        var only = Assert.Single(await FindingsAsync(ledger));
        return (only.Rule, only.State, only.FoundAt);
    }

    private static async Task<List<FindingRecord>> FindingsAsync(TestDb ledger)
    {
        await using var db = ledger.CreateDbContext();
        return await db.FindingRecords.ToListAsync(Token);
    }
}
