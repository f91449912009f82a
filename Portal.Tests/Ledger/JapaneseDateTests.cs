using CsCheck;
using Portal.Domain;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class JapaneseDateTests
{
    [Theory]
    [InlineData("S25.3.4")]
    [InlineData("s25/3/4")]
    [InlineData("S25-03-04")]
    [InlineData("Ｓ２５．３．４")]
    [InlineData("S25. 3. 4")]
    [InlineData("S250304")]
    [InlineData("昭和25年3月4日")]
    [InlineData("昭和２５年　３月　４日")]
    [InlineData("昭25.3.4")]
    [InlineData("㍼25年3月4日")]
    [InlineData("3250304")]
    [InlineData("1950-03-04")]
    [InlineData("1950/3/4")]
    [InlineData("1950.3.4")]
    [InlineData("1950年3月4日")]
    [InlineData("西暦1950年3月4日")]
    [InlineData("19500304")]
    [InlineData("１９５００３０４")]
    [InlineData("1950/03/04 0:00:00")]
    public void ADay_IsReadHoweverItIsWritten(string text)
    {
        Assert.True(JapaneseDate.TryParse(text, out var date));
        Assert.Equal(new DateOnly(1950, 3, 4), date);
        Assert.Null(JapaneseDate.Explain(text));
    }

    [Theory]
    [InlineData("R元.5.1", 2019, 5, 1)]
    [InlineData("令和元年5月1日", 2019, 5, 1)]
    [InlineData("令和1年5月1日", 2019, 5, 1)]
    [InlineData("5010501", 2019, 5, 1)]
    [InlineData("平成31年4月30日", 2019, 4, 30)]
    [InlineData("平成元年1月8日", 1989, 1, 8)]
    [InlineData("昭和64年1月7日", 1989, 1, 7)]
    [InlineData("昭和元年12月25日", 1926, 12, 25)]
    [InlineData("T15.12.24", 1926, 12, 24)]
    [InlineData("大正元年7月30日", 1912, 7, 30)]
    [InlineData("1450729", 1912, 7, 29)]
    [InlineData("S27.2.29", 1952, 2, 29)]
    public void TheFirstAndLastDaysOfAnEra_Exist(string text, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), JapaneseDate.Parse(text));

    [Theory]
    [InlineData("昭和64年1月8日", "昭和は64年1月7日までです。平成元年として入力してください。")]
    [InlineData("3640108", "昭和は64年1月7日までです。平成元年として入力してください。")]
    [InlineData("平成31年5月1日", "平成は31年4月30日までです。令和元年として入力してください。")]
    [InlineData("S65", "昭和は64年1月7日までです。平成2年として入力してください。")]
    [InlineData("昭和64年2月", "昭和は64年1月7日までです。平成元年として入力してください。")]
    [InlineData("H1.1.7", "平成は元年1月8日からです。昭和64年として入力してください。")]
    [InlineData("M1.1.1", "明治は元年1月25日からです。")]
    [InlineData("昭和25年2月30日", "昭和25年2月は1日から28日までです。")]
    [InlineData("1950-02-30", "1950年2月は1日から28日までです。")]
    [InlineData("R元.4.31", "令和元年4月は1日から30日までです。")]
    [InlineData("S25.3.0", "昭和25年3月は1日から31日までです。")]
    [InlineData("S25.13.1", "月は1月から12月までです。")]
    [InlineData("3250000", "月は1月から12月までです。")]
    [InlineData("S0.1.1", "年は1年（元年）からです。")]
    [InlineData("00000101", "年は1年（元年）からです。")]
    [InlineData("1867-12-31", "西暦は1868年1月25日（明治元年）以後の日を入力してください。")]
    public void ADayThatDoesNotExist_IsRefusedWithWhatToEnter(string text, string reason)
    {
        Assert.False(JapaneseDate.TryParseRange(text, out _));
        Assert.Equal(reason, JapaneseDate.Explain(text));
        Assert.Equal($"生年月日: {reason}", Assert.Throws<RuleException>(() => JapaneseDate.Parse(text, "生年月日")).Message);
    }

    [Theory]
    [InlineData("S25", "1950-01-01", "1950-12-31", DatePrecision.Year)]
    [InlineData("昭和25年", "1950-01-01", "1950-12-31", DatePrecision.Year)]
    [InlineData("1950年", "1950-01-01", "1950-12-31", DatePrecision.Year)]
    [InlineData("1950-", "1950-01-01", "1950-12-31", DatePrecision.Year)]
    [InlineData("S25.3", "1950-03-01", "1950-03-31", DatePrecision.Month)]
    [InlineData("昭和25年3月", "1950-03-01", "1950-03-31", DatePrecision.Month)]
    [InlineData("1950-03", "1950-03-01", "1950-03-31", DatePrecision.Month)]
    [InlineData("1952.2", "1952-02-01", "1952-02-29", DatePrecision.Month)]
    [InlineData("S64", "1989-01-01", "1989-01-07", DatePrecision.Year)]
    [InlineData("H1", "1989-01-08", "1989-12-31", DatePrecision.Year)]
    [InlineData("1989年", "1989-01-01", "1989-12-31", DatePrecision.Year)]
    [InlineData("令和元年", "2019-05-01", "2019-12-31", DatePrecision.Year)]
    [InlineData("平成31年4月", "2019-04-01", "2019-04-30", DatePrecision.Month)]
    [InlineData("S64.1", "1989-01-01", "1989-01-07", DatePrecision.Month)]
    [InlineData("S25.3.4", "1950-03-04", "1950-03-04", DatePrecision.Day)]
    public void APartOfADate_IsTheDaysItCanMeanWithinItsEra(string text, string from, string to, DatePrecision precision)
    {
        Assert.True(JapaneseDate.TryParseRange(text, out var range));
        Assert.Equal(new DateRange(Iso(from), Iso(to), precision), range);
        Assert.Equal(precision == DatePrecision.Day, JapaneseDate.TryParse(text, out _));
    }

    [Fact]
    public void Parse_OfAPartOfADate_AsksForTheWholeDay() => Assert.StartsWith(
        "接種日: 年月日まで", Assert.Throws<RuleException>(() => JapaneseDate.Parse("S25.3", "接種日")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1950")]
    [InlineData("25")]
    [InlineData("195003")]
    [InlineData("0325030")]
    [InlineData("6250304")]
    [InlineData("S")]
    [InlineData("S25.3.4.5")]
    [InlineData("25.3.4")]
    [InlineData("X25.3.4")]
    [InlineData("昭和")]
    [InlineData("佐藤")]
    [InlineData("")]
    [InlineData(null)]
    public void WhatIsNoDate_IsNotTakenForOne(string? text)
    {
        Assert.False(JapaneseDate.TryParseRange(text, out _));
        Assert.Contains("S25.3.4", JapaneseDate.Explain(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1950-03-04", "昭和25年3月4日", "S25.3.4")]
    [InlineData("2019-05-01", "令和元年5月1日", "R元.5.1")]
    [InlineData("2019-04-30", "平成31年4月30日", "H31.4.30")]
    [InlineData("1926-12-25", "昭和元年12月25日", "S元.12.25")]
    [InlineData("1868-01-24", "1868年1月24日", "1868.1.24")]
    public void ADay_IsShownInJapanese(string day, string full, string brief)
    {
        Assert.Equal(full, JapaneseDate.Format(Iso(day)));
        Assert.Equal(brief, JapaneseDate.FormatShort(Iso(day)));
    }

    [Theory]
    [InlineData("S25.3.4", "昭和25年3月4日")]
    [InlineData("S25.3", "昭和25年3月")]
    [InlineData("1950年", "昭和25年")]
    [InlineData("1989年", "1989年")]
    [InlineData("R1", "令和元年")]
    public void ARange_SaysWhatWasUnderstood(string text, string words)
    {
        Assert.True(JapaneseDate.TryParseRange(text, out var range));
        Assert.Equal(words, range.ToString());
    }

    [Fact]
    public void EveryDaySince1873_IsReadAsItIsShown()
    {
        for (var day = new DateOnly(1873, 1, 1); day.Year <= 2030; day = day.AddDays(1))
        {
            Assert.Equal(day, JapaneseDate.Parse(JapaneseDate.Format(day)));
            Assert.Equal(day, JapaneseDate.Parse(JapaneseDate.FormatShort(day)));
            Assert.Equal(day, JapaneseDate.Parse($"{day:yyyyMMdd}"));
        }
    }

    [Fact]
    public void HardText_IsReadOrExplained() => Check.Sample(
        HardText.Any, text => JapaneseDate.TryParseRange(text, out _) == JapaneseDate.Explain(text) is null, iter: 5_000);

    private static DateOnly Iso(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}
