using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Xunit;
using TestContext = Xunit.TestContext;

namespace Portal.Tests.Corrections;

public sealed class DosePageTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("portal-keys-");
    private readonly FakeTimeProvider _time = new(A.Now);
    private readonly LedgerPerson _person = A.Person(birthDate: "1950-03-04");

    public DosePageTests() => _ledger.Add(
        [_person, A.Dose(_person, 1, "2021-06-20"), A.Dose(_person, 2, "2021-07-11"), new Institution { InstitutionId = Guid.CreateVersion7(), Name = "うしお内科クリニック" }, .. KnownLots.All()]);

    [Fact]
    public async Task ThePerson_AndTheirDoses_StandBesideTheForm()
    {
        await using var desk = Sit();
        var page = desk.Open(_person);

        Assert.Contains("佐藤 和子", page.Find(".person-bar").TextContent, StringComparison.Ordinal);
        Assert.Contains("昭和25年3月4日生", page.Find(".person-bar").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".known-doses tbody tr").Count);
    }

    [Fact]
    public async Task AProduct_FillsMakerPatternAndAmount_UnlessTypedOver()
    {
        await using var desk = Sit();
        var page = desk.Open(_person);
        await page.Find("#dose-doseNumber").ChangeAsync("3");
        await page.Find("#dose-productCode").ChangeAsync("spikevax-original");

        Assert.Equal(("モデルナ", "Booster", "0.25"), (Value(page, "maker"), Value(page, "pattern"), Value(page, "amountMl")));

        await page.Find("#dose-amountMl").InputAsync("0.5");
        await page.Find("#dose-productCode").ChangeAsync("comirnaty-original");

        Assert.Equal(("ファイザー", "0.5"), (Value(page, "maker"), Value(page, "amountMl")));
    }

    [Fact]
    public async Task AScannedLine_FillsCouponMunicipalityAndNumber()
    {
        await using var desk = Sit();
        var page = desk.Open(_person);

        await page.Find("#dose-ocrLine").InputAsync("130120330012345678");

        Assert.Equal(("3", "0012345678", "012033"), (Value(page, "doseNumber"), Value(page, "couponNumber"), Value(page, "municipalityCode")));
    }

    [Fact]
    public async Task AMistypedLot_IsOfferedBack()
    {
        await using var desk = Sit();
        var page = desk.Open(_person);

        await page.Find("#dose-lotNumber").InputAsync("FJ74B9");
        await page.WaitForElement(".entry-note button").ClickAsync();

        page.WaitForAssertion(() => Assert.Equal("FJ7489", Value(page, "lotNumber")));
    }

    [Fact]
    public async Task AnError_StandsBesideItsField_AndNothingTypedIsLost()
    {
        await using var desk = Sit();
        var page = desk.Open(_person);
        await FillAsync(page, "3", lot: "FJ7489", day: ("R", "6", "4", "1"));

        await Press(page, "F12");

        page.WaitForAssertion(() => Assert.Contains("令和6年3月31日以前", page.Find("#dose-vaccinatedOn-error").TextContent, StringComparison.Ordinal));
        Assert.Contains("令和6年3月31日以前", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("FJ7489", Value(page, "lotNumber"));
    }

    [Fact]
    public async Task CheckedAndSaved_TheDoseStandsInTheLedger_AndTheDraftIsGone()
    {
        await using var desk = Sit();
        var page = desk.Open(_person);
        await FillAsync(page, "3", lot: "FJ7489", day: ("R", "4", "2", "15"));
        await Press(page, "F12");
        page.WaitForAssertion(() => Assert.Contains("登録内容の確認", page.Markup, StringComparison.Ordinal));

        await Press(page, "F12");

        page.WaitForAssertion(() => Assert.Contains("3回目（令和4年2月15日）を登録しました", page.Markup, StringComparison.Ordinal));
        await using var db = _ledger.CreateDbContext();
        Assert.Equal(3, await db.Doses.CountAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(await db.Drafts.Select(d => d.Form).ToListAsync(TestContext.Current.CancellationToken), form => form.StartsWith("dose:register:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ADuplicate_IsSavedOnlyOnceSaidToBeAnotherDose()
    {
        await using var desk = Sit();
        var page = desk.Open(_person);
        await FillAsync(page, "2", lot: "FJ7489", day: ("R", "3", "7", "12"));
        await Press(page, "F12");
        page.WaitForElement("input[type=checkbox]");

        await Press(page, "F12");
        page.WaitForAssertion(() => Assert.Contains("印を付けてから", page.Markup, StringComparison.Ordinal));
        await page.Find("input[type=checkbox]").ChangeAsync(true);
        await Press(page, "F12");

        page.WaitForAssertion(() => Assert.Contains("を登録しました", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ADraft_IsKeptWithinSeconds_AndOfferedAfterARestart()
    {
        await using (var before = Sit())
        {
            var page = before.Open(_person);
            await page.Find("#dose-lotNumber").InputAsync("FJ7489");
            await page.Find("[data-part=year]").ChangeAsync("4");
            _time.Advance(TimeSpan.FromSeconds(2));
            page.WaitForAssertion(() => Assert.Contains("下書き 10:42 に保存", page.Markup, StringComparison.Ordinal));
        }

        await using var after = Sit();
        var restored = after.Open(_person);
        Assert.Contains("10:42の下書きを復元", restored.Find("button.primary").TextContent, StringComparison.Ordinal);
        await Press(restored, "F12");

        Assert.Equal(("FJ7489", "4"), (Value(restored, "lotNumber"), restored.Find("[data-part=year]").GetAttribute("value")));
    }

    [Fact]
    public async Task LeavingTheForm_KeepsTheDraft()
    {
        await using (var before = Sit())
        {
            await before.Open(_person).Find("#dose-doctor").InputAsync("潮 一郎");
        }

        await using var after = Sit();
        Assert.Contains("下書きを復元", after.Open(_person).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameAsBefore_IsFilledForTheNextPerson_AsLongAsItIsOn()
    {
        var next = A.Person(name: "港 健", residentNumber: "0001299999");
        _ledger.Add(next);
        await using var desk = Sit();
        var page = desk.Open(_person);
        Assert.Empty(page.FindAll(".same"));
        await FillAsync(page, "3", lot: "FJ7489", day: ("R", "4", "2", "15"));
        await Press(page, "F12");
        page.WaitForAssertion(() => Assert.Contains("登録内容の確認", page.Markup, StringComparison.Ordinal));
        await Press(page, "F12");
        page.WaitForAssertion(() => Assert.Contains("を登録しました", page.Markup, StringComparison.Ordinal));

        var second = desk.Open(next);
        await Press(second, "F3");
        second.WaitForAssertion(() => Assert.Equal(("comirnaty-original", "FJ7489"), (Value(second, "productCode"), Value(second, "lotNumber"))));
        Assert.Equal("", second.Find("[data-part=year]").GetAttribute("value"));
        Assert.Equal("true", second.Find("[data-key=F3]").GetAttribute("aria-pressed"));
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _keys.Delete(recursive: true);
    }

    private DosePages Sit() => new(_ledger, _keys, _time);

    private static async Task FillAsync(IRenderedComponent<DosePage> page, string number, string lot, (string Era, string Year, string Month, string Day) day)
    {
        await page.Find("#dose-doseNumber").ChangeAsync(number);
        await page.Find("#dose-vaccinatedOn").ChangeAsync(day.Era);
        await page.Find("[data-part=year]").ChangeAsync(day.Year);
        await page.Find("[data-part=month]").ChangeAsync(day.Month);
        await page.Find("[data-part=day]").ChangeAsync(day.Day);
        await page.Find("#dose-productCode").ChangeAsync("comirnaty-original");
        await page.Find("#dose-lotNumber").InputAsync(lot);
        await page.Find("#dose-institutionName").InputAsync("うしお内科クリニック");
    }

    private static Task Press(IRenderedComponent<DosePage> page, string key) => page.Find($"[data-key={key}]").ClickAsync();

    private static string? Value(IRenderedComponent<DosePage> page, string item) => page.Find($"#dose-{item}") switch
    {
        AngleSharp.Html.Dom.IHtmlSelectElement select => select.GetAttribute("value") ?? select.Value,
        var input => input.GetAttribute("value"),
    };
}
