using System.Reflection;
using Portal.Domain;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class MunicipalityCodeTests
{
    [Fact]
    public void EveryCodeOfTheCountry_IsValidAndNamed()
    {
        var codes = MunicipalityList.All.ToList();
        Assert.Equal(1916, codes.Count);
        Assert.All(codes, code => Assert.Equal(code, MunicipalityCode.Parse(code.Value)));
        Assert.All(codes, code => Assert.False(string.IsNullOrWhiteSpace(MunicipalityList.NameOf(code))));
    }

    [Fact]
    public void EveryCodeOfTheCountry_WithAnotherCheckDigit_IsRefused() => Assert.All(
        MunicipalityList.All,
        code => Assert.DoesNotContain(
            Enumerable.Range(0, 10).Where(digit => digit != code.Value[5] - '0'),
            digit => MunicipalityCode.TryParse($"{code.Value[..5]}{digit}", out _)));

    [Fact]
    public void EveryCodeWithALeadingZero_SurvivesASpreadsheet() => Assert.All(
        MunicipalityList.All.Where(code => code.Value[0] == '0'),
        code => Assert.True(MunicipalityCode.TryRepair(code.Value[1..], out var repaired) && repaired == code));

    [Fact]
    public void Otaru_IsNamed()
    {
        Assert.Equal(MunicipalityCode.Otaru, MunicipalityCode.Parse("０１２０３３"));
        Assert.Equal("北海道小樽市", MunicipalityList.NameOf(MunicipalityCode.Otaru));
        Assert.Equal("01", MunicipalityCode.Otaru.Prefecture);
        Assert.Equal("012033", $"{MunicipalityCode.Otaru}");
    }

    [Fact]
    public void NameOf_ACodeNobodyHas_IsNull() => Assert.Null(MunicipalityList.NameOf(MunicipalityCode.Parse("019992")));

    [Theory]
    [InlineData("12033")]
    [InlineData("01203")]
    [InlineData("012034")]
    [InlineData("480002")]
    [InlineData("01203A")]
    [InlineData("")]
    [InlineData(null)]
    public void AnythingElse_IsRefused(string? text)
    {
        Assert.False(MunicipalityCode.TryParse(text, out _));
        Assert.Contains("自治体コード", Assert.Throws<RuleException>(() => MunicipalityCode.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("012033")]
    [InlineData("01203")]
    [InlineData("12034")]
    [InlineData("2033")]
    public void TryRepair_IsOnlyForALostZeroTheCheckDigitConfirms(string text) => Assert.False(MunicipalityCode.TryRepair(text, out _));

    [Fact]
    public void TheReferenceFiles_AreEmbeddedUnderTheirOwnNames() => Assert.Subset(
        Assembly.GetAssembly(typeof(MunicipalityList))?.GetManifestResourceNames().ToHashSet() ?? [],
        new HashSet<string> { "municipalities.csv", "otaru-towns.csv", "name-variants.txt" });
}
