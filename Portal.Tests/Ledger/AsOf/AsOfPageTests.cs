using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Ledger.AsOf;
using Portal.Tests.Corrections;
using Xunit;

namespace Portal.Tests.Ledger.AsOf;

public sealed class AsOfPageTests : LedgerPages
{
    private readonly LedgerPerson _person = A.Person();

    public AsOfPageTests() => Services.AddSingleton<AsOfDesk>();

    [Fact]
    public void WithoutAMoment_TheSheetIsTodays_AndNothingDiffers()
    {
        Ledger.Add(_person, A.Dose(_person));

        var page = Open(null);

        Assert.Contains("いまの台帳です", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("違い", page.Markup, StringComparison.Ordinal);
        Assert.Equal("時点 令和8年11月23日 10:42、比較 現在", Assert.Single(Log()).Detail);
    }

    [Fact]
    public void AnEarlierMoment_IsMarked_AndOffersNothingToChange()
    {
        var dose = A.Dose(_person);
        Ledger.Add(_person, dose);
        Correct(dose, "EX3618");

        var page = Open("20261123T100000");

        Assert.Contains("令和8年11月23日 10:00 の台帳です", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["接種記録 1回目", "ロット番号", "EX3617", "EX3618"], page.FindAll(".as-of-sheet table:first-of-type tbody tr:first-child > *").Take(4).Select(cell => cell.TextContent));
        Assert.DoesNotContain(page.FindAll("a"), a => a.GetAttribute("href")!.StartsWith("/corrections", StringComparison.Ordinal));
    }

    [Fact]
    public void AMomentWithSeconds_IsSaidWithThem_OnTheSheetAndInTheLog()
    {
        Ledger.Add(_person);

        var page = Open("20261123T100031");

        Assert.Contains("令和8年11月23日 10:00:31 の台帳です", page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("h2"), h => h.TextContent == "令和8年11月23日 10:00:31 の記録");
        Assert.Equal("時点 令和8年11月23日 10:00:31、比較 現在", Assert.Single(Log()).Detail);
    }

    [Fact]
    public async Task AMissingOrAComingMoment_IsRefusedBesideItsOwnBox()
    {
        Ledger.Add(_person);
        var page = Open(null);
        await page.Find("form").SubmitAsync();
        Assert.Contains("時点の日付を入力してください", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        page = Open("20261120T093000");
        await page.Find("#as-of-other").ChangeAsync(new ChangeEventArgs { Value = "R" });
        foreach (var (part, value) in new[] { ("year", "8"), ("month", "12"), ("day", "1") })
        {
            await page.FindAll($"[data-part={part}]")[1].ChangeAsync(new ChangeEventArgs { Value = value });
        }

        await page.Find("form").SubmitAsync();

        Assert.Contains("いままでの日時", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("at=20261120T093000", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherMoment_GoesIntoTheAddress()
    {
        Ledger.Add(_person);
        var page = Open("20261120T093000");

        await page.Find("form").SubmitAsync();

        Assert.Equal($"ledger/people/{_person.LedgerPersonId}/as-of?at=20261120T093000", Address);
        Assert.StartsWith("09:30", page.Find("input[type=time]").GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public void BeforeTheLedgerKnewThem_AndForNobody_ItSaysSo()
    {
        Ledger.Add(_person);

        Assert.Contains("登録されたのは令和4年11月23日", Open("20201123T100000").Markup, StringComparison.Ordinal);
        Assert.Contains("台帳にありません", Render<AsOfPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAddress_ThatIsNoMoment_IsSaid()
    {
        Ledger.Add(_person);

        Assert.All(["00010101T000000", "きのう", "20261126T250000"], at => Assert.Contains("時点を読めません", Open(at).Markup, StringComparison.Ordinal));
    }

    private void Correct(Dose dose, string lot)
    {
        using var db = Ledger.CreateDbContext();
        var record = LedgerRecord.Of(db.Doses.Single(d => d.DoseId == dose.DoseId));
        var made = (CorrectionOutcome.Applied)Correction.Make(record, [], Ask.For(record, ("lotNumber", lot)), ApprovalPolicy.Default, A.Clerk, A.Now.AddMinutes(-10));
        db.Add(made.Revision);
        db.SaveChanges();
    }

    private IRenderedComponent<AsOfPage> Open(string? at)
    {
        Navigation.NavigateTo($"/ledger/people/{_person.LedgerPersonId}/as-of{(at is null ? "" : $"?at={at}")}");
        return Render<AsOfPage>(p => p.Add(x => x.Id, _person.LedgerPersonId));
    }
}
