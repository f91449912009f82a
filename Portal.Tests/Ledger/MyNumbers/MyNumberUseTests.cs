using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.MyNumbers;
using Xunit;

namespace Portal.Tests.Ledger.MyNumbers;

public class MyNumberUseTests
{
    [Theory, EveryEngine]
    public async Task WithoutThePermission_NothingIsShownOrAsked_AndTheDenialIsLogged(Engine engine)
    {
        using var test = new MyNumberFixture(engine);
        await test.RegisterAsync();
        var elsewhere = test.By with { Permissions = test.By.Permissions.Where(p => p.NeedsTerminal() != TerminalDemand.Lgwan).ToHashSet() };

        await Assert.ThrowsAsync<PermissionDeniedException>(() => test.ShowAsync(elsewhere));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => test.SearchAsync(by: elsewhere));

        Assert.All(test.Log(Operation.MyNumberShown, Operation.MyNumberSearched), row => Assert.Equal(OperationResult.Denied, row.Result));
    }

    [Theory, EveryEngine]
    public async Task AShownNumber_HasItsRowInTheLog_WithSceneAndCase(Engine engine)
    {
        using var test = new MyNumberFixture(engine);
        await test.RegisterAsync();

        using var shown = await test.ShowAsync();

        Assert.Equal("9832 0567 3214", MyNumberFixture.Drawn(shown));
        var entry = Assert.Single(test.Log(Operation.MyNumberShown));
        Assert.Equal(
            (OperationResult.Done, test.Person.LedgerPersonId, MyNumberPurpose.Certificate, "受付番号 証-1042"), (entry.Result, entry.LedgerPersonId, entry.Scene, entry.Purpose));
    }

    [Fact]
    public async Task AShownNumber_IsDrawnAndNotRead_AndWipedWhenItIsOver()
    {
        using var test = new MyNumberFixture();
        await test.RegisterAsync();
        var shown = await test.ShowAsync();
        Assert.Equal("個人番号", $"{shown}");
        Assert.DoesNotContain(typeof(ShownMyNumber).GetProperties(), property => property.PropertyType == typeof(string));

        shown.Dispose();

        Assert.Equal("", MyNumberFixture.Drawn(shown));
    }

    /// <summary>Merged into another person: the row stays where it was made and answers for who they are now.</summary>
    [Theory, EveryEngine]
    public async Task OfSomebodyMerged_ANumberLeadsToTheKeeper_AndIsShownChangedAndRemovedThere(Engine engine)
    {
        using var test = new MyNumberFixture(engine);
        await test.RegisterAsync();
        await using (var db = test.Ledger.CreateDbContext())
        {
            await db.People.Where(p => p.LedgerPersonId == test.Person.LedgerPersonId).ExecuteUpdateAsync(u => u.SetProperty(p => p.MergedIntoId, test.Other.LedgerPersonId), TestContext.Current.CancellationToken);
        }

        Assert.Equal(test.Other.LedgerPersonId, await test.SearchAsync());
        using (var shown = await test.ShowAsync(person: test.Other))
        {
            Assert.Equal("9832 0567 3214", MyNumberFixture.Drawn(shown));
        }

        await test.RegisterAsync(test.Other, MyNumberFixture.OtherNumber);
        await using (var db = test.Ledger.CreateDbContext())
        {
            Assert.Equal(test.Person.LedgerPersonId, (await db.EncryptedMyNumbers.SingleAsync(TestContext.Current.CancellationToken)).LedgerPersonId);
        }

        await test.Desk.RemoveAsync(test.By, test.Other.LedgerPersonId, "登録の誤りのため");
        Assert.Null(await test.SearchAsync(MyNumberFixture.OtherNumber));
    }

    [Theory, EveryEngine]
    public async Task ASearch_LeadsToThePerson_OrToNobody_AndIsLogged(Engine engine)
    {
        using var test = new MyNumberFixture(engine);
        await test.RegisterAsync();

        Assert.Equal(test.Person.LedgerPersonId, await test.SearchAsync("9832-0567-3214"));
        Assert.Null(await test.SearchAsync(MyNumberFixture.OtherNumber));

        Assert.Equal(
            [(MyNumberPurpose.MovedOut, test.Person.LedgerPersonId, "1件"), (MyNumberPurpose.MovedOut, (Guid?)null, "該当なし")],
            test.Log(Operation.MyNumberSearched).Select(e => (e.Scene!.Value, e.LedgerPersonId, e.Detail!)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("old")]
    [InlineData("ended")]
    [InlineData("of whoever sat there before")]
    [InlineData("clock put back")]
    [InlineData("another session")]
    public async Task WithoutAFreshProof_ByThisPersonInThisSession_NothingIsShown_AndTheRefusalIsLogged(string what)
    {
        using var test = new MyNumberFixture();
        await test.RegisterAsync();
        var by = test.By;
        switch (what)
        {
            case "none":
                test.Change(s => s.ProvedAgainAt = null);
                break;
            case "old":
                test.Time.Advance(Session.ProofLasts + TimeSpan.FromSeconds(1));
                break;
            case "ended":
                test.Change(s => s.End(SessionEnd.SignedOut, A.Now));
                break;
            case "of whoever sat there before":
                by = test.SignIn("madoguchi", "渡辺 由美", "0103").By with { SessionId = by.SessionId };
                break;
            case "clock put back":
                test.Change(s => s.ProvedAgainAt = A.Now.AddHours(3));
                break;
            default:
                by = by with { SessionId = Guid.NewGuid() };
                break;
        }

        var shown = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.ShowAsync(by));
        var searched = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.SearchAsync(by: by));

        Assert.Equal([MyNumberRefusal.NotProvedAgain, MyNumberRefusal.NotProvedAgain], [shown.Why, searched.Why]);
        Assert.Equal(
            [(OperationResult.Failed, "本人の再確認なし"), (OperationResult.Failed, "本人の再確認なし")],
            test.Log(Operation.MyNumberShown, Operation.MyNumberSearched).Select(e => (e.Result, e.Detail!)));
    }

    [Fact]
    public async Task AProof_HoldsForFiveMinutes()
    {
        using var test = new MyNumberFixture();
        await test.RegisterAsync();
        test.Time.Advance(Session.ProofLasts);

        using var shown = await test.ShowAsync();

        Assert.Equal("9832 0567 3214", MyNumberFixture.Drawn(shown));
    }

    [Theory]
    [InlineData(null, "証-1", MyNumberRefusal.NoScene)]
    [InlineData((MyNumberPurpose)3, "証-1", MyNumberRefusal.NoScene)]
    [InlineData(MyNumberPurpose.MovedIn, "", MyNumberRefusal.NoCaseNumber)]
    [InlineData(MyNumberPurpose.MovedIn, "983205673214", MyNumberRefusal.CaseIsMyNumber)]
    public async Task WithoutGrounds_NothingIsShownOrAsked_AndTheRefusalIsLogged(MyNumberPurpose? scene, string caseNumber, MyNumberRefusal why)
    {
        using var test = new MyNumberFixture();
        await test.RegisterAsync();

        var shown = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.Use.ShowAsync(test.By, test.Person.LedgerPersonId, scene, caseNumber));
        var searched = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.Use.SearchAsync(test.By, MyNumberFixture.Number, scene, caseNumber));

        Assert.Equal([why, why], [shown.Why, searched.Why]);
        Assert.All(test.Log(Operation.MyNumberShown, Operation.MyNumberSearched), row => Assert.Equal(
            (OperationResult.Failed, why.Detail(), why is MyNumberRefusal.NoScene ? "受付番号 証-1" : null), (row.Result, row.Detail, row.Purpose)));
    }

    [Theory, EveryEngine]
    public async Task TheQuota_IsSharedByShowingAndAsking_AndAppliesAtOnceInManyTabs(Engine engine)
    {
        using var test = new MyNumberFixture(engine, quota: 3);
        await test.RegisterAsync();
        await test.SearchAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Record.ExceptionAsync(() => test.ShowAsync()).AsTask()));

        Assert.Equal(2, outcomes.Count(o => o is null));
        Assert.Equal(4, outcomes.OfType<MyNumberRefusedException>().Count(r => r.Why == MyNumberRefusal.OverQuota));
        Assert.Equal(2, test.Log(Operation.MyNumberShown).Count(e => e.Result == OperationResult.Done));
        Assert.Equal(4, test.Log(Operation.MyNumberShown).Count(e => e is { Result: OperationResult.Failed, Detail: "1日の上限超過" }));
    }

    [Fact]
    public async Task TheQuota_IsOnesOwn_AndBeginsAnewAtMidnightOfJapan()
    {
        using var test = new MyNumberFixture(quota: 1);
        await test.RegisterAsync();
        using var first = await test.ShowAsync();
        await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.SearchAsync());
        using var others = await test.ShowAsync(test.SignIn("kobayashi", "小林 誠", "0104").By);

        // 10:42 to midnight in Japan.
        test.Time.Advance(new TimeSpan(13, 18, 0));
        test.Change(s => s.ProvedAgainAt = test.Time.GetUtcNow().UtcDateTime);

        using var next = await test.ShowAsync();
        Assert.Equal(3, test.Log(Operation.MyNumberShown).Count);
    }

    [Theory, EveryEngine]
    public async Task SomebodyWithoutANumber_IsAFailure_ThatUsesNoQuota(Engine engine)
    {
        using var test = new MyNumberFixture(engine, quota: 1);
        await test.RegisterAsync();

        var refused = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.ShowAsync(person: test.Other));
        using var shown = await test.ShowAsync();

        Assert.Equal(MyNumberRefusal.NotRegistered, refused.Why);
    }

    [Fact]
    public async Task ARowThatWasTamperedWith_IsAFailure_AndShowsNothing()
    {
        using var test = new MyNumberFixture();
        await test.RegisterAsync();
        await test.RegisterAsync(test.Other, MyNumberFixture.OtherNumber);
        using (var db = test.Ledger.CreateDbContext())
        {
            var (own, others) = (db.EncryptedMyNumbers.Single(n => n.LedgerPersonId == test.Person.LedgerPersonId), db.EncryptedMyNumbers.Single(n => n.LedgerPersonId == test.Other.LedgerPersonId));
            (own.Nonce, own.Cipher, own.Tag) = (others.Nonce, others.Cipher, others.Tag);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var shown = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.ShowAsync());
        var searched = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.SearchAsync());

        Assert.Equal([MyNumberRefusal.Unreadable, MyNumberRefusal.Unreadable], [shown.Why, searched.Why]);
        Assert.All(test.Log(Operation.MyNumberShown, Operation.MyNumberSearched), row => Assert.Equal((OperationResult.Failed, "復号できない"), (row.Result, row.Detail)));
    }

    [Fact]
    public async Task ALogThatCannotBeWritten_ShowsNothing()
    {
        using var test = new MyNumberFixture();
        await test.RegisterAsync();
        await test.MakeLogUnwritableAsync();

        await Assert.ThrowsAnyAsync<DbUpdateException>(() => test.ShowAsync());
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => test.SearchAsync());
    }

    [Fact]
    public async Task BeyondTheQuota_WhoeverReviewsTheLogIsTold_ForAWeek()
    {
        using var test = new MyNumberFixture(quota: 1);
        var alerts = new MyNumberAlerts(test.Ledger, test.Time);
        await test.RegisterAsync();
        await test.SearchAsync();
        Assert.Empty(await alerts.ItemsAsync(A.Manager, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.ShowAsync());
        await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.SearchAsync());

        var line = Assert.Single(await alerts.ItemsAsync(A.Manager, TestContext.Current.CancellationToken));
        Assert.StartsWith("1人 2回", line.Words, StringComparison.Ordinal);
        Assert.Equal("/log?act=MyNumberUse&span=Week&result=Failed", line.Href);
        Assert.Empty(await alerts.ItemsAsync(A.Clerk, TestContext.Current.CancellationToken));
        test.Time.Advance(TimeSpan.FromDays(7));
        Assert.Empty(await alerts.ItemsAsync(A.Manager, TestContext.Current.CancellationToken));
        using var offline = TestDb.SqlServerOffline();
        Assert.Contains("[At] >=", MyNumberAlerts.Refused(offline, A.Now).ToQueryString(), StringComparison.Ordinal);
    }
}
