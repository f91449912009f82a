using Portal.Domain;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog;

public class StatedPurposeTests
{
    [Theory]
    [InlineData(null, "4文字以上")]
    [InlineData("　確認 ", "4文字以上")]
    [InlineData("番号 1234 5678 9018 の件", "個人番号は入力できません")]
    public void Demand_OfNoPurpose_NamesTheField(string? typed, string words)
    {
        var refusal = Assert.Throws<RuleException>(() => StatedPurpose.Demand("印刷の目的", typed));

        Assert.StartsWith("印刷の目的", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Demand_ReturnsTheWordsInOneWidth() => Assert.Equal("本人への 説明", StatedPurpose.Demand("印刷の目的", "　本人への　説明 "));

    [Fact]
    public void Demand_OfMoreThanTheLogKeeps_IsRefused() =>
        Assert.Throws<RuleException>(() => StatedPurpose.Demand("印刷の目的", new string('あ', OperationLogEntry.PurposeMaxLength + 1)));
}
