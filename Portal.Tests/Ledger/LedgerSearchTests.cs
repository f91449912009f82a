using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class LedgerSearchTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(A.Now));

    [Theory, EveryEngine]
    public async Task EveryWayOfTyping_FindsThePerson(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person(name: "髙橋 和子", kana: "ﾀｶﾊｼ ｶｽﾞｺ", residentNumber: "0001204873", birthDate: "1950-03-04", address: "花園四丁目1番2号");
        person.IntegratedNumber = "000204512098";
        person.FormerName = "田邉";
        var dose = A.Dose(person);
        dose.CouponNumber = "0009876543";
        ledger.Add(person, dose, Coupon(person, "0001234567"), A.Person(name: "鈴木 一郎", kana: "スズキ イチロウ", residentNumber: "77", birthDate: "1951-03-04", address: "緑一丁目1番1号"));

        (string Text, string Reason)[] examples =
        [
            ("高橋", "氏名前方（異体字）"), ("髙橋", "氏名前方"), ("髙橋　和子", "氏名前方"), ("高橋和", "氏名前方（異体字）"), ("和子", "名の前方"), ("田辺", "旧氏 田邉"),
            ("タカハシ", "カナ前方"), ("たかはし", "カナ前方"), ("ﾀｶ", "カナ前方"), ("タカハシ カスコ", "カナ前方"), ("カズコ", "名のカナ前方"), ("かすこ", "名のカナ前方"),
            ("1204873", "宛名番号"), ("0001204873", "宛名番号"), ("204512098", "統合宛名番号"), ("0001234567", "券番号"), ("130120330001234567", "券番号"), ("0009876543", "券番号"),
            ("S25.3.4", "生年月日"), ("3250304", "生年月日"), ("1950-03-04", "生年月日"), ("S25", "生年"), ("昭和25年3月", "生年月"),
            ("花園四丁目", "住所"), ("花園4-1-2", "住所"), ("花園", "住所"), ("タカハシ S25", "カナ前方・生年"), ("和子 S25.3.4", "名の前方・生年月日"), ("高橋 カズコ", "氏名前方（異体字）・名のカナ前方"),
            ("カズコ S25 花園", "名のカナ前方・生年・住所"), ("1204873 タカハシ", "宛名番号・カナ前方"), ("0001234567 高橋", "券番号・氏名前方（異体字）"),
        ];
        foreach (var (text, reason) in examples)
        {
            var row = Assert.Single((await FindAsync(ledger, text)).Rows);
            Assert.Equal((text, person.LedgerPersonId, reason), (text, row.LedgerPersonId, row.Reason));
        }
    }

    [Theory, EveryEngine]
    public async Task WhatIsAnotherPersons_IsNotFound(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person(name: "髙橋 和子", kana: "タカハシ カズコ", address: "花園四丁目1番2号");
        ledger.Add(person, Coupon(person, "0001234567"));

        foreach (var text in (string[])["橋", "ハシ", "高橋 一郎", "タカハシ S26", "12048", "0001234568", "110110020001234567", "花園四丁目10", "花園1", "S25.3.5"])
        {
            Assert.Empty((await FindAsync(ledger, text)).Rows);
        }
    }

    [Theory, EveryEngine]
    public async Task DakutenWidthAndProlongedSounds_MakeNoDifference(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        ledger.Add(
            A.Person(name: "浜田 優", kana: "ハマダ ユウ", residentNumber: "1"),
            A.Person(name: "濵田 葵", kana: "ﾊﾏﾀ ｱｵｲ", residentNumber: "2"),
            A.Person(name: "大野 翔", kana: "オーノ ショウ", residentNumber: "3"));

        Assert.Equal(2, (await FindAsync(ledger, "ハマダ")).Rows.Count);
        Assert.Equal(2, (await FindAsync(ledger, "ﾊﾏﾀﾞ")).Rows.Count);
        Assert.Equal(2, (await FindAsync(ledger, "はまた")).Rows.Count);
        Assert.Equal(2, (await FindAsync(ledger, "浜田")).Rows.Count);
        Assert.Single((await FindAsync(ledger, "オノ シヨウ")).Rows);
    }

    [Theory, EveryEngine]
    public async Task TheMatchedParts_AreMarked(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        ledger.Add(A.Person());

        var row = Assert.Single((await FindAsync(ledger, "佐藤 カズ S25")).Rows);

        Assert.Equal("佐藤", row.Name[row.NameMark!.Value]);
        Assert.Equal("カズ", row.Kana[row.KanaMark!.Value]);
        Assert.Equal("昭和25年", JapaneseDate.Format(row.BirthDate!.Value)[row.BirthMark!.Value]);
    }

    [Theory, EveryEngine]
    public async Task Pages_AreStableCompleteAndWithoutOverlap(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        // Found by their family name, by their given name, and by both.
        var people = Enumerable.Range(0, 250).Select(i => A.Person(
            name: "葵 葵", kana: (i % 3) switch { 0 => "アオイ ハル", 1 => "モリ アオイ", _ => "アオイ アオイ" }, residentNumber: $"{i}", birthDate: i % 5 == 0 ? null : "1950-03-04")).ToArray();
        ledger.Add([.. people]);

        var first = await FindAsync(ledger, "アオイ");
        var second = await FindAsync(ledger, "アオイ", page: 2);
        var third = await FindAsync(ledger, "アオイ", page: 3);
        var again = await FindAsync(ledger, "アオイ", page: 2);

        Assert.Equal((100, 100, 50), (first.Rows.Count, second.Rows.Count, third.Rows.Count));
        Assert.Equal((true, true, false), (first.HasMore, second.HasMore, third.HasMore));
        Assert.Equal(people.Select(p => p.LedgerPersonId).Order(), Ids(first).Concat(Ids(second)).Concat(Ids(third)).Order());
        Assert.Equal(Ids(second), Ids(again));
    }

    [Theory, EveryEngine]
    public async Task AProtectedAddress_IsNeitherShownNorSearchable(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person();
        person.IsProtected = true;
        ledger.Add(person);

        var row = Assert.Single((await FindAsync(ledger, "佐藤")).Rows);

        Assert.True(row.IsProtected);
        Assert.Null(row.Address);
        Assert.Empty((await FindAsync(ledger, "花園四丁目")).Rows);
        Assert.Empty((await FindAsync(ledger, "佐藤 花園四丁目")).Rows);
    }

    [Theory, EveryEngine]
    public async Task CancelledPeopleAndDoses_AreLeftOut(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var withdrawn = A.Person(residentNumber: "1");
        withdrawn.Status = RecordStatus.Cancelled;
        var person = A.Person(residentNumber: "2");
        var cancelled = A.Dose(person, 2);
        cancelled.Status = RecordStatus.Cancelled;
        cancelled.CouponNumber = "0001234567";
        ledger.Add(withdrawn, person, A.Dose(person), cancelled);

        Assert.Equal(1, Assert.Single((await FindAsync(ledger, "サトウ")).Rows).DoseCount);
        Assert.Empty((await FindAsync(ledger, "1 サトウ")).Rows);
        Assert.Empty((await FindAsync(ledger, "0001234567")).Rows);
    }

    [Theory, EveryEngine]
    public async Task TheNumberOfAMergedPerson_LeadsToTheSurvivor(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var survivor = A.Person(residentNumber: "1");
        var merged = A.Person(residentNumber: "2");
        merged.MergedIntoId = survivor.LedgerPersonId;
        ledger.Add(survivor, merged, Coupon(merged, "0001234567"));

        Assert.Equal([(survivor.LedgerPersonId, "統合前の番号")], (await FindAsync(ledger, "2")).Rows.Select(r => (r.LedgerPersonId, r.Reason)));
        Assert.Equal([(survivor.LedgerPersonId, "統合前の券番号")], (await FindAsync(ledger, "0001234567")).Rows.Select(r => (r.LedgerPersonId, r.Reason)));
        Assert.Equal([survivor.LedgerPersonId], Ids(await FindAsync(ledger, "サトウ")));
    }

    [Theory, EveryEngine]
    public async Task ASearch_IsLoggedWithoutItsText(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        ledger.Add(A.Person());

        await FindAsync(ledger, "サトウ S25");

        var entry = Assert.Single(await LogAsync(ledger));
        Assert.Equal((Operation.LedgerSearched, OperationResult.Done, A.Clerk.AccountId, A.Now), (entry.Operation, entry.Result, entry.AccountId, entry.At));
        Assert.Equal("条件 カナ・生年月日、1件", entry.Detail);
    }

    [Theory, EveryEngine]
    public async Task ASearchWithoutTheRight_IsRefusedAndLogged(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        ledger.Add(A.Person());

        await Assert.ThrowsAsync<PermissionDeniedException>(() => FindAsync(ledger, "サトウ", A.Administrator));

        var entry = Assert.Single(await LogAsync(ledger));
        Assert.Equal((OperationResult.Denied, "権限なし: LedgerView"), (entry.Result, entry.Detail));
    }

    [Theory]
    [InlineData("")]
    [InlineData("昭和64年1月8日")]
    [InlineData("123456789018")]
    public async Task WhatCannotBeSearchedFor_LooksNothingUp(string text)
    {
        using var ledger = TestDb.OnSqlite();
        ledger.Add(A.Person(residentNumber: "123456789018"));

        Assert.Empty((await FindAsync(ledger, text)).Rows);
        Assert.Empty(await LogAsync(ledger));
    }

    [Fact]
    public async Task TwelveDigits_TheClerkCallsAResidentNumber_AreLookedUp()
    {
        using var ledger = TestDb.OnSqlite();
        ledger.Add(A.Person(residentNumber: "123456789018"));

        var found = await new LedgerSearch(ledger, _time).FindAsync("123456789018", A.Clerk, notMyNumber: true, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single(found.Rows);
        Assert.DoesNotContain("123456789018", Assert.Single(await LogAsync(ledger)).Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task WarmingUp_LeavesNoTrace(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        ledger.Add(A.Person());

        await new LedgerSearch(ledger, _time).WarmUpAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await LogAsync(ledger));
    }

    private Task<SearchResult> FindAsync(TestDb ledger, string text, Staff? by = null, int page = 1) =>
        new LedgerSearch(ledger, _time).FindAsync(text, by ?? A.Clerk, page, cancellationToken: TestContext.Current.CancellationToken);

    private static IEnumerable<Guid> Ids(SearchResult result) => result.Rows.Select(row => row.LedgerPersonId);

    private static async Task<List<OperationLogEntry>> LogAsync(TestDb ledger)
    {
        await using var db = ledger.CreateDbContext();
        return await db.OperationLog.ToListAsync(TestContext.Current.CancellationToken);
    }

    private static Coupon Coupon(LedgerPerson person, string number) => new()
    {
        CouponId = Guid.CreateVersion7(),
        LedgerPersonId = person.LedgerPersonId,
        MunicipalityCode = MunicipalityCode.Otaru.Value,
        CouponNumber = number,
        Kind = 1,
        DoseNumber = 1,
        CreatedAt = A.Now,
    };
}
