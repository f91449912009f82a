using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Exchange;

public class ImportLineTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8), InlineData(9)]
    public void Vrs_TakesOneToNineDoses(int doses)
    {
        var line = Parse<VrsLine>(ImportKind.Vrs, Csv.Vrs("   1204873", [.. Enumerable.Range(1, doses).Select(n => Csv.Dose(day: $"2021{n + 2:00}01"))]));

        Assert.Equal("1204873", line.ResidentNumber);
        Assert.Equal(Enumerable.Range(1, doses), line.Doses.Select(d => d.Number));
    }

    [Theory]
    [InlineData(1), InlineData(8), InlineData(10), InlineData(74), InlineData(81)]
    public void Vrs_OfAnyOtherWidth_IsRefusedWithWhatIsExpected(int columns)
    {
        var refusal = Assert.Throws<RuleException>(() => Layout(ImportKind.Vrs, "x" + new string(',', columns - 1)));

        Assert.Contains("9列から73列", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vrs_ADose_IsTakenItemByItem()
    {
        var dose = Parse<VrsLine>(ImportKind.Vrs, Csv.Vrs(Csv.Number, Csv.Dose(lot: " ｅｘ３６１７ "))).Doses.Single();

        Assert.Equal(new DateOnly(2021, 6, 20), dose.VaccinatedOn);
        Assert.Equal(new DateTime(2021, 6, 20, 1, 15, 0, DateTimeKind.Utc), dose.RecordedAt);
        Assert.Equal(("0000012345", "012033", "うしお内科クリニック", "潮 一郎", "ファイザー", "EX3617"),
            (dose.CouponNumber, dose.MunicipalityCode, dose.Venue, dose.Doctor, dose.Maker, dose.LotNumber));
        Assert.Contains("ｅｘ３６１７", dose.SourceText, StringComparison.Ordinal);
    }

    [Fact]
    public void Vrs_AnEmptyBlock_IsNoDose()
    {
        var line = Parse<VrsLine>(ImportKind.Vrs, Csv.Vrs(Csv.Number, Csv.NoDose, Csv.Dose()));

        Assert.Equal(2, line.Doses.Single().Number);
    }

    [Theory]
    [InlineData("20210231", "1回目接種日", "実在する日付")]
    [InlineData("20240401", "1回目接種日", "令和6年3月31日")]
    [InlineData("20210216", "1回目接種日", "令和3年2月17日")]
    [InlineData("", "1回目接種日", "空欄")]
    public void Vrs_ADayThatCannotBe_IsRefused(string day, string column, string reason)
    {
        var fault = Faults(ImportKind.Vrs, Csv.Vrs(Csv.Number, Csv.Dose(day: day))).Single();

        Assert.Equal(column, fault.Column);
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EverythingWrongWithALine_IsSaidAtOnce() => Assert.Equal(
        ["1回目接種履歴登録日時", "1回目接種日", "1回目券番号", "1回目接種自治体コード", "1回目接種会場名"],
        Faults(ImportKind.Vrs, Csv.Vrs(Csv.Number, Csv.Dose(recorded: "x", day: "x", coupon: "12345678901", code: "012034", venue: new string('あ', 31)))).Select(f => f.Column));

    [Fact]
    public void ANumberInExponentForm_CannotBeRestored()
    {
        var fault = Faults(ImportKind.Vrs, Csv.Vrs(Csv.Number, Csv.Dose(coupon: "1.23E+09"))).Single();

        Assert.Contains("復元できない", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TwelveDigitsThatCouldBeAMyNumber_AreRefusedAndNotEchoed()
    {
        var fault = Faults(ImportKind.Vrs, Csv.Vrs(Csv.Number, Csv.Dose(doctor: "潮 123456789018"))).Single();

        Assert.Equal("1回目接種医師名", fault.Column);
        Assert.DoesNotContain("123456789018", $"{fault.Value}{fault.Reason}", StringComparison.Ordinal);
    }

    [Fact]
    public void Residents_ByHeadings_InAnyOrderAndWithAliases()
    {
        var header = Record("備考,氏名カナ,漢字氏名,生年月日,宛名番号");
        var line = Parse<ResidentLine>(ImportLayout.Of(ImportKind.Residents, header), "x,サトウ カズコ,佐藤 和子,昭和25年3月4日,0001204873");

        Assert.Equal("0001204873", line.ResidentNumber);
        Assert.Equal("佐藤 和子", line[PersonFields.Name]);
        Assert.Equal("1950-03-04", line[PersonFields.BirthDate]);
        Assert.Equal(["備考"], ImportLayout.Of(ImportKind.Residents, header).Ignored);
    }

    [Fact]
    public void Residents_WithoutHeadings_InTheFixedOrder()
    {
        var line = Parse<ResidentLine>(ImportKind.Residents, Csv.Resident(address: "北海道小樽市花園四丁目1番2号", isProtected: "1", reason: "転出", movedOn: "20230401"));

        Assert.Equal("花園四丁目1番2号", line[PersonFields.Address]);
        Assert.Equal("1", line[PersonFields.IsProtected]);
        Assert.Equal(new(ResidenceEnd.MovedOut, new DateOnly(2023, 4, 1)), line.Move);
    }

    [Theory]
    [InlineData("宛名番号,氏名,生年月日", "「カナ氏名」")]
    [InlineData("宛名番号,氏名,カナ氏名,生年月日,氏名", "2つ")]
    [InlineData("宛名番号,氏名,カナ氏名,生年月日,個人番号", "個人番号")]
    [InlineData("宛名番号,氏名,カナ氏名,生年月日,マイナンバー(12桁)", "個人番号")]
    [InlineData("0001204873,佐藤 和子", "15列")]
    public void Residents_OfAnotherLayout_AreRefusedWithTheReason(string first, string reason)
    {
        var refusal = Assert.Throws<RuleException>(() => Layout(ImportKind.Residents, first));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Residents_AMoveWithoutItsDay_IsRefused() =>
        Assert.Equal("異動日", Faults(ImportKind.Residents, Csv.Resident(reason: "死亡")).Single().Column);

    [Fact]
    public void Coupons_AreTakenItemByItem()
    {
        var line = Parse<CouponLine>(ImportKind.Coupons, Csv.Coupon(kind: "予診のみ", dose: "03", reissue: "1"));

        Assert.Equal((Csv.Number, "012033", "0000012345", 2, 3, new DateOnly(2021, 4, 1), true),
            (line.ResidentNumber, line.MunicipalityCode, line.CouponNumber, line.Kind, line.DoseNumber, line.IssuedOn!.Value, line.IsReissue!.Value));
    }

    [Fact]
    public void ALineOfAnotherWidth_IsRefused() =>
        Assert.Contains("列の数", ParseFaults(Layout(ImportKind.Coupons, Csv.Coupon()), Csv.Coupon() + ",x").Single().Reason, StringComparison.Ordinal);

    private static ImportLayout Layout(ImportKind kind, string first) => ImportLayout.Of(kind, Record(first));

    private static T Parse<T>(ImportKind kind, string line) where T : ImportLine => Parse<T>(Layout(kind, line), line);

    private static T Parse<T>(ImportLayout layout, string line) where T : ImportLine =>
        Assert.IsType<T>(ImportLine.Parse(layout, Record(line), new ZeroRepair(10, ZeroRepair.Everything), out _));

    private static IReadOnlyList<LineFault> Faults(ImportKind kind, string line) => ParseFaults(Layout(kind, line), line);

    private static IReadOnlyList<LineFault> ParseFaults(ImportLayout layout, string line)
    {
        Assert.Null(ImportLine.Parse(layout, Record(line), new ZeroRepair(10, ZeroRepair.Everything), out var faults));
        return faults;
    }

    private static CsvRecord Record(string line) => new CsvRecordReader(new StringReader(line)).Read()!;
}
