using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.DataQuality;

public class ProductRulesTests
{
    [Theory]
    [InlineData("3 2023-03-31", null)]
    [InlineData("3 2023-04-01", "追加接種への使用が終わった令和5年3月31日より後")]
    [InlineData("4 2023-06-14 spikevax-ba1", null)]
    [InlineData("4 2023-06-15 spikevax-ba1", "追加接種への使用が終わった令和5年6月14日より後")]
    [InlineData("4 2023-09-19 comirnaty-ba45", null)]
    [InlineData("4 2023-09-20 comirnaty-ba45", "追加接種への使用が終わった令和5年9月19日より後")]
    [InlineData("2 2022-09-30 vaxzevria", null)]
    [InlineData("2 2022-10-01 vaxzevria", "初回接種への使用が終わった令和4年9月30日より後")]
    [InlineData("4 2022-10-04 comirnaty-ba45", "使用が始まった令和4年10月5日より前")]
    [InlineData("4 2022-10-05 comirnaty-ba45", null)]
    public void AProduct_OutsideItsDaysOfUse_IsSaid(string dose, string? said)
    {
        var messages = AHistory.Messages(FindingRule.Campaign, dose);

        Assert.Equal(said is not null, messages.Any(m => said is not null && m.Contains(said, StringComparison.Ordinal)));
        Assert.True(said is not null || messages.Count == 0);
    }

    [Theory]
    [InlineData("1 2022-11-01 comirnaty-ba45", "コミナティRTU筋注（2価 起源株/BA.4-5）は初回接種に使わない製品です（1回目）")]
    [InlineData("3 2022-02-01 vaxzevria", "バキスゼブリア筋注は追加接種に使わない製品です（3回目）")]
    [InlineData("3 2022-11-01 comirnaty-ba45", null)]
    public void AProduct_OfTheOtherSeries_IsSaid(string dose, string? said)
    {
        var messages = AHistory.Messages(FindingRule.Lot, dose);

        Assert.Equal(said is null ? 0 : 1, messages.Count);
        Assert.All(messages, m => Assert.StartsWith(said!, m, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("comirnaty-original", "EX3617", null)]
    [InlineData("comirnaty-original", "3004733", "ファイザーの形（英字2文字と数字4桁）ではありません")]
    [InlineData("comirnaty-original", "FJ74B9", "FJ7489 ではありませんか")]
    [InlineData("comirnaty-original", null, null)]
    [InlineData("spikevax-original", "3004733", null)]
    [InlineData("spikevax-original", "000221A", null)]
    [InlineData("spikevax-original", "EX3617", "モデルナの形（数字7桁、または数字6桁とA）ではありません")]
    [InlineData("vaxzevria", "NI0123", null)]
    public void ALot_OfAnotherMakersShape_IsSaid(string product, string? lot, string? said)
    {
        var messages = Of("1 2021-08-20", product, d => d.LotNumber = lot, FindingRule.Lot);

        Assert.Equal(said is null ? 0 : 1, messages.Count);
        Assert.All(messages, m => Assert.Contains(said!, m, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1 2021-08-20", "spikevax-original", "0.5", null)]
    [InlineData("1 2021-08-20", "spikevax-original", "0.25", "の初回接種は0.5 mL")]
    [InlineData("3 2022-02-20", "spikevax-original", "0.25", null)]
    [InlineData("3 2022-02-20", "spikevax-original", "0.5", "3回目の接種量が0.5 mLです（スパイクバックス筋注（起源株）の追加接種は0.25 mL）")]
    [InlineData("1 2021-08-20", "comirnaty-original", "0.2", "の初回接種は0.3 mL")]
    public void AnAmount_UnlikeTheProducts_IsSaid(string dose, string product, string amount, string? said)
    {
        var messages = Of(dose, product, d => d.AmountMl = FieldText.ToDecimal("", amount), FindingRule.Amount);

        Assert.Equal(said is null ? 0 : 1, messages.Count);
        Assert.All(messages, m => Assert.Contains(said!, m, StringComparison.Ordinal));
    }

    [Fact]
    public void AnAmount_IsChecked_AlsoWhenTheBirthDateIsUnknown()
    {
        var person = A.Person(birthDate: null);
        var doses = AHistory.Of(person, "3 2022-12-01 spikevax-ba45");
        doses[0].AmountMl = 0.3m;

        Assert.Contains("0.25または0.5 mL", Assert.Single(AHistory.Messages(FindingRule.Amount, person, doses)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Of(string dose, string product, Action<Dose> change, FindingRule rule)
    {
        var person = A.Person();
        var doses = AHistory.Of(person, $"{dose} {product}");
        change(doses[0]);
        return AHistory.Messages(rule, person, doses);
    }
}
