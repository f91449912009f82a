using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Corrections;

public class CorrectionDeskTests
{
    private const string Lot = "lotNumber";

    [Theory, EveryEngine]
    public async Task Open_OfAProtectedAddress_WithoutAPurposeWorthTheName_ShowsNothing(Engine engine)
    {
        using var at = new DeskFixture(engine);
        foreach (var purpose in new[] { "", " \u3000", "はい", "番号 1234 5678 9018 の本人", new string('長', 201) })
        {
            await Assert.ThrowsAsync<RuleException>(() => at.Desk.OpenAsync(A.Clerk, RecordKind.Person, at.Person.LedgerPersonId, purpose));
        }

        Assert.Empty(await at.LogAsync(Operation.ProtectedAddressShown));
    }

    [Theory, EveryEngine]
    public async Task Open_OfAnIdNobodyHas_IsInTheLogAsFailed(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var id = Guid.CreateVersion7();

        Assert.Null(await at.Desk.OpenAsync(A.Clerk, RecordKind.Dose, id));
        Assert.Null(await at.Residence.OpenAsync(A.Clerk, id));
        Assert.Null(await at.Approvals.OpenAsync(A.Manager, id));

        Assert.All(await at.LogAsync(Operation.CorrectionOpened), row => Assert.Equal((OperationResult.Failed, id), (row.Result, row.SubjectId)));
        Assert.Equal(3, (await at.LogAsync(Operation.CorrectionOpened)).Count);
    }

    [Theory, EveryEngine]
    public async Task Correct_SavesValueRevisionAndLogTogether(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var opened = await at.OpenDoseAsync();

        var outcome = Assert.IsType<CorrectionOutcome.Applied>(await at.CorrectDoseAsync(opened.Texts, Lot, "EX3618"));

        var dose = await at.DoseNowAsync();
        var revision = Assert.Single(await at.RevisionsAsync());
        var entry = Assert.Single(await at.LogAsync(Operation.CorrectionMade));
        Assert.Equal(("EX3618", revision.ToVersion!.Value), (dose.LotNumber, dose.Version));
        Assert.Equal((RevisionState.Applied, ReasonKind.TranscriptionError, A.Clerk.Name), (revision.State, revision.Reason!.Value, revision.RequestedByName));
        Assert.Equal((outcome.Revision.RevisionId, at.Person.LedgerPersonId), (entry.SubjectId!.Value, entry.LedgerPersonId!.Value));
        Assert.DoesNotContain("EX3618", entry.Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Correct_WithNothingChanged_WritesNothing(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var opened = await at.OpenDoseAsync();

        Assert.IsType<CorrectionOutcome.NothingChanged>(await at.CorrectDoseAsync(opened.Texts, Lot, at.Dose.LotNumber));

        Assert.Empty(await at.RevisionsAsync());
        Assert.Empty(await at.LogAsync(Operation.CorrectionMade));
        Assert.Equal(at.Dose.Version, (await at.DoseNowAsync()).Version);
    }

    [Theory, EveryEngine]
    public async Task Correct_PressedTwice_HasOneOutcomeAndOneRow(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var opened = await at.OpenDoseAsync();
        var request = Ask.For(opened.Texts, (Lot, "EX3618"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => at.Desk.CorrectAsync(A.Clerk, RecordKind.Dose, at.Dose.DoseId, request))));

        Assert.All(outcomes, outcome => Assert.Equal(request.RevisionId, Assert.IsType<CorrectionOutcome.Applied>(outcome).Revision.RevisionId));
        Assert.Single(await at.RevisionsAsync());
        Assert.Single(await at.LogAsync(Operation.CorrectionMade));
    }

    [Theory, EveryEngine]
    public async Task TwoClerks_OnOneItem_TheSecondSeesBothAndNobodysWorkIsLost(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var first = await at.OpenDoseAsync(A.OtherClerk);
        var second = await at.OpenDoseAsync();
        await at.CorrectDoseAsync(first.Texts, Lot, "EX3618", A.OtherClerk);

        var conflict = Assert.Single(Assert.IsType<CorrectionOutcome.Conflict>(await at.CorrectDoseAsync(second.Texts, Lot, "EX3619")).Fields);
        Assert.Equal(("EX3617", "EX3618", "EX3619", A.OtherClerk.Name), (conflict.Seen, conflict.Theirs, conflict.Mine, conflict.ChangedBy));
        Assert.Equal("EX3618", (await at.DoseNowAsync()).LotNumber);

        var chosen = new Dictionary<string, string?>(second.Texts) { [Lot] = conflict.Theirs };
        Assert.IsType<CorrectionOutcome.Applied>(await at.CorrectDoseAsync(chosen, Lot, conflict.Mine));

        Assert.Equal("EX3619", (await at.DoseNowAsync()).LotNumber);
        Assert.Equal([("EX3617", "EX3618"), ("EX3618", "EX3619")], (await at.RevisionsAsync()).Select(r => (r.Changes[0].OldValue, r.Changes[0].NewValue)));
    }

    [Theory, EveryEngine]
    public async Task TwoClerks_OnDifferentItems_KeepBothAndTheSecondIsTold(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var first = await at.OpenDoseAsync(A.OtherClerk);
        var second = await at.OpenDoseAsync();
        await at.CorrectDoseAsync(first.Texts, "doctor", "潮 二郎", A.OtherClerk);

        var outcome = Assert.IsType<CorrectionOutcome.Applied>(await at.CorrectDoseAsync(second.Texts, Lot, "EX3619"));

        Assert.Equal(("doctor", A.OtherClerk.Name), (Assert.Single(outcome.Meanwhile).Field, outcome.Meanwhile[0].ChangedBy));
        var dose = await at.DoseNowAsync();
        Assert.Equal(("潮 二郎", "EX3619"), (dose.Doctor, dose.LotNumber));
    }

    [Theory, EveryEngine]
    public async Task ManyClerks_SavingAtOnce_LoseNoUpdate(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var opened = await at.OpenDoseAsync();
        string[] items = ["doctor", "place", "remarks", "recipientNote"];

        // Four desks at four terminals: three attempts each are enough only if a lost race looks again.
        var outcomes = await Task.WhenAll(items.Select(item => Task.Run(() => at.CorrectDoseAsync(opened.Texts, item, item))));

        Assert.All(outcomes, outcome => Assert.IsType<CorrectionOutcome.Applied>(outcome));
        var now = LedgerRecord.Of(await at.DoseNowAsync());
        Assert.All(items, item => Assert.Equal(item, now[item]));
        Assert.Equal(items.Length, History.Backwards(now, await at.RevisionsAsync()).Count);
    }

    [Theory, EveryEngine]
    public async Task AnyAct_OfAViewer_IsDeniedAndLogged(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var seen = (await at.OpenDoseAsync()).Texts;

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OpenAsync(A.Viewer, RecordKind.Dose, at.Dose.DoseId));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.CorrectDoseAsync(seen, Lot, "EX3618", A.Viewer));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.WarningsAsync(A.Viewer, at.Dose.DoseId, new Dictionary<string, string?>()));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.CancelAsync(A.Viewer, RecordKind.Dose, at.Dose.DoseId, Guid.CreateVersion7(), seen, Ask.Slip));

        Assert.Equal("EX3617", (await at.DoseNowAsync()).LotNumber);
        Assert.Empty(await at.RevisionsAsync());
        var denials = await at.LogAsync(Operation.CorrectionMade);
        Assert.Equal(2, denials.Count(e => e.Result == OperationResult.Denied && e.LedgerPersonId == at.Person.LedgerPersonId));
    }

    [Theory, EveryEngine]
    public async Task Correct_ToAResidentNumberSomebodyHolds_IsRefused(Engine engine)
    {
        using var at = new DeskFixture(engine);
        at.Ledger.Add(A.Person(name: "齋藤 一郎", residentNumber: "0001187720"));
        var opened = await at.OpenPersonAsync();

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.CorrectAsync(
            A.Clerk, RecordKind.Person, at.Person.LedgerPersonId, Ask.For(opened.Texts, ("residentNumber", "0001187720"))));

        Assert.Empty(await at.RevisionsAsync());
    }

    [Theory, EveryEngine]
    public async Task Open_OfAProtectedPerson_HidesTheAddressUntilAPurposeIsStated(Engine engine)
    {
        using var at = new DeskFixture(engine);
        await using (var db = at.Ledger.CreateDbContext())
        {
            (await db.People.SingleAsync(TestContext.Current.CancellationToken)).IsProtected = true;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var hidden = await at.OpenPersonAsync();
        var shown = await at.Desk.OpenAsync(A.Clerk, RecordKind.Person, at.Person.LedgerPersonId, "本人からの住所変更の申出");

        Assert.False(hidden.Texts.ContainsKey("address"));
        Assert.Equal("花園四丁目1番2号", shown!.Texts["address"]);
        Assert.Equal("本人からの住所変更の申出", Assert.Single(await at.LogAsync(Operation.ProtectedAddressShown)).Purpose);
        var weaker = A.Staff("mori", "森 彩", Role.Editor) with { Permissions = new HashSet<Permission> { Permission.RecordCorrect } };
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OpenAsync(weaker, RecordKind.Person, at.Person.LedgerPersonId, "興味"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.CorrectAsync(
            weaker, RecordKind.Person, at.Person.LedgerPersonId, Ask.For(shown.Texts, ("isProtected", null))));
    }
}
