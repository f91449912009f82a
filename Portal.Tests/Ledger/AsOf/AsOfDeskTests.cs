using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.AsOf;
using Portal.Tests.Corrections;
using Xunit;

namespace Portal.Tests.Ledger.AsOf;

public sealed class AsOfDeskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsShown_AndTheAttemptIsLogged(Engine engine)
    {
        using var at = new DeskFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Desk(at).OpenAsync(A.Administrator, at.Person.LedgerPersonId, A.Now, null, Stop));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.SheetOpened)).Result);
    }

    [Theory, EveryEngine]
    public async Task AnIdNobodyHas_AMomentToCome_AndOneBeforeThePerson_ShowNothing(Engine engine)
    {
        using var at = new DeskFixture(engine);

        Assert.Null(await Desk(at).OpenAsync(A.Clerk, Guid.NewGuid(), A.Now, null, Stop));
        await Assert.ThrowsAsync<RuleException>(() => Desk(at).OpenAsync(A.Clerk, at.Person.LedgerPersonId, A.Now.AddMinutes(1), null, Stop));
        var tooEarly = await Assert.ThrowsAsync<RuleException>(() => Desk(at).OpenAsync(A.Clerk, at.Person.LedgerPersonId, at.Person.CreatedAt.AddSeconds(-1), null, Stop));

        Assert.Contains("登録されたのは令和4年11月23日", tooEarly.Message, StringComparison.Ordinal);
        Assert.Equal([OperationResult.Failed, OperationResult.Failed], (await at.LogAsync(Operation.SheetOpened)).Select(e => e.Result));
    }

    [Theory, EveryEngine]
    public async Task EachMoment_ShowsTheRecordsAsTheyStood_WithTheirFindings(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var began = A.Now;
        await StepAsync(at, "lotNumber", "EX3618");
        var corrected = at.Time.GetUtcNow().UtcDateTime;
        await StepAsync(at, "lotNumber", "000221A");
        var wrong = at.Time.GetUtcNow().UtcDateTime;
        await StepAsync(at, "vaccinatedOn", "2021-06-21");

        var seen = new List<(string? Lot, DateOnly On, int Findings)>();
        foreach (var moment in new[] { began, corrected, wrong, at.Time.GetUtcNow().UtcDateTime })
        {
            var view = await Desk(at).OpenAsync(A.Clerk, at.Person.LedgerPersonId, moment, null, Stop);
            var dose = Assert.Single(view!.Sheet.Doses);
            seen.Add((dose.LotNumber, dose.VaccinatedOn, view.Sheet.Findings.Count));
        }

        Assert.Equal(
        [
            ("EX3617", A.Day("2021-06-20"), 0), ("EX3618", A.Day("2021-06-20"), 0), ("000221A", A.Day("2021-06-20"), 1), ("000221A", A.Day("2021-06-21"), 1),
        ], seen);
        // Looking back changes nothing.
        Assert.Equal(("000221A", A.Day("2021-06-21")), ((await at.DoseNowAsync()).LotNumber, (await at.DoseNowAsync()).VaccinatedOn));
        Assert.Equal(4, (await at.LogAsync(Operation.SheetOpened)).Count);
    }

    /// <summary>What an import or an earlier rule let in, and a correction put right, is shown as it was.</summary>
    [Theory, EveryEngine]
    public async Task AValue_ThatTodaysRulesWouldRefuse_IsShownAsItStood(Engine engine)
    {
        using var at = new DeskFixture(engine);
        await using (var db = at.Ledger.CreateDbContext())
        {
            await db.Doses.ExecuteUpdateAsync(u => u.SetProperty(d => d.VaccinatedOn, new DateOnly(2024, 4, 5)), Stop);
        }

        await StepAsync(at, "vaccinatedOn", "2021-06-21");

        var view = await Desk(at).OpenAsync(A.Clerk, at.Person.LedgerPersonId, A.Now, null, Stop);

        Assert.Equal(new DateOnly(2024, 4, 5), Assert.Single(view!.Sheet.Doses).VaccinatedOn);
        Assert.NotEmpty(view.Sheet.Findings);
    }

    [Theory, EveryEngine]
    public async Task ARequestDecidedLater_StillWaits(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();
        var asked = at.Time.GetUtcNow().UtcDateTime;
        at.Time.Advance(TimeSpan.FromHours(1));
        await at.Approvals.ApproveAsync(A.Manager, request.RevisionId);

        var then = await Desk(at).OpenAsync(A.Clerk, at.Person.LedgerPersonId, asked, null, Stop);

        Assert.Equal("佐藤 和子", then!.Sheet.Person.Name);
        var waiting = Assert.Single(then.Sheet.History);
        Assert.Equal((RevisionState.Pending, null), (waiting.State, waiting.DecidedByName));
        Assert.Equal([new("被接種者", "氏名", "佐藤 和子", "佐藤 和江")], then.Differences);
    }

    [Theory, EveryEngine]
    public async Task TwoMoments_AreComparedFromTheEarlierToTheLater_WhicheverIsAskedFirst(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var began = A.Now;
        await StepAsync(at, "lotNumber", "EX3618");
        var corrected = at.Time.GetUtcNow().UtcDateTime;
        var late = A.Dose(at.Person, 2, on: "2021-07-11");
        at.Ledger.Add(new Dose
        {
            DoseId = late.DoseId,
            LedgerPersonId = late.LedgerPersonId,
            DoseNumber = 2,
            VaccinatedOn = late.VaccinatedOn,
            Source = DoseSource.Slip,
            CreatedAt = corrected.AddMinutes(5),
        });
        at.Time.Advance(TimeSpan.FromHours(1));

        var back = await Desk(at).OpenAsync(A.Clerk, at.Person.LedgerPersonId, corrected, began, Stop);
        var forth = await Desk(at).OpenAsync(A.Clerk, at.Person.LedgerPersonId, began, null, Stop);

        Assert.Equal([new("接種記録 1回目", "ロット番号", "EX3617", "EX3618")], back!.Differences);
        Assert.Equal([("接種記録 2回目", "記録"), ("接種記録 1回目", "ロット番号")], forth!.Differences.Select(d => (d.Record, d.Label)));
        Assert.Single(back.Sheet.Doses);
    }

    /// <summary>Protection taken off later, or put on: what was hidden once is not shown by way of the past.</summary>
    [Theory, EveryEngine]
    public async Task AnAddress_ThatWasEverProtected_StaysHidden(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var opened = await at.OpenPersonAsync();
        await at.Desk.CorrectAsync(A.Clerk, RecordKind.Person, at.Person.LedgerPersonId, Ask.For(opened.Texts, ("isProtected", FieldText.Flag(true))));
        at.Time.Advance(TimeSpan.FromHours(1));

        var before = await Desk(at).OpenAsync(A.Clerk, at.Person.LedgerPersonId, A.Now.AddDays(-1), null, Stop);

        Assert.True(before!.HidesAddress);
        Assert.Equal((null, null, null), (before.Sheet.Person.PostalCode, before.Sheet.Person.Address, before.Sheet.Person.Building));
        Assert.DoesNotContain(before.Differences, d => d.Label is "郵便番号" or "住所" or "方書");
        Assert.DoesNotContain(before.Differences, d => $"{d.Earlier}{d.Later}".Contains("花園", StringComparison.Ordinal));
    }

    private static AsOfDesk Desk(DeskFixture at) => new(at.Ledger, at.Time);

    /// <summary>An hour passes, then something is corrected.</summary>
    private static async Task StepAsync(DeskFixture at, string field, string text)
    {
        at.Time.Advance(TimeSpan.FromHours(1));
        await using var db = at.Ledger.CreateDbContext();
        var dose = LedgerRecord.Of(await db.Doses.AsNoTracking().SingleAsync(d => d.DoseId == at.Dose.DoseId, Stop));
        Assert.IsType<CorrectionOutcome.Applied>(await at.CorrectDoseAsync(dose.Texts(), field, text));
    }
}
