using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Ledger.MyNumbers;

public class MyNumberDeskTests
{
    [Theory, EveryEngine]
    public async Task WithoutThePermission_NothingIsRegisteredOrRemoved_AndTheDenialIsLogged(Engine engine)
    {
        using var test = new MyNumberFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => test.Desk.RegisterAsync(A.Clerk, test.Person.LedgerPersonId, MyNumberFixture.Number, MyNumberPurpose.MovedIn, "1"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => test.Desk.RemoveAsync(A.Clerk, test.Person.LedgerPersonId, "誤登録のため"));

        Assert.Empty(test.Rows());
        Assert.All(test.Log(Operation.MyNumberRegistered, Operation.MyNumberRemoved), row => Assert.Equal(OperationResult.Denied, row.Result));
    }

    [Theory, EveryEngine]
    public async Task ANumber_IsKeptEncrypted_AndTheLogSaysSceneAndCaseAndNoDigit(Engine engine)
    {
        using var test = new MyNumberFixture(engine);

        await test.RegisterAsync(number: "９８３２ ０５６７ ３２１４");

        var row = Assert.Single(test.Rows());
        Assert.Equal((test.Person.LedgerPersonId, "ito"), (row.LedgerPersonId, row.RegisteredBy));
        Assert.True(test.Vault.Holds(row, MyNumber.Parse(MyNumberFixture.Number)));
        var entry = Assert.Single(test.Log());
        Assert.Equal(
            (Operation.MyNumberRegistered, OperationResult.Done, test.Person.LedgerPersonId, MyNumberPurpose.MovedIn, "受付番号 転-0007", "登録"),
            (entry.Operation, entry.Result, entry.LedgerPersonId, entry.Scene, entry.Purpose, entry.Detail));
    }

    [Theory, EveryEngine]
    public async Task AnotherNumberForTheSamePerson_TakesThePlaceOfTheFirst(Engine engine)
    {
        using var test = new MyNumberFixture(engine);
        await test.RegisterAsync();
        test.Time.Advance(TimeSpan.FromDays(1));

        await test.RegisterAsync(number: MyNumberFixture.OtherNumber);

        var row = Assert.Single(test.Rows());
        Assert.True(test.Vault.Holds(row, MyNumber.Parse(MyNumberFixture.OtherNumber)));
        Assert.Equal(A.Now.AddDays(1), row.RegisteredAt);
        Assert.Equal(["登録", "変更"], test.Log(Operation.MyNumberRegistered).Select(e => e.Detail));
    }

    [Theory, EveryEngine]
    public async Task ANumberOfAnotherPerson_IsRefused_AndNobodyIsToldWhose(Engine engine)
    {
        using var test = new MyNumberFixture(engine);
        await test.RegisterAsync();

        var refused = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.RegisterAsync(test.Other));

        Assert.Equal(MyNumberRefusal.OfAnother, refused.Why);
        Assert.DoesNotContain("佐藤", refused.Message, StringComparison.Ordinal);
        Assert.Single(test.Rows());
        var entry = test.Log()[^1];
        Assert.Equal((OperationResult.Failed, test.Other.LedgerPersonId, "別の人に登録済み"), (entry.Result, entry.LedgerPersonId, entry.Detail));
        Assert.Null(entry.SubjectId);
    }

    [Theory, EveryEngine]
    public async Task BeingTold_ThatANumberIsAnothers_CountsAsAUse_AndIsNotToldBeyondTheQuota(Engine engine)
    {
        using var test = new MyNumberFixture(engine, quota: 2);
        await test.RegisterAsync();

        var answers = new List<MyNumberRefusal>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add((await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.RegisterAsync(test.Other))).Why);
        }

        Assert.Equal([MyNumberRefusal.OfAnother, MyNumberRefusal.OfAnother, MyNumberRefusal.OverQuota], answers);
        await test.RegisterAsync(test.Other, MyNumberFixture.OtherNumber);
    }

    [Theory, EveryEngine]
    public async Task OfTwoThatRegisterOneNumberAtOnce_OneIsRefused(Engine engine)
    {
        using var test = new MyNumberFixture(engine);

        var outcomes = await Task.WhenAll(new[] { test.Person, test.Other }.Select(person => Record.ExceptionAsync(() => test.RegisterAsync(person)).AsTask()));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Single(outcomes.OfType<MyNumberRefusedException>(), refused => refused.Why == MyNumberRefusal.OfAnother);
        Assert.Single(test.Rows());
    }

    [Theory]
    [InlineData("983205673210", MyNumberPurpose.MovedIn, "転-1", MyNumberRefusal.NotANumber)]
    [InlineData(null, MyNumberPurpose.MovedIn, "転-1", MyNumberRefusal.NotANumber)]
    [InlineData(MyNumberFixture.Number, null, "転-1", MyNumberRefusal.NoScene)]
    [InlineData(MyNumberFixture.Number, (MyNumberPurpose)7, "転-1", MyNumberRefusal.NoScene)]
    [InlineData(MyNumberFixture.Number, MyNumberPurpose.MovedIn, " 　", MyNumberRefusal.NoCaseNumber)]
    [InlineData(MyNumberFixture.Number, MyNumberPurpose.MovedIn, "1234567890123456789012345678901", MyNumberRefusal.NoCaseNumber)]
    [InlineData(MyNumberFixture.Number, MyNumberPurpose.MovedIn, "証 9832-0567-3214", MyNumberRefusal.CaseIsMyNumber)]
    [InlineData(MyNumberFixture.Number, MyNumberPurpose.MovedIn, "９８３２０５６７３２１４", MyNumberRefusal.CaseIsMyNumber)]
    public async Task WithoutGrounds_OrANumber_NothingIsRegistered_AndTheRefusalIsLogged(string? typed, MyNumberPurpose? scene, string caseNumber, MyNumberRefusal why)
    {
        using var test = new MyNumberFixture();

        var refused = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.Desk.RegisterAsync(test.By, test.Person.LedgerPersonId, typed, scene, caseNumber));

        Assert.Equal(why, refused.Why);
        Assert.Empty(test.Rows());
        var entry = Assert.Single(test.Log());
        Assert.Equal((OperationResult.Failed, why.Detail()), (entry.Result, entry.Detail));
        Assert.DoesNotContain("3214", $"{entry.Purpose}{entry.Detail}{refused.Message}", StringComparison.Ordinal);
        Assert.Equal(why is MyNumberRefusal.NoCaseNumber or MyNumberRefusal.CaseIsMyNumber ? null : $"受付番号 {caseNumber}", entry.Purpose);
    }

    [Fact]
    public async Task AWithdrawnRecord_AndAnUnknownOne_TakeNoNumber()
    {
        using var test = new MyNumberFixture();
        using (var db = test.Ledger.CreateDbContext())
        {
            await db.People.Where(p => p.LedgerPersonId == test.Other.LedgerPersonId).ExecuteUpdateAsync(
                u => u.SetProperty(p => p.Status, RecordStatus.Cancelled), TestContext.Current.CancellationToken);
        }

        var closed = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.RegisterAsync(test.Other));
        var unknown = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.RegisterAsync(A.Person()));

        Assert.Equal([MyNumberRefusal.RecordClosed, MyNumberRefusal.RecordClosed], [closed.Why, unknown.Why]);
        Assert.Empty(test.Rows());
    }

    [Theory, EveryEngine]
    public async Task ARemovedNumber_IsGone_AndMayBeRegisteredAgain(Engine engine)
    {
        using var test = new MyNumberFixture(engine);
        await test.RegisterAsync();

        await test.Desk.RemoveAsync(test.By, test.Person.LedgerPersonId, "別人の番号だったため");

        Assert.Empty(test.Rows());
        var entry = test.Log()[^1];
        Assert.Equal((Operation.MyNumberRemoved, "別人の番号だったため", test.Person.LedgerPersonId), (entry.Operation, entry.Purpose, entry.LedgerPersonId));
        await test.RegisterAsync(test.Other);
        Assert.Equal(test.Other.LedgerPersonId, Assert.Single(test.Rows()).LedgerPersonId);
    }

    [Fact]
    public async Task RemovingNothing_OrWithoutAReason_IsRefused()
    {
        using var test = new MyNumberFixture();

        await Assert.ThrowsAsync<RuleException>(() => test.Desk.RemoveAsync(test.By, test.Person.LedgerPersonId, "誤"));
        var refused = await Assert.ThrowsAsync<MyNumberRefusedException>(() => test.Desk.RemoveAsync(test.By, test.Person.LedgerPersonId, "誤登録のため"));

        Assert.Equal(MyNumberRefusal.NotRegistered, refused.Why);
        Assert.Equal(OperationResult.Failed, Assert.Single(test.Log()).Result);
    }
}
