using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class SearchTermsTests
{
    [Theory]
    [InlineData("110120330001234567", "OCRラインの券番号として検索（北海道小樽市・1回目）")]
    [InlineData("23 011002 0001234567", "OCRラインの券番号として検索（北海道札幌市・3回目・予診のみ）")]
    [InlineData("１３０１２０３３０００１２３４５６７", "OCRラインの券番号として検索（北海道小樽市・3回目）")]
    [InlineData("0001234567", "券番号として検索 または 宛名番号・統合宛名番号として検索")]
    [InlineData("0001-234567", "券番号として検索 または 宛名番号・統合宛名番号として検索")]
    [InlineData("1204873", "宛名番号・統合宛名番号として検索")]
    [InlineData("１２０４８７３", "宛名番号・統合宛名番号として検索")]
    [InlineData("000204512098", "宛名番号・統合宛名番号として検索")]
    [InlineData("3250304", "生年月日 昭和25年3月4日（1950-03-04） または 宛名番号・統合宛名番号として検索")]
    [InlineData("19500304", "生年月日 昭和25年3月4日（1950-03-04） または 宛名番号・統合宛名番号として検索")]
    [InlineData("19501304", "宛名番号・統合宛名番号として検索")]
    [InlineData("1950", "宛名番号・統合宛名番号として検索")]
    [InlineData("S25.3.4", "生年月日 昭和25年3月4日（1950-03-04）")]
    [InlineData("ｓ25/3/4", "生年月日 昭和25年3月4日（1950-03-04）")]
    [InlineData("1950-03-04", "生年月日 昭和25年3月4日（1950-03-04）")]
    [InlineData("昭和25年3月4日", "生年月日 昭和25年3月4日（1950-03-04）")]
    [InlineData("昭和25年 3月 4日", "生年月日 昭和25年3月4日（1950-03-04）")]
    [InlineData("昭和 25", "生年 昭和25年（1950年）")]
    [InlineData("S25", "生年 昭和25年（1950年）")]
    [InlineData("昭25.3", "生年月 昭和25年3月（1950年3月）")]
    [InlineData("R元.5.1", "生年月日 令和元年5月1日（2019-05-01）")]
    [InlineData("1989年", "生年 1989年")]
    [InlineData("サトウ", "氏名カナ「サトウ」で始まる")]
    [InlineData("ｻﾄｳ ｶｽﾞｺ", "氏名カナ「サトウ カズコ」で始まる")]
    [InlineData("はまた", "氏名カナ「ハマタ」で始まる")]
    [InlineData("佐藤", "氏名「佐藤」で始まる")]
    [InlineData("髙橋　和子", "氏名「髙橋 和子」で始まる")]
    [InlineData("SMITH John", "氏名「SMITH John」で始まる")]
    [InlineData("花園四丁目", "住所 花園四丁目")]
    [InlineData("小樽市花園4丁目", "住所 花園四丁目")]
    [InlineData("花園 4-1-2", "住所 花園4-1-2")]
    [InlineData("桜", "氏名「桜」で始まる または 住所 桜")]
    [InlineData("桜井", "氏名「桜井」で始まる")]
    public void AText_IsUnderstood_AsOneTerm(string text, string description)
    {
        var terms = SearchTerms.Understand(text);

        Assert.Empty(terms.Problems);
        Assert.Equal(description, Assert.Single(terms.Terms).Description);
    }

    [Theory]
    [InlineData("サトウ S25", "氏名カナ「サトウ」で始まる", "生年 昭和25年（1950年）")]
    [InlineData("S25 サトウ", "生年 昭和25年（1950年）", "氏名カナ「サトウ」で始まる")]
    [InlineData("佐藤 サクラ", "氏名「佐藤」で始まる", "氏名カナ「サクラ」で始まる")]
    [InlineData("佐藤 和子 花園四丁目", "氏名「佐藤 和子」で始まる", "住所 花園四丁目")]
    [InlineData("佐藤 桜", "氏名「佐藤」で始まる", "氏名「桜」で始まる または 住所 桜")]
    [InlineData("桜 1950-03-04", "氏名「桜」で始まる または 住所 桜", "生年月日 昭和25年3月4日（1950-03-04）")]
    [InlineData("ﾊﾏﾀﾞ 緑三丁目", "氏名カナ「ハマダ」で始まる", "住所 緑三丁目")]
    public void SeveralWords_AreTermsThatMustAllHold(string text, string first, string second)
    {
        var terms = SearchTerms.Understand(text);

        Assert.Equal([first, second], terms.Terms.Select(term => term.Description));
    }

    [Theory]
    [InlineData("昭和64年1月8日", "昭和は64年1月7日までです。平成元年として入力してください。")]
    [InlineData("S25.2.30", "昭和25年2月は1日から28日までです。")]
    [InlineData("サトウ H1.1.7", "平成は元年1月8日からです。昭和64年として入力してください。")]
    [InlineData("1950-13-01", "月は1月から12月までです。")]
    [InlineData("999999999999999999", "18桁ですが、OCRラインとして読めません。")]
    [InlineData("12345678901234567", "17桁の番号はありません。")]
    [InlineData("？？？", "検索できる文字がありません。")]
    [InlineData("ー", "検索できる文字がありません。")]
    [InlineData("あ 1 い 2 う 3 え", "条件は6個までです（いま7個）。")]
    [InlineData("19500304 桜 3250304 緑", "番号にも日付にも読める語が多すぎます。")]
    public void WhatCannotBeSearchedFor_IsExplained(string text, string problem)
    {
        var terms = SearchTerms.Understand(text);

        Assert.False(terms.CanSearch);
        Assert.Contains(problem, Assert.Single(terms.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123456789018")]
    [InlineData("１２３４５６７８９０１８")]
    [InlineData("1234 5678 9018")]
    [InlineData("1234-5678-9018")]
    [InlineData("サトウ　1234 5678 9018")]
    [InlineData("個人番号123456789018")]
    [InlineData("0001204873 123456789018")]
    public void APossibleMyNumber_IsNeitherReadNorKept(string text)
    {
        var terms = SearchTerms.Understand(text);

        Assert.True(terms.MayHoldMyNumber);
        Assert.False(terms.CanSearch);
        Assert.Empty(terms.Terms);
        Assert.DoesNotContain("1234", terms.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123456789012")]
    [InlineData("110120330001234567")]
    [InlineData("サトウ 0001204873")]
    public void OtherNumbers_AreNoMyNumber(string text) => Assert.False(SearchTerms.Understand(text).MayHoldMyNumber);

    [Fact]
    public void TwelveDigits_TheClerkCallsAResidentNumber_AreOne()
    {
        var terms = SearchTerms.Understand("123456789018", notMyNumber: true);

        Assert.IsType<NumberReading>(Assert.Single(Assert.Single(terms.Terms).Readings));
        Assert.DoesNotContain("123456789018", $"{terms} {terms.Terms[0]} {terms.Terms[0].Readings[0]}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 　\t")]
    public void AnEmptyText_AsksForNothing(string? text)
    {
        var terms = SearchTerms.Understand(text);

        Assert.False(terms.CanSearch);
        Assert.Empty(terms.Problems);
    }

    [Fact]
    public void ATextOverTheLimit_IsRefused() =>
        Assert.StartsWith("検索できるのは100文字までです（いま101文字）。", Assert.Single(SearchTerms.Understand(new string('あ', 101)).Problems), StringComparison.Ordinal);

    [Fact]
    public void AmbiguousTerms_GiveEveryCombination() => Assert.Equal(
        ["Birth Name", "Birth Address", "Number Name", "Number Address"],
        SearchTerms.Understand("19500304 桜").Combinations.Select(readings => string.Join(' ', readings)));

    [Theory]
    [InlineData("花園4", "花園4", true)]
    [InlineData("花園4", "花園4-1-2", true)]
    [InlineData("花園4", "花園40-1", false)]
    [InlineData("新光", "新光1-2", true)]
    [InlineData("新光", "新光町1-2", false)]
    public void AnAddress_ReachesWhatLiesInIt(string typed, string stored, bool within) =>
        Assert.Equal(within, new AddressReading(AddressKey.Of(typed)).Range.Contains(stored));

    [Theory]
    [InlineData("サトウ カズコ", "サトウ", "サトウ")]
    [InlineData("ﾊﾏﾀﾞ ﾀﾛｳ", "はまた", "ﾊﾏﾀﾞ")]
    [InlineData("サトー カズコ", "サト", "サトー")]
    [InlineData("サトウ カズコ", "サトウカス", "サトウ カズ")]
    [InlineData("サトウ カズコ", "スズキ", null)]
    public void TheMatchedPart_IsFoundInTheStoredText(string stored, string typed, string? marked)
    {
        var part = MatchedPart.Of(stored, 0, KanaKey.Of(typed).Value, text => KanaKey.Of(text).Value);

        Assert.Equal(marked, part is { } range ? stored[range] : null);
    }
}
