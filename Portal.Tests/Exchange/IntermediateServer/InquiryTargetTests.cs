using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.IntermediateServer;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>Whom an inquiry may go to: a city, a prefecture or an insurer, each by its own code.</summary>
public sealed class InquiryTargetTests
{
    [Theory]
    [InlineData("01010016", false)]
    [InlineData("39010004", false)]
    [InlineData("０１０１００１６", false)]
    [InlineData("010017", true)]
    public void AnInsurerNumber_IsReadByItsLengthAndCheckDigit(string text, bool isNational) =>
        Assert.Equal(isNational, InsurerNumber.Parse(text).IsNational);

    [Theory]
    [InlineData("01010017", "検証番号（末尾の1桁）が合いません")]
    [InlineData("010016", "検証番号（末尾の1桁）が合いません")]
    [InlineData("1010016", "先頭の0が抜けていないか")]
    [InlineData("10017", "先頭の0が抜けていないか")]
    [InlineData("0101001", "先頭の0が抜けていないか")]
    [InlineData("01990016", "都道府県番号")]
    [InlineData("", "8桁（国民健康保険は6桁）")]
    [InlineData("0101001A", "8桁（国民健康保険は6桁）")]
    public void ANumberThatIsNone_IsRefused_AndSaysWhy(string text, string words) =>
        Assert.Contains(words, Assert.Throws<RuleException>(() => InsurerNumber.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(InquiryTargetKind.Municipality, "011002", "北海道札幌市")]
    [InlineData(InquiryTargetKind.Prefecture, "010006", "北海道")]
    [InlineData(InquiryTargetKind.Prefecture, "130001", "東京都")]
    public void AGovernment_IsNamedByItsCode(InquiryTargetKind kind, string code, string name) =>
        Assert.Equal((kind, code, name), InquiryTarget.Read(kind, code, null) is var target ? (target.Kind, target.Code, target.Name) : default);

    [Theory]
    [InlineData(InquiryTargetKind.Prefecture, "011002", "市区町村（北海道札幌市）のコードです")]
    [InlineData(InquiryTargetKind.Municipality, "010006", "都道府県（北海道）のコードです")]
    [InlineData(InquiryTargetKind.Prefecture, "01", "2桁の番号に000と検査数字")]
    [InlineData(InquiryTargetKind.Prefecture, "010005", "2桁の番号に000と検査数字")]
    [InlineData(InquiryTargetKind.Municipality, "01100", "検査数字を含む6桁")]
    [InlineData(InquiryTargetKind.Municipality, "012033", "小樽市には照会できません")]
    public void ACodeOfTheOtherKind_IsSaidToBeThat(InquiryTargetKind kind, string code, string words) =>
        Assert.Contains(words, Assert.Throws<RuleException>(() => InquiryTarget.Read(kind, code, null)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task WhatOnlyCitiesHave_IsAskedOfCitiesOnly()
    {
        using var at = new InquiryFixture();

        var wrong = await Assert.ThrowsAsync<FieldProblemsException>(
            () => at.Desk.MakeAsync(A.Clerk, at.Sato.LedgerPersonId, new(25, "010006", "転入者の接種歴の確認", InquiryTargetKind.Prefecture)));
        await at.Desk.MakeAsync(A.Clerk, at.Sato.LedgerPersonId, new(29, "010006", "障害年金との調整の確認", InquiryTargetKind.Prefecture));

        Assert.Equal("TargetKind", Assert.Single(wrong.Problems).Field);
        Assert.Contains("25の項の情報提供者は市町村長です", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(("010006", "北海道"), Assert.Single(at.All<Inquiry>()) is var made ? (made.TargetCode, made.TargetName) : default);
    }

    [Fact]
    public async Task AnInsurersName_IsNeeded_AndNoMyNumber()
    {
        using var at = new InquiryFixture();
        Task<Guid> Make(string? name) => at.Desk.MakeAsync(A.Clerk, at.Sato.LedgerPersonId, new(27, "01010016", "健康被害の給付の調整", InquiryTargetKind.Insurer, name));

        Assert.Equal("TargetName", Assert.Single((await Assert.ThrowsAsync<FieldProblemsException>(() => Make(" "))).Problems).Field);
        Assert.DoesNotContain("123456789018", (await Assert.ThrowsAnyAsync<RuleException>(() => Make("協会123456789018"))).Message, StringComparison.Ordinal);
        Assert.Empty(at.All<Inquiry>());
    }
}
