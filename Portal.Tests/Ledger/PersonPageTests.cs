using Bunit;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public sealed class PersonPageTests : LedgerPages
{
    private readonly LedgerPerson _person = A.Person(name: "髙橋 和子", kana: "タカハシ カズコ");

    [Fact]
    public void TheSheet_ShowsPersonAndDoses_AndIsLoggedOnce()
    {
        Ledger.Add(_person, A.Dose(_person));

        var page = Open();

        Assert.Equal("髙橋 和子", page.Find("h1").TextContent);
        Assert.Contains("昭和25年3月4日（1950-03-04・76歳）　女", page.Markup, StringComparison.Ordinal);
        Assert.Contains("コミナティ", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("今月 1名", page.Markup, StringComparison.Ordinal);
        page.Render();
        Assert.Equal(Operation.SheetOpened, Assert.Single(Log()).Operation);
    }

    [Fact]
    public void AnUnknownPerson_HasAPageOfItsOwn()
    {
        var page = Open();

        Assert.Equal("個人票が見つかりません", page.Find("h1").TextContent);
        Assert.Equal(OperationResult.Failed, Assert.Single(Log()).Result);
    }

    [Fact]
    public async Task ADose_OpensToEveryItemOfTheAnnex()
    {
        var dose = A.Dose(_person);
        dose.Remarks = "会場で経過観察";
        Ledger.Add(_person, dose);
        var page = Open();

        await page.Find("tbody tr").ClickAsync();

        Assert.Equal(DoseFields.All.Select(field => field.Label), page.FindAll("tr.detail dt").Select(term => term.TextContent));
        Assert.Contains("会場で経過観察", page.Find("tr.detail").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("tbody tr").GetAttribute("aria-expanded"));
        await page.Find("tbody tr").ClickAsync();
        Assert.Empty(page.FindAll("tr.detail"));
    }

    [Fact]
    public async Task CancelledDoses_AreFoldedAway()
    {
        var cancelled = A.Dose(_person, 2);
        cancelled.Status = RecordStatus.Cancelled;
        Ledger.Add(_person, A.Dose(_person), cancelled);
        var page = Open();
        Assert.Single(page.FindAll("tbody tr"));

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "取消済み 1件を表示").ClickAsync();

        Assert.Equal(2, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void ADoseGivenElsewhere_IsMarkedWithItsMunicipality()
    {
        var dose = A.Dose(_person);
        dose.MunicipalityCode = "011002";
        Ledger.Add(_person, dose);

        var row = Open().Find("tbody tr").TextContent;

        Assert.Contains("札幌市", row, StringComparison.Ordinal);
        Assert.Contains("市外", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProtectedAddress_IsInThePageForThirtySecondsAfterAReason()
    {
        _person.IsProtected = true;
        Ledger.Add(_person);
        var page = Open();
        Assert.DoesNotContain("花園", page.Markup, StringComparison.Ordinal);

        await page.FindAll("button").Single(button => button.TextContent == "理由を示して表示").ClickAsync();
        await page.Find("#address-purpose").ChangeAsync("本人からの申出");
        await page.Find("form").SubmitAsync();
        Assert.Contains("花園四丁目1番2号", page.Markup, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromSeconds(30));

        page.WaitForAssertion(() => Assert.DoesNotContain("花園", page.Markup, StringComparison.Ordinal));
        Assert.Contains(Log(), entry => entry is { Operation: Operation.ProtectedAddressShown, Purpose: "本人からの申出" });
    }

    [Fact]
    public void TheHistoryOfAProtectedAddress_IsHiddenToo()
    {
        _person.IsProtected = true;
        Ledger.Add(_person, Change(_person, RevisionState.Applied, PersonFields.Address.Key, "緑一丁目1番1号", "花園四丁目1番2号"));

        var page = Open();

        Assert.Contains("支援措置により非表示 → 支援措置により非表示", page.Find("ol.timeline").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("緑一丁目", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void TheHistory_ShowsWaitingRequestsFirstAndWhatChanged()
    {
        var (applied, waiting) = (
            Change(_person, RevisionState.Applied, PersonFields.BirthDate.Key, "1950-03-05", "1950-03-04"),
            Change(_person, RevisionState.Pending, PersonFields.Sex.Key, "Male", "Female"));
        Ledger.Add(_person, waiting, applied);

        var entries = Open().FindAll("ol.timeline > li");

        Assert.Contains("承認待ち", entries[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(Addresses.Approval(waiting.RevisionId), entries[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("昭和25年3月5日 → 昭和25年3月4日", entries[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(Addresses.Restore(applied.RevisionId), entries[1].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Printing_AsksThePurposeAndRecordsItFirst()
    {
        Ledger.Add(_person);
        var page = Open();
        await page.Find("[data-key=F8]").ClickAsync();
        Assert.Empty(page.FindAll("print-sheet"));

        await page.Find("[data-key=F12]").ClickAsync();

        Assert.Single(page.FindAll("print-sheet"));
        Assert.Contains("目的 本人への説明", page.Find(".print-head").TextContent, StringComparison.Ordinal);
        Assert.Contains(Log(), entry => entry is { Operation: Operation.SheetPrinted, Purpose: "本人への説明" });
    }

    [Theory]
    [InlineData(Role.Editor, "F2 F8 Esc")]
    [InlineData(Role.Viewer, "F8 Esc")]
    public void Buttons_AreForThoseWhoMay(Role role, string keys)
    {
        SignIn(role);
        Ledger.Add(_person);

        Assert.Equal(keys, string.Join(' ', Open().FindAll(".page-head [data-key]").Select(button => button.GetAttribute("data-key"))));
    }

    [Fact]
    public void AMergedPerson_LeadsToTheSurvivorAndOffersNoChanges()
    {
        var survivor = A.Person(residentNumber: "2");
        _person.MergedIntoId = survivor.LedgerPersonId;
        Ledger.Add(survivor, _person);

        var page = Open();

        Assert.Equal(Addresses.Person(survivor.LedgerPersonId), page.Find(".notice a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-key=F2]"));
    }

    private IRenderedComponent<PersonPage> Open() => Render<PersonPage>(p => p.Add(page => page.Id, _person.LedgerPersonId));

    private static Revision Change(LedgerPerson person, RevisionState state, string field, string before, string after)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            RevisionId = id,
            LedgerPersonId = person.LedgerPersonId,
            RecordKind = RecordKind.Person,
            RecordId = person.LedgerPersonId,
            Act = RevisionAct.Correct,
            State = state,
            Changes = [new() { RevisionId = id, Field = field, OldValue = before, NewValue = after }],
            Reason = ReasonKind.TranscriptionError,
            RequestedBy = A.Clerk.AccountId,
            RequestedByName = A.Clerk.Name,
            Terminal = A.Clerk.Terminal,
            RequestedAt = A.Now,
        };
    }
}
