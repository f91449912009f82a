using Bunit;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public sealed class LedgerPageTests : LedgerPages
{
    [Fact]
    public void BeforeTheFirstSearch_ExamplesAreShownAndNothingIsLogged()
    {
        var page = Open();

        Assert.Contains("入力の例", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Log());
    }

    [Fact]
    public async Task ASearch_ShowsWhatWasUnderstoodAndFound_WithTimeAndSearcher()
    {
        Ledger.Add(A.Person());
        var page = Open();

        await SearchAsync(page, "サトウ S25");

        Assert.Equal("検索結果 1件", page.Find("h1").TextContent);
        Assert.Equal(["氏名カナ「サトウ」で始まる", "生年 昭和25年（1950年）"], page.FindAll(".page-head .tag").Select(tag => tag.TextContent.Trim()));
        Assert.Contains("2026-11-23 10:42:00", page.Find(".page-head .push").TextContent, StringComparison.Ordinal);
        Assert.Contains("検索した人 高橋 恵", page.Find(".page-head .push").TextContent, StringComparison.Ordinal);
        Assert.Equal(["サトウ", "昭和25年"], page.FindAll("mark").Select(mark => mark.TextContent));
        Assert.Contains("昭和25年3月4日（76歳）", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheAddress_HoldsAnIdAndNeverTheText()
    {
        Ledger.Add(A.Person());
        var page = Open();

        await SearchAsync(page, "サトウ");

        Assert.Matches("^ledger\\?s=[0-9a-f]{32}$", Address);
        Assert.Single(Log());
    }

    [Fact]
    public async Task TheAddress_BringsTheSearchBack()
    {
        Ledger.Add(A.Person());
        await SearchAsync(Open(), "サトウ");

        var reloaded = Render<LedgerPage>();

        Assert.Equal("検索結果 1件", reloaded.Find("h1").TextContent);
        Assert.Equal(2, Log().Count);
    }

    [Fact]
    public async Task ASearchOlderThanHalfADay_IsForgotten()
    {
        await SearchAsync(Open(), "サトウ");

        Time.Advance(KeptSearches.KeptFor);

        Assert.Contains("検索の期限が切れました", Render<LedgerPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASearchFromAnotherPage_IsMadeOnceWhenThisOneOpens()
    {
        Ledger.Add(A.Person());
        Navigation.NavigateTo("/ledger");
        await Box.SubmitAsync("サトウ");

        Assert.Equal("検索結果 1件", Render<LedgerPage>().Find("h1").TextContent);
        Assert.Single(Log());
    }

    [Fact]
    public async Task TheNextSearch_TakesThePlaceOfTheLast()
    {
        Ledger.Add(A.Person(), A.Person(name: "鈴木 一郎", kana: "スズキ イチロウ", residentNumber: "2"));
        var page = Open();

        await Task.WhenAll(SearchAsync(page, "サトウ"), SearchAsync(page, "スズキ"));

        Assert.Contains("鈴木 一郎", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public async Task NobodyFound_RepeatsTheTermsAndTheTime()
    {
        var page = Open();

        await SearchAsync(page, "ソンナヒト");

        Assert.Equal("検索結果 0件", page.Find("h1").TextContent);
        Assert.Contains("氏名カナ「ソンナヒト」で始まる", page.Find(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("2026-11-23 10:42:00", page.Find(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Equal(Addresses.NewPerson, page.Find(".records-empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task ThoseWhoMayNotRegister_AreNotOfferedTo()
    {
        SignIn(Role.Viewer);
        var page = Open();

        await SearchAsync(page, "ソンナヒト");

        Assert.Empty(page.FindAll(".records-empty a"));
    }

    [Fact]
    public async Task MoreThanAPage_AsksToNarrowAndLeadsOn()
    {
        Ledger.Add([.. Enumerable.Range(0, 101).Select(i => A.Person(residentNumber: $"{i}"))]);
        var page = Open();

        await SearchAsync(page, "サトウ");

        Assert.Equal("検索結果 1～100件目（続きあり）", page.Find("h1").TextContent);
        Assert.Contains("絞り込めます", page.Find(".records-head").TextContent, StringComparison.Ordinal);
        Navigation.NavigateTo(page.Find("nav a").GetAttribute("href")!);
        Assert.Equal("検索結果 101～101件目", Render<LedgerPage>().Find("h1").TextContent);
    }

    [Fact]
    public async Task AnImpossibleDate_IsExplainedAndKeptNowhere()
    {
        var page = Open();

        await SearchAsync(page, "昭和64年1月8日");

        Assert.Contains("昭和は64年1月7日までです。", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("ledger", Address);
        Assert.Empty(Log());
    }

    [Fact]
    public async Task AProtectedAddress_IsNotInThePage()
    {
        var person = A.Person();
        person.IsProtected = true;
        Ledger.Add(person);
        var page = Open();

        await SearchAsync(page, "サトウ");

        Assert.Contains("支援措置により非表示", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("花園", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APossibleMyNumber_IsWipedAndAskedAbout()
    {
        var page = Open();

        await SearchAsync(page, "1234 5678 9018");

        Assert.Equal("個人番号の可能性があります", page.Find("h1").TextContent);
        Assert.Equal("", Box.Text);
        Assert.Equal("ledger", Address);
        Assert.DoesNotContain("9018", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Log());
        using var db = Ledger.CreateDbContext();
        Assert.Empty(db.Drafts);
    }

    [Fact]
    public async Task APossibleMyNumber_ThatIsAResidentNumber_IsSearchedFor()
    {
        Ledger.Add(A.Person(residentNumber: "123456789018"));
        var page = Open();
        await SearchAsync(page, "123456789018");

        await page.FindAll("button")[0].ClickAsync();

        Assert.Equal("検索結果 1件", page.Find("h1").TextContent);
        Assert.Equal("ledger", Address);
    }

    [Fact]
    public async Task WhoMayNotUseMyNumbers_IsNotOfferedToAskByOne()
    {
        var page = Open();

        await SearchAsync(page, "123456789018");

        Assert.Equal("宛名番号・統合宛名番号として検索する", Assert.Single(page.FindAll("button")).TextContent);
        Assert.Contains("個人番号取扱の役割を持つ職員", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMyNumber_IsAskedByWithSceneAndCase_AfterTheProof_AndTheAskingIsLogged()
    {
        var person = A.Person();
        SignInAsHandler();
        Ledger.Add(person, new Features.Ledger.MyNumbers.MyNumberVault(TestKeys.Ring).Make(person.LedgerPersonId, Domain.Ledger.MyNumber.Parse("123456789018"), "ito", A.Now));
        var page = Open();
        await SearchAsync(page, "1234 5678 9018");
        await page.FindAll("button")[1].ClickAsync();

        await page.Find(".submit-bar .primary").ClickAsync();
        Assert.Contains("場面を三つから選んでください。", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.FindAll("[type=radio]")[2].ChangeAsync(true);
        await page.Find("#my-number-case").ChangeAsync("証-1042");
        await page.Find(".submit-bar .primary").ClickAsync();

        Assert.Equal($"ledger/people/{person.LedgerPersonId}", Address);
        Assert.DoesNotContain("9018", page.Markup, StringComparison.Ordinal);
        var entry = Log().OrderBy(e => e.Sequence).Last();
        Assert.Equal((Operation.MyNumberSearched, "受付番号 証-1042", person.LedgerPersonId), (entry.Operation, entry.Purpose, entry.LedgerPersonId));
    }

    [Fact]
    public async Task ARow_OpensTheSheetAndRemembersTheSearch()
    {
        var person = A.Person();
        Ledger.Add(person);
        var page = Open();
        await SearchAsync(page, "サトウ");
        var search = Address["ledger".Length..];

        await page.Find("tbody tr").ClickAsync();

        Assert.Equal($"ledger/people/{person.LedgerPersonId}{search}", Address);
    }

    private IRenderedComponent<LedgerPage> Open()
    {
        Navigation.NavigateTo("/ledger");
        return Render<LedgerPage>();
    }

    private async Task SearchAsync(IRenderedComponent<LedgerPage> page, string text) => await page.InvokeAsync(() => Box.SubmitAsync(text));
}
