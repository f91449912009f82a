using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog;

public class LogQuestionTests
{
    private static readonly LogQuestion Today = LogQuestion.Day(A.Day("2026-11-23"));

    [Fact]
    public void ADayOfJapan_IsFromMidnightToMidnight()
    {
        Assert.Equal((new DateTime(2026, 11, 22, 15, 0, 0, DateTimeKind.Utc), new DateTime(2026, 11, 23, 15, 0, 0, DateTimeKind.Utc)), (Today.Start!.Value, Today.End!.Value));
    }

    [Fact]
    public void ATimeAtTheEnd_MeansItsWholeMinute()
    {
        var question = Today with { FromTime = new(9, 0), UntilTime = new(9, 30) };

        Assert.Equal(TimeSpan.FromMinutes(31), question.End - question.Start);
        Assert.Equal(new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc), question.Start);
    }

    [Fact]
    public void Texts_AreFolded_AndEmptyOnesAskNothing()
    {
        var asked = (Today with { AccountId = " ｔａｋａｈａｓｈｉ", ResidentNumber = "００１２", Terminal = "  " }).Demand();

        Assert.Equal(("takahashi", "0012", null), (asked.AccountId, asked.ResidentNumber, asked.Terminal));
    }

    [Fact]
    public void WithoutAPerson_ThePeriodIsAskedFor_AndIsAYearAtMost()
    {
        Assert.Contains("期間を入力してください", Refused(new()), StringComparison.Ordinal);
        Assert.Contains("366日以内", Refused(new() { From = A.Day("2025-11-22"), Until = A.Day("2026-11-23") }), StringComparison.Ordinal);
        Assert.NotNull(new LogQuestion { From = A.Day("2025-11-23"), Until = A.Day("2026-11-23") }.Demand());
        Assert.NotNull(new LogQuestion { StaffMemberId = Guid.NewGuid() }.Demand());
        Assert.NotNull(new LogQuestion { PersonId = Guid.NewGuid() }.Demand());
        Assert.NotNull(new LogQuestion { ResidentNumber = "12" }.Demand());
        Assert.NotNull(LogQuestion.Numbers(5, 9).Demand());
    }

    [Theory]
    [InlineData("2026-11-24", "2026-11-23")]
    [InlineData("0001-01-01", "2026-11-23")]
    [InlineData("2026-11-23", "9999-12-31")]
    public void APeriodThatCannotBe_IsRefused(string from, string until) =>
        Assert.Contains("期間", Refused(new() { From = A.Day(from), Until = A.Day(until) }), StringComparison.Ordinal);

    [Fact]
    public void TheLastMinuteBeforeTheFirst_IsRefused() =>
        Assert.Contains("始まりは", Refused(Today with { FromTime = new(10, 0), UntilTime = new(9, 0) }), StringComparison.Ordinal);

    [Theory]
    [InlineData("123456789018", "個人番号かもしれない")]
    [InlineData("1234 5678 9018", "個人番号かもしれない")]
    [InlineData("佐藤", "15桁以内の数字")]
    public void WhatIsNoResidentNumber_IsRefused(string typed, string words) =>
        Assert.Contains(words, Refused(Today with { ResidentNumber = typed }), StringComparison.Ordinal);

    [Fact]
    public void ARangeOfNumbers_IsBounded() => Assert.Contains("10,000件以内", Refused(LogQuestion.Numbers(1, 10_001)), StringComparison.Ordinal);

    [Fact]
    public void ARangeThatEndsBeforeItBegins_IsRefusedAsThat() => Assert.Contains("始まりは、終わりより前", Refused(LogQuestion.Numbers(5, 1)), StringComparison.Ordinal);

    [Fact]
    public void ATerminal_IsNoLongerThanTerminalsAre()
    {
        Assert.Contains("端末は50文字以内", Refused(Today with { Terminal = new string('端', 51) }), StringComparison.Ordinal);
        Assert.NotNull((Today with { Terminal = new string('端', 50) }).Demand());
    }

    [Fact]
    public void UsesOfMyNumbers_AreOneCondition_WithTheirScene() => Assert.Equal(
        "期間 2026-11-23～2026-11-23、操作 個人番号の表示・照会、場面 証明書の交付", (Today with { IsMyNumberUse = true, Scene = MyNumberPurpose.Certificate }).Describe(null));

    [Fact]
    public void InWords_ItNamesStaffAndDates_AndNoResident()
    {
        var question = Today with
        {
            FromTime = new(8, 45),
            StaffMemberId = Guid.NewGuid(),
            ResidentNumber = "0001204873",
            Operation = Operation.SheetOpened,
            Result = OperationResult.Denied,
            Terminal = "窓口2",
            AccountId = "madoguchi-a",
        };

        Assert.Equal("期間 2026-11-23 08:45～2026-11-23、職員 高橋 恵、ID madoguchi-a、対象者を指定、操作 個人票の表示、端末 窓口2、結果 拒否", question.Describe("高橋 恵"));
        Assert.Equal("番号 7～9", LogQuestion.Numbers(7, 9).Describe(null));
    }

    private static string Refused(LogQuestion question) => Assert.Throws<FieldProblemsException>(question.Demand).Message;
}
