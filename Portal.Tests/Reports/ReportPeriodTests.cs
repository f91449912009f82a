using Portal.Domain;
using Portal.Domain.Reports;
using Xunit;

namespace Portal.Tests.Reports;

public sealed class ReportPeriodTests
{
    [Theory]
    [InlineData("2024-02", "2024-02-01", "2024-02-29", "令和6年2月", "2024-01", "2023-02")]
    [InlineData("2021-01", "2021-01-01", "2021-01-31", "令和3年1月", "2020-12", "2020-01")]
    [InlineData("FY2023", "2023-04-01", "2024-03-31", "令和5年度", "FY2022", "FY2022")]
    public void ACode_NamesDays_Words_AndThePeriodsBefore(string code, string from, string to, string label, string before, string yearBefore)
    {
        var period = ReportPeriod.Parse(code);

        Assert.Equal((A.Day(from), A.Day(to), label, code), (period.From, period.To, period.Label, period.Code));
        Assert.Equal((before, yearBefore), (period.Before().Code, period.YearBefore().Code));
    }

    [Theory]
    [InlineData("2024-13")]
    [InlineData("2024-3")]
    [InlineData("FY24")]
    [InlineData("2019-12")]
    [InlineData("")]
    [InlineData(null)]
    public void AnythingElse_IsRefused_WithHowToWriteIt(string? code) =>
        Assert.Contains("2024-03", Assert.Throws<RuleException>(() => ReportPeriod.Parse(code)).Message, StringComparison.Ordinal);

    [Fact]
    public void AMonth_BeginsAndEnds_ByTheClockOfJapan() =>
        Assert.Equal(
            (new DateTime(2024, 2, 29, 15, 0, 0, DateTimeKind.Utc), new DateTime(2024, 3, 31, 15, 0, 0, DateTimeKind.Utc)),
            (ReportPeriod.Parse("2024-03").Begins, ReportPeriod.Parse("2024-03").Ends));
}
