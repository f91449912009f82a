using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Lists;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

public sealed class ListRowsTests
{
    [Theory, EveryEngine]
    public async Task Doses_AreNarrowed_ByEachCondition(Engine engine)
    {
        using var at = new ListFixture(engine);
        var (stays, gone) = (A.Person(), A.Person("鈴木 一郎", "スズキ イチロウ", "0001204999"));
        gone.SetResidence([new ResidenceSpan { StartedOn = A.Day("2010-04-01"), EndedOn = A.Day("2023-04-01"), EndKind = ResidenceEnd.Died }]);
        var run = new ImportRun { ImportRunId = Guid.CreateVersion7(), Number = 7, Kind = ImportKind.Vrs, FileName = "a", Sha256 = "b", Encoding = "UTF-8", Layout = "c", AppliedBy = "d", AppliedByName = "e", AppliedAt = A.Now };
        var cancelled = A.Dose(stays, 3, "2022-02-01");
        cancelled.Status = RecordStatus.Cancelled;
        var other = A.Dose(stays, 2, "2021-07-11", "spikevax-original");
        other.InstitutionName = "市民会館";
        at.Ledger.Add(run, stays, gone, A.Dose(stays), other, cancelled, A.Dose(gone, 4, "2022-11-01"), Imported(stays, run));

        Assert.Equal(["1", "2", "5", "4"], await NumbersAsync(at, new()));
        Assert.Equal(["1", "2", "5"], await NumbersAsync(at, new() { ResidentsOnly = true }));
        Assert.Equal(["1", "2", "3", "5", "4"], await NumbersAsync(at, new() { IncludesCancelled = true }));
        Assert.Equal(["2"], await NumbersAsync(at, new() { From = A.Day("2021-07-11"), To = A.Day("2021-07-11") }));
        Assert.Equal(["2"], await NumbersAsync(at, new() { Institution = "民会" }));
        Assert.Equal(["2"], await NumbersAsync(at, new() { ProductCode = "spikevax-original" }));
        Assert.Equal(["4"], await NumbersAsync(at, new() { DoseNumber = 4 }));
        Assert.Equal(["5"], await NumbersAsync(at, new() { ImportNumber = 7 }));
    }

    [Theory, EveryEngine]
    public async Task EveryColumn_OfEveryList_CanBeWritten(Engine engine)
    {
        using var at = new ListFixture(engine);
        var person = Full();
        var dose = A.Dose(person);
        (dose.Method, dose.Pattern, dose.RecordedAt, dose.ExpiresOn) = (DoseMethod.MassSite, DosePattern.Primary, new DateTime(2021, 6, 20, 1, 15, 0, DateTimeKind.Utc), A.Day("2021-09-30"));
        (dose.PaymentMonth, dose.Remarks) = (A.Day("2021-08-01"), "番号 123456789018 の記載あり");
        at.Ledger.Add(person, dose, new Coupon { CouponId = Guid.CreateVersion7(), LedgerPersonId = person.LedgerPersonId, MunicipalityCode = "012033", CouponNumber = "0000012345", Kind = 2, DoseNumber = 1, IssuedOn = A.Day("2021-04-01"), IsReissue = true, CreatedAt = A.Now });

        var doses = await RowAsync(at, ListKind.Doses);
        Assert.Equal(("0001204873", "女", "1950-03-04", "71", "2021-08"), (doses["宛名番号"], doses["性別"], doses["生年月日"], doses["接種時年齢"], doses["支払月"]));
        Assert.Equal(("コミナティ筋注（起源株）", "集団接種", "初回", "0.3"), (doses["製品名"], doses["接種方式"], doses["接種パターン"], doses["接種量（mL）"]));
        Assert.Equal(("2021-06-20 10:15:00", "VRS 取込", "番号 xxxxxxxxxxxx の記載あり"), (doses["接種履歴登録日時"], doses["データ登録元"], doses["特記事項"]));
        var people = await RowAsync(at, ListKind.People);
        Assert.Equal(("2010-04-01", "1", "2021-06-20", "鈴木"), (people["転入日"], people["接種記録の件数"], people["最後の接種日"], people["旧氏"]));
        var coupons = await RowAsync(at, ListKind.Coupons);
        Assert.Equal(("予診のみ券", "○", "0000012345"), (coupons["券種"], coupons["再発行"], coupons["券番号"]));
        Assert.DoesNotContain(ListColumns.Of(ListKind.People).Concat(ListColumns.Of(ListKind.Doses)), c => c.Title.Contains("個人番号", StringComparison.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task WhereSomebodyUnderProtectionLives_NeverLeaves(Engine engine)
    {
        using var at = new ListFixture(engine);
        var person = Full();
        person.IsProtected = true;
        var dose = A.Dose(person);
        (dose.RecipientNote, dose.Remarks) = ("住所は花園四丁目1番2号と記載", null);
        at.Ledger.Add(person, dose, new Coupon { CouponId = Guid.CreateVersion7(), LedgerPersonId = person.LedgerPersonId, MunicipalityCode = "012033", CouponNumber = "0000012345", Kind = 1, DoseNumber = 1, CreatedAt = A.Now });

        foreach (var kind in new[] { ListKind.Doses, ListKind.People, ListKind.Coupons, ListKind.VrsFile, ListKind.ResidentFile, ListKind.CouponFile })
        {
            var file = string.Join('\n', await at.LinesAsync(ListFixture.Ask(kind, columns: [.. ListColumns.Of(kind).Select(c => c.Key)])));
            Assert.DoesNotContain("花園", file, StringComparison.Ordinal);
            Assert.DoesNotContain("0470024", file, StringComparison.Ordinal);
            Assert.DoesNotContain("潮見荘", file, StringComparison.Ordinal);
        }

        var row = await RowAsync(at, ListKind.Doses);
        Assert.Equal((ListColumns.Withheld, "", "", "○", ListColumns.Withheld, ""), (row["住所"], row["郵便番号"], row["方書"], row["支援措置"], row["被接種者情報"], row["特記事項"]));
    }

    [Theory, EveryEngine]
    public async Task People_WithdrawnOrMerged_AreNotListed_AndThoseWithoutANumberComeLast(Engine engine)
    {
        using var at = new ListFixture(engine);
        var (one, two, none, merged, withdrawn) = (A.Person(residentNumber: "0002"), A.Person(residentNumber: "0001"), A.Person(residentNumber: null), A.Person(residentNumber: "0003"), A.Person(residentNumber: "0004"));
        (merged.MergedIntoId, withdrawn.Status) = (one.LedgerPersonId, RecordStatus.Cancelled);
        at.Ledger.Add(one, two, none, withdrawn);
        at.Ledger.Add(merged);

        Assert.Equal(["宛名番号", "0001", "0002", ","], (await at.LinesAsync(ListFixture.Ask(ListKind.People, columns: ["ResidentNumber", "Building"]))).Select(l => l == "," ? l : l.Split(',')[0]));
    }

    [Theory, InlineData(ListKind.Doses), InlineData(ListKind.People), InlineData(ListKind.Coupons), InlineData(ListKind.VrsFile), InlineData(ListKind.ResidentFile), InlineData(ListKind.CouponFile)]
    public void EveryStatement_IsUnderstoodBySqlServer(ListKind kind)
    {
        using var db = TestDb.SqlServerOffline();
        var asked = new ListConditions { From = A.Day("2021-04-01"), To = A.Day("2022-03-31"), Institution = "潮", DoseNumber = 3, ProductCode = "spikevax-xbb", ImportNumber = 2, ResidentsOnly = true };
        IQueryable[] statements = kind.IsLayout()
            ? [LayoutOf(kind)(db, ListFixture.Ask(kind, conditions: asked)), LayoutRows.SharedNumbers(db), LayoutRows.SharedIntegratedNumbers(db), LayoutRows.SharedCoupons(db), LayoutRows.WithoutNumber(db, ListFixture.Ask(kind, conditions: asked))]
            : [.. ListRows.Of(db, ListFixture.Ask(kind, conditions: asked)), ListRows.Protected(db, ListFixture.Ask(kind, conditions: asked), numbered: true)];

        Assert.All(statements, statement =>
        {
            var sql = statement is IQueryable<object> rows ? rows.ToQueryString() : ((IQueryable<string>)statement).ToQueryString();
            Assert.DoesNotContain("APPLY", sql, StringComparison.Ordinal);
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
            Assert.Empty(errors.Select(e => e.Message));
        });
    }

    private static Func<Portal.Data.PortalDb, ListQuestion, IQueryable<object>> LayoutOf(ListKind kind) => kind switch
    {
        ListKind.VrsFile => LayoutRows.Vrs,
        ListKind.ResidentFile => LayoutRows.Residents,
        _ => LayoutRows.Coupons,
    };

    private static LedgerPerson Full()
    {
        var person = A.Person();
        (person.FormerName, person.Building) = ("鈴木", "潮見荘101");
        person.SetResidence([new ResidenceSpan { StartedOn = A.Day("2010-04-01") }]);
        return person;
    }

    private static Dose Imported(LedgerPerson person, ImportRun run) => new()
    {
        DoseId = Guid.CreateVersion7(),
        LedgerPersonId = person.LedgerPersonId,
        DoseNumber = 5,
        VaccinatedOn = A.Day("2023-01-10"),
        Source = DoseSource.Vrs,
        ImportRunId = run.ImportRunId,
        CreatedAt = A.Now,
    };

    private static async Task<IEnumerable<string>> NumbersAsync(ListFixture at, ListConditions asked) =>
        (await at.LinesAsync(ListFixture.Ask(ListKind.Doses, conditions: asked, columns: ["DoseNumber"]))).Skip(1);

    private static async Task<Dictionary<string, string>> RowAsync(ListFixture at, ListKind kind)
    {
        var lines = await at.LinesAsync(ListFixture.Ask(kind, columns: [.. ListColumns.Of(kind).Select(c => c.Key)]));
        return lines[0].Split(',').Zip(Assert.Single(lines.Skip(1)).Split(',')).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
