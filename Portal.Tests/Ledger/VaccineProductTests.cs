using Portal.Domain;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class VaccineProductTests
{
    private static readonly DateOnly Day = new(2023, 10, 1);

    [Fact]
    public void EveryProduct_IsFoundByItsOwnCode()
    {
        Assert.Equal(16, VaccineProduct.All.Count);
        Assert.All(VaccineProduct.All, product => Assert.Same(product, VaccineProduct.Find(product.Code)));
        Assert.Null(VaccineProduct.Find("sputnik"));
        Assert.Null(VaccineProduct.Find(null));
    }

    [Fact]
    public void EveryProduct_AgreesWithItself() => Assert.All(VaccineProduct.All, product =>
    {
        Assert.Equal(product.IsFor(Series.Initial), product.InitialDoses > 0);
        Assert.Equal(product.FromMonths, product.UsualDoses.Min(dose => dose.FromMonths));
        Assert.True(product.UsableFrom <= Campaign.Programme.To);
        Assert.True(product.IsUsableOn(product.UsableFrom, product.IsFor(Series.Initial) ? Series.Initial : Series.Booster));
    });

    [Fact]
    public void OfMaker_ListsTheMakersProducts()
    {
        Assert.Equal(9, VaccineProduct.OfMaker(Maker.Pfizer).Count());
        Assert.All(VaccineProduct.OfMaker(Maker.Moderna), product => Assert.Equal("モデルナ", product.MakerName));
        Assert.All(Enum.GetValues<Maker>(), maker => Assert.NotEmpty(VaccineProduct.OfMaker(maker)));
    }

    [Theory]
    [InlineData("comirnaty-original", Series.Initial, 30, "0.3")]
    [InlineData("comirnaty-5-11-original", Series.Booster, 8, "0.2")]
    [InlineData("comirnaty-6m-4y-original", Series.Booster, 3, null)]
    [InlineData("comirnaty-ba45", Series.Initial, 30, null)]
    [InlineData("spikevax-original", Series.Initial, 30, "0.5")]
    [InlineData("spikevax-original", Series.Booster, 30, "0.25")]
    [InlineData("spikevax-ba45", Series.Booster, 30, "0.5")]
    [InlineData("spikevax-ba45", Series.Booster, 8, "0.25")]
    [InlineData("spikevax-xbb", Series.Initial, 5, null)]
    [InlineData("daichirona-xbb", Series.Booster, 30, "0.6")]
    public void UsualAmount_FollowsSeriesAndAge(string code, Series series, int age, string? millilitres)
    {
        var amount = VaccineProduct.Find(code)?.UsualAmount(series, Day.AddYears(-age), Day);
        Assert.Equal(millilitres, amount?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Age_IsReachedTheDayBeforeTheBirthday()
    {
        var adult = Product("comirnaty-original");
        var child = Product("comirnaty-5-11-original");
        var birth = new DateOnly(2010, 4, 2);
        Assert.True(child.IsForAge(birth, new(2022, 3, 31)));
        Assert.False(adult.IsForAge(birth, new(2022, 3, 31)));
        Assert.False(child.IsForAge(birth, new(2022, 4, 1)));
        Assert.True(adult.IsForAge(birth, new(2022, 4, 1)));
    }

    [Fact]
    public void Infants_StartAtSixMonthsAndHaveThreeDoses()
    {
        var infant = Product("comirnaty-6m-4y-original");
        Assert.False(infant.IsForAge(new(2022, 5, 10), new(2022, 11, 8)));
        Assert.True(infant.IsForAge(new(2022, 5, 10), new(2022, 11, 9)));
        Assert.Equal(3, infant.InitialDoses);
        Assert.Equal([21, 56], infant.InitialIntervalDays);
    }

    [Theory]
    [InlineData("comirnaty-original", Series.Booster, "2023-03-31", true)]
    [InlineData("comirnaty-original", Series.Booster, "2023-04-01", false)]
    [InlineData("comirnaty-original", Series.Initial, "2023-04-01", true)]
    [InlineData("spikevax-ba1", Series.Booster, "2023-06-15", false)]
    [InlineData("vaxzevria", Series.Initial, "2022-10-01", false)]
    [InlineData("vaxzevria", Series.Booster, "2022-01-31", false)]
    [InlineData("daichirona-xbb", Series.Initial, "2024-01-31", false)]
    [InlineData("comirnaty-xbb", Series.Booster, "2023-09-19", false)]
    [InlineData("comirnaty-xbb", Series.Booster, "2024-03-31", true)]
    [InlineData("comirnaty-xbb", Series.Booster, "2024-04-01", false)]
    public void IsUsableOn_KnowsTheEndOfUse(string code, Series series, string day, bool usable) =>
        Assert.Equal(usable, Product(code).IsUsableOn(DateOnly.ParseExact(day, "yyyy-MM-dd"), series));

    [Fact]
    public void BoosterInterval_WasShortenedOn21October2022()
    {
        Assert.Equal(5, Product("comirnaty-ba1").BoosterIntervalMonths(new(2022, 10, 20)));
        Assert.Equal(3, Product("comirnaty-ba1").BoosterIntervalMonths(new(2022, 10, 21)));
        Assert.Equal(6, Product("nuvaxovid").BoosterIntervalMonths(new(2023, 10, 1)));
    }

    [Theory]
    [InlineData("ファイザー", Maker.Pfizer)]
    [InlineData("ﾌｧｲｻﾞｰ", Maker.Pfizer)]
    [InlineData("アストラゼネカ", Maker.AstraZeneca)]
    [InlineData("武田/モデルナ", Maker.Moderna)]
    [InlineData("武田／モデルナ", Maker.Moderna)]
    [InlineData("モデルナ", Maker.Moderna)]
    [InlineData("武田社（ノババックス）", Maker.Novavax)]
    [InlineData("第一三共", Maker.DaiichiSankyo)]
    public void AMaker_IsReadAsVrsSpellsIt(string text, Maker maker)
    {
        Assert.Equal(maker, MakerNames.Parse(text));
        Assert.Equal(maker, MakerNames.Parse(maker.DisplayName()));
    }

    [Theory]
    [InlineData("武田")]
    [InlineData("塩野義")]
    [InlineData("")]
    [InlineData(null)]
    public void AnUnknownMaker_IsRefused(string? text)
    {
        Assert.False(MakerNames.TryParse(text, out _));
        Assert.Contains("ワクチンメーカー", Assert.Throws<RuleException>(() => MakerNames.Parse(text)).Message, StringComparison.Ordinal);
    }

    private static VaccineProduct Product(string code) => VaccineProduct.Find(code) ?? throw new ArgumentException(code);
}
