using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Xunit;

namespace Portal.Tests.Ledger.MyNumbers;

/// <summary>個人番号 on the person sheet and on the search's page.</summary>
public sealed class MyNumberPageTests : LedgerPages
{
    private readonly LedgerPerson _person = A.Person();

    public MyNumberPageTests()
    {
        Ledger.Add(_person);
        SignInAsHandler();
    }

    [Theory]
    [InlineData(Role.Editor)]
    [InlineData(Role.Approver)]
    public void WithoutAPermissionForMyNumbers_TheSheetSaysNothingOfThem(Role role)
    {
        Register();
        SignIn(role);

        Assert.DoesNotContain("個人番号", Sheet().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSheet_SaysWhetherThereIsOne_AndShowsNoDigit()
    {
        Assert.Contains("登録なし", Sheet().Find(".my-number").TextContent, StringComparison.Ordinal);
        Register();

        var page = Sheet();

        Assert.Contains("登録あり", page.Find(".my-number").TextContent, StringComparison.Ordinal);
        AssertNoDigit(page.Markup);
    }

    [Fact]
    public async Task Registering_AsksSceneCaseAndNumber_AndGivesTheNumberBackToNoInput()
    {
        var page = Sheet();
        await PressAsync(page, "登録");
        await page.FindAll(".my-number [type=radio]")[0].ChangeAsync(true);
        await page.Find("#my-number-typed").ChangeAsync("9832 0567 3214");

        await page.Find(".my-number .primary").ClickAsync();
        Assert.Contains("受付番号を30文字以内で", page.Find(".my-number [role=alert]").TextContent, StringComparison.Ordinal);
        AssertNoDigit(page.Markup);
        await page.Find("#my-number-case").ChangeAsync("転-0007");
        await page.Find(".my-number .primary").ClickAsync();

        Assert.Contains("登録あり", page.Find(".my-number").TextContent, StringComparison.Ordinal);
        Assert.Contains("登録しました。", page.Find(".my-number").TextContent, StringComparison.Ordinal);
        AssertNoDigit(page.Markup);
        Assert.Equal([OperationResult.Failed, OperationResult.Done], Log(Operation.MyNumberRegistered).Select(e => e.Result));
    }

    [Fact]
    public async Task AShownNumber_IsInThePageForThirtySeconds()
    {
        Register();
        var page = Sheet();

        await ShowAsync(page);
        Assert.Equal("9832 0567 3214", page.Find(".my-number-digits").TextContent);
        Time.Advance(ShownMyNumber.ShownFor - TimeSpan.FromSeconds(1));
        AssertShown(page.Markup);

        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => AssertNoDigit(page.Markup));
        Assert.Equal((OperationResult.Done, MyNumberPurpose.Certificate), Log(Operation.MyNumberShown).Select(e => (e.Result, e.Scene!.Value)).Single());
    }

    [Fact]
    public async Task AShownNumber_GoesWithEsc_AndWithAnotherPress()
    {
        Register();
        var page = Sheet();
        await ShowAsync(page);
        Assert.Equal("隠す", page.Find("[data-key=Esc]").FirstChild!.TextContent.Trim());

        await page.Find("[data-key=Esc]").ClickAsync();
        AssertNoDigit(page.Markup);
        await ShowAsync(page);
        await PressAsync(page, "変更");

        AssertNoDigit(page.Markup);
    }

    [Fact]
    public async Task WithALogThatCannotBeWritten_NothingIsShown()
    {
        Register();
        var page = Sheet();
        using (var db = Ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER no_log BEFORE INSERT ON OperationLog BEGIN SELECT RAISE(ABORT, 'full'); END", Xunit.TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAnyAsync<DbUpdateException>(() => ShowAsync(page));

        AssertNoDigit(page.Markup);
        Assert.Empty(page.FindAll(".my-number-digits"));
    }

    [Fact]
    public async Task WithoutAFreshProof_ThePressLeadsThere_AndWhatWasChosenWaits_OutOfTheAddress()
    {
        Register();
        Time.Advance(TimeSpan.FromMinutes(6));
        var page = Sheet();

        await ShowAsync(page);

        Assert.Equal($"own/again?back=%2Fledger%2Fpeople%2F{_person.LedgerPersonId}", Address);
        AssertNoDigit(page.Markup);
        Assert.Empty(Log(Operation.MyNumberShown));
        using (var db = Ledger.CreateDbContext())
        {
            Assert.DoesNotContain("1042", db.Drafts.Single().Payload, StringComparison.Ordinal);
            db.Sessions.Single().ProvedAgainAt = Time.GetUtcNow().UtcDateTime;
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var back = Sheet();
        await back.Find(".my-number .primary").ClickAsync();
        AssertShown(back.Markup);
        Assert.Equal("受付番号 証-1042", Log(Operation.MyNumberShown).Single().Purpose);
    }

    [Fact]
    public async Task AProofThatRunsOutBeforeTheForm_IsAskedForAgain_AndTheRefusalIsLogged()
    {
        Register();
        var page = Sheet();
        await FillAsync(page);
        Time.Advance(TimeSpan.FromMinutes(6));

        await page.Find(".my-number .primary").ClickAsync();

        AssertNoDigit(page.Markup);
        Assert.Contains("本人の再確認へ進む", page.Find(".my-number .primary").TextContent, StringComparison.Ordinal);
        Assert.Equal((OperationResult.Failed, "本人の再確認なし"), Log(Operation.MyNumberShown).Select(e => (e.Result, e.Detail)).Single());
    }

    [Fact]
    public async Task Removing_AsksAReason()
    {
        Register();
        var page = Sheet();
        await PressAsync(page, "削除");
        await page.Find("#my-number-reason").ChangeAsync("別人の番号だったため");

        await page.Find(".my-number .primary").ClickAsync();

        Assert.Contains("登録なし", page.Find(".my-number").TextContent, StringComparison.Ordinal);
        Assert.Equal("別人の番号だったため", Log(Operation.MyNumberRemoved).Single().Purpose);
    }

    [Theory]
    [InlineData(MyNumberFixture.Number, true)]
    [InlineData(MyNumberFixture.OtherNumber, false)]
    public async Task ASearchByNumber_LeadsToTheSheet_OrSaysNobody(string number, bool isThere)
    {
        Register();
        Navigation.NavigateTo(Addresses.MyNumberSearch);
        var page = Render<MyNumberSearchPage>();
        await page.FindAll("[type=radio]")[1].ChangeAsync(true);
        await page.Find("#my-number-case").ChangeAsync("提-3");
        await page.Find("#my-number-typed").ChangeAsync(number);

        await page.Find(".primary").ClickAsync();

        Assert.Equal(isThere ? $"ledger/people/{_person.LedgerPersonId}" : "ledger/my-number", Address);
        Assert.Equal(!isThere, page.Markup.Contains("該当なし", StringComparison.Ordinal));
        AssertNoDigit(page.Markup);
        Assert.Equal(isThere ? _person.LedgerPersonId : null, Log(Operation.MyNumberSearched).Single().LedgerPersonId);
    }

    [Fact]
    public async Task TheSearchsPage_AsksForTheProofFirst()
    {
        Time.Advance(TimeSpan.FromMinutes(6));
        var page = Render<MyNumberSearchPage>();
        Assert.Empty(page.FindAll("#my-number-typed"));

        await page.Find(".primary").ClickAsync();

        Assert.Equal("own/again?back=%2Fledger%2Fmy-number", Address);
    }

    private void Register()
    {
        using var db = Ledger.CreateDbContext();
        db.Add(new MyNumberVault(TestKeys.Ring).Make(_person.LedgerPersonId, MyNumber.Parse(MyNumberFixture.Number), "ito", A.Now));
        db.SaveChanges();
    }

    private IRenderedComponent<PersonPage> Sheet()
    {
        Navigation.NavigateTo(Addresses.Person(_person.LedgerPersonId));
        return Render<PersonPage>(p => p.Add(page => page.Id, _person.LedgerPersonId));
    }

    private static async Task FillAsync(IRenderedComponent<PersonPage> page)
    {
        await PressAsync(page, "表示");
        await page.FindAll(".my-number [type=radio]")[2].ChangeAsync(true);
        await page.Find("#my-number-case").ChangeAsync("証-1042");
    }

    private static async Task ShowAsync(IRenderedComponent<PersonPage> page)
    {
        await FillAsync(page);
        await page.Find(".my-number .primary").ClickAsync();
    }

    private static Task PressAsync(IRenderedComponent<PersonPage> page, string words) =>
        page.FindAll(".my-number button").Single(button => button.TextContent == words).ClickAsync();

    private List<OperationLogEntry> Log(Operation operation) => [.. Log().Where(e => e.Operation == operation).OrderBy(e => e.Sequence)];

    private static void AssertShown(string markup) => Assert.Contains("9832 0567 3214", markup, StringComparison.Ordinal);

    private static void AssertNoDigit(string markup) => Assert.DoesNotMatch("9832|0567|3214|1234 ?5678", markup);
}
