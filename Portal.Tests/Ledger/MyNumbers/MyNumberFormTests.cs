using Bunit;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Xunit;

namespace Portal.Tests.Ledger.MyNumbers;

/// <summary>What is typed and chosen beside a My Number.</summary>
public sealed class MyNumberFormTests : LedgerPages
{
    private readonly LedgerPerson _person = A.Person();

    public MyNumberFormTests()
    {
        Ledger.Add(_person);
        SignInAsHandler();
    }

    [Fact]
    public async Task AMyNumberInThePlaceOfTheCase_IsRefused_AndDoesNotStayInItsBox()
    {
        var page = Sheet();
        await PressAsync(page, "登録");
        await page.FindAll(".my-number [type=radio]")[0].ChangeAsync(true);
        await page.Find("#my-number-case").ChangeAsync("9832 0567 3214");

        await page.Find(".my-number .primary").ClickAsync();

        Assert.Contains("受付番号の欄に個人番号は入力できません", page.Find(".my-number .field-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("登録していません", page.Find(".my-number [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Find("#my-number-case").GetAttribute("value") ?? "");
        Assert.DoesNotMatch("9832|0567|3214", page.Markup);
    }

    [Fact]
    public async Task AMyNumberInThePlaceOfTheCase_DoesNotStayInTheInquiryEither()
    {
        Navigation.NavigateTo(Addresses.MyNumberSearch);
        var page = Render<MyNumberSearchPage>();
        await page.FindAll("[type=radio]")[1].ChangeAsync(true);
        await page.Find("#my-number-case").ChangeAsync("983205673214");
        await page.Find("#my-number-typed").ChangeAsync(MyNumberFixture.OtherNumber);

        await page.Find(".primary").ClickAsync();

        Assert.Empty(page.Find("#my-number-case").GetAttribute("value") ?? "");
        Assert.DoesNotMatch("9832|0567|3214", page.Markup);
    }

    [Fact]
    public async Task BackFromTheProof_TheCursorStandsOnTheSceneThatWasChosen()
    {
        using (var db = Ledger.CreateDbContext())
        {
            db.Add(new MyNumberVault(TestKeys.Ring).Make(_person.LedgerPersonId, MyNumber.Parse(MyNumberFixture.Number), "ito", A.Now));
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        Time.Advance(TimeSpan.FromMinutes(6));
        var page = Sheet();
        await PressAsync(page, "表示");
        Assert.Equal("#my-number-scene", page.Find(".my-number focus-here").GetAttribute("to"));
        await page.FindAll(".my-number [type=radio]")[2].ChangeAsync(true);
        await page.Find("#my-number-case").ChangeAsync("証-1042");
        await page.Find(".my-number .primary").ClickAsync();

        var back = Sheet();

        Assert.Equal("[name=my-number-scene]:checked", back.Find(".my-number focus-here").GetAttribute("to"));
        Assert.NotNull(back.FindAll(".my-number [type=radio]")[2].GetAttribute("checked"));
    }

    private IRenderedComponent<PersonPage> Sheet()
    {
        Navigation.NavigateTo(Addresses.Person(_person.LedgerPersonId));
        return Render<PersonPage>(p => p.Add(page => page.Id, _person.LedgerPersonId));
    }

    private static Task PressAsync(IRenderedComponent<PersonPage> page, string words) =>
        page.FindAll(".my-number button").Single(button => button.TextContent == words).ClickAsync();
}
