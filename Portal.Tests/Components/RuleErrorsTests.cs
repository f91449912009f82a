using Bunit;
using Portal.Components;
using Xunit;

namespace Portal.Tests.Components;

public sealed class RuleErrorsTests : BunitContext
{
    [Fact]
    public void NoErrors_ShowNothing()
    {
        Assert.Equal("", Render<RuleErrors>(p => p.Add(e => e.Errors, [])).Markup.Trim());
    }

    [Fact]
    public void Errors_LeadToTheirFieldsAndTakeTheFocusAtEveryAttempt()
    {
        FieldError[] errors = [new("lot", "ロット番号を入力してください。"), new(null, "他の職員が更新しました。")];
        var summary = Render<RuleErrors>(p => p.Add(e => e.Errors, errors));

        summary.Render(p => p.Add(e => e.Errors, [.. errors]));

        Assert.Equal("lot", summary.Find("button").GetAttribute("data-focus"));
        Assert.Contains("（2件）", summary.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, JSInterop.VerifyFocusAsyncInvoke(2).Count);
    }
}
