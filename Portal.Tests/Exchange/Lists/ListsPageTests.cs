using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Media;
using Portal.Security;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

/// <summary>The form of a list, from its columns to its passphrase.</summary>
public sealed class ListsPageTests : BunitContext
{
    private readonly ListFixture _at = new();

    public ListsPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized(ListFixture.Reporter.Name).SetClaims(
            [.. StaffClaims.ToPrincipal(ListFixture.Reporter, [Role.Reporter], "", "test").Claims.Where(claim => claim.Type != ClaimTypes.Name)]);
        Services.AddSingleton<IDbContextFactory<PortalDb>>(_at.Ledger).AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton<ListExportOrders>()
            .AddSingleton<MediumExportDesk>().AddSingleton<KeptListChoices>().AddSingleton<Drafts>().AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddScoped<CircuitState>().AddScoped<CurrentStaff>();
    }

    [Fact]
    public async Task WithoutRows_ThereIsNothingToOrder()
    {
        var page = Render<ListsPage>();

        await LookAsync(page);

        Assert.Contains("条件に当てはまるものがありません", page.Find(".list-look").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll($"#{nameof(ListOrder.Purpose)}"));
    }

    [Fact]
    public async Task AList_IsCounted_ThenOrdered_ThenHandedOutOnce_WithItsPassphrase()
    {
        _at.Ledger.Add(A.Person(), A.Person(residentNumber: "0002"));
        var page = Render<ListsPage>();
        await page.FindAll("input[name=list-kind]")[(int)ListKind.People].ChangeAsync(true);
        await LookAsync(page);
        Assert.StartsWith("2件、ファイルの大きさは約", page.Find(".list-look [role=status]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-key=F12]").ClickAsync(new());
        Assert.Contains("出力の目的", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        await page.Find($"#{nameof(ListOrder.Purpose)}").ChangeAsync(ListFixture.Purpose);
        await page.Find("[data-key=F12]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Matches("^/exchange/lists/files/[0-9a-f-]{36}\\.zip$", page.Find("#list-file").GetAttribute("href")));
        Assert.Matches("^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$", page.Find(".passphrase-words").TextContent);
        Assert.Empty(_at.Log(Operation.ListExported));
        await page.Find("[data-key=Esc]").ClickAsync(new());
        Assert.Empty(page.FindAll(".passphrase-words"));
    }

    [Fact]
    public async Task WhatWasCounted_GoesWithAnyChange()
    {
        _at.Ledger.Add(A.Person());
        var page = Render<ListsPage>();
        await page.FindAll("input[name=list-kind]")[(int)ListKind.People].ChangeAsync(true);
        await LookAsync(page);

        await page.Find("#list-also").ChangeAsync(false);

        Assert.Empty(page.FindAll(".list-look"));
    }

    [Fact]
    public async Task AnImportNumberThatCannotBeRead_IsSaidSo_AndNobodyIsCounted()
    {
        _at.Ledger.Add(A.Person());
        var page = Render<ListsPage>();
        await page.FindAll("input[name=list-kind]")[(int)ListKind.People].ChangeAsync(true);
        await page.Find("#ImportNumber").ChangeAsync("12号");

        await page.Find("[data-key=F4]").ClickAsync(new());

        Assert.Contains("取込番号は、取込の一覧にある番号を数字だけで", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".list-look"));
        await page.Find("#ImportNumber").ChangeAsync("");
        await LookAsync(page);
        Assert.NotEmpty(page.FindAll(".list-look"));
    }

    [Fact]
    public async Task Columns_AreOrderedByTheUser_AndRemembered_ForThisPersonAndThisList()
    {
        var page = Render<ListsPage>();
        await page.Find("[aria-label='統合宛名番号を加える']").ClickAsync(new());
        await page.Find("[aria-label='宛名番号を外す']").ClickAsync(new());
        await page.Find("[aria-label='カナ氏名を上へ']").ClickAsync(new());
        await LookAsync(page);

        var again = Render<ListsPage>();

        Assert.Equal(["カナ氏名", "氏名"], Titles(again).Take(2));
        Assert.Equal("統合宛名番号", Titles(again).Last());
        await again.FindAll("input[name=list-kind]")[(int)ListKind.People].ChangeAsync(true);
        Assert.Equal("宛名番号", Titles(again).First());
        Assert.Equal("宛名番号", ListColumns.Chosen(ListKind.Doses, (await Services.GetRequiredService<KeptListChoices>().FindAsync(A.Manager, ListKind.Doses)).Columns)[0].Title);
    }

    [Fact]
    public async Task Conditions_AreRemembered_ForThisPersonAndThisList_AndTakenOffAtOnce()
    {
        var page = Render<ListsPage>();
        await page.Find("#DoseNumber").ChangeAsync("3");
        await page.Find("#Institution").ChangeAsync("潮見");
        await LookAsync(page);

        var again = Render<ListsPage>();

        Assert.Equal(("3", "潮見"), (again.Find("#DoseNumber").GetAttribute("value"), again.Find("#Institution").GetAttribute("value")));
        await again.FindAll("input[name=list-kind]")[(int)ListKind.Coupons].ChangeAsync(true);
        Assert.Empty(again.FindAll("#list-clear"));
        Assert.Equal(new ListConditions(), (await Services.GetRequiredService<KeptListChoices>().FindAsync(A.Manager, ListKind.Doses)).Conditions);
        await again.FindAll("input[name=list-kind]")[(int)ListKind.Doses].ChangeAsync(true);
        await again.Find("#list-clear").ClickAsync(new());
        Assert.Equal((null, null), (again.Find("#DoseNumber").GetAttribute("value"), again.Find("#Institution").GetAttribute("value")));
    }

    [Fact]
    public async Task WhoUnderProtectionIsLeftOut_StandsBesideTheSize()
    {
        var person = A.Person();
        person.IsProtected = true;
        _at.Ledger.Add(person, A.Dose(person));
        var page = Render<ListsPage>();

        await LookAsync(page);

        Assert.Contains("1人の医療機関は出力しません", page.Find(".list-look .notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCp932CannotHold_StandsInATable_AndWaitsForAWord()
    {
        _at.Ledger.Add(A.Person("𠮷野 はるか"));
        var page = Render<ListsPage>();
        await page.FindAll("input[name=list-kind]")[(int)ListKind.People].ChangeAsync(true);
        await page.FindAll("input[name=list-format]")[(int)ListFormat.CsvCp932].ChangeAsync(true);
        await LookAsync(page);
        Assert.Equal(["𠮷", "U+20BB7", "1", "0001204873"], page.FindAll(".list-unwritable tbody td").Select(e => e.TextContent));
        await page.Find($"#{nameof(ListOrder.Purpose)}").ChangeAsync(ListFixture.Purpose);

        await page.Find("[data-key=F12]").ClickAsync(new());
        Assert.Contains("UTF-8 を選ぶか", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        await page.Find($"#{nameof(ListOrder.Replaces)}").ChangeAsync(true);
        await page.Find("[data-key=F12]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".passphrase-words")));
    }

    [Fact]
    public void AFileToBeImported_HasNoColumnsToChoose_AndIsNoWorkbook()
    {
        var page = Render<ListsPage>();

        page.FindAll("input[name=list-kind]")[(int)ListKind.VrsFile].Change(true);

        Assert.Empty(page.FindAll(".list-columns"));
        Assert.Equal(2, page.FindAll("input[name=list-format]").Count);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }

    private static IEnumerable<string> Titles(IRenderedComponent<ListsPage> page) => page.FindAll(".list-columns li > span").Select(e => e.TextContent);

    private static async Task LookAsync(IRenderedComponent<ListsPage> page)
    {
        await page.Find("[data-key=F4]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".list-look")), TimeSpan.FromSeconds(10));
    }
}
