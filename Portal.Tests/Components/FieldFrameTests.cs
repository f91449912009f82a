using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components;
using Xunit;

namespace Portal.Tests.Components;

public sealed class FieldFrameTests : BunitContext
{
    private static readonly RenderFragment<FieldIds> Input = ids => builder =>
        builder.AddMarkupContent(0, $"<input id=\"{ids.Id}\" aria-describedby=\"{ids.DescribedBy}\" aria-invalid=\"{ids.Invalid}\">");

    [Fact]
    public void Label_BelongsToTheInput()
    {
        var field = RenderField();

        Assert.Equal(field.Find("input").Id, field.Find("label").GetAttribute("for"));
    }

    [Fact]
    public void Error_IsReadOutWithTheInput()
    {
        var field = RenderField(p => p.Add(f => f.Hint, "英数字6文字").Add(f => f.Error, "ロット番号を入力してください。"));

        var described = field.Find("input").GetAttribute("aria-describedby")!.Split(' ');
        Assert.Contains("ロット番号を入力してください。", field.Find("#" + described[0]).TextContent, StringComparison.Ordinal);
        Assert.Equal("英数字6文字", field.Find("#" + described[1]).TextContent);
        Assert.Equal("true", field.Find("input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void WithoutErrorOrHint_NothingIsDescribed()
    {
        var input = RenderField().Find("input");

        Assert.Equal("", input.GetAttribute("aria-describedby"));
        Assert.Equal("", input.GetAttribute("aria-invalid"));
    }

    [Fact]
    public void RequiredAndChanged_AreWords()
    {
        var field = RenderField(p => p.Add(f => f.Required, true).Add(f => f.Changed, true));

        Assert.Contains("必須", field.Markup, StringComparison.Ordinal);
        Assert.Contains("変更あり", field.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_IsNamedByItsLabel()
    {
        var field = RenderField(p => p.Add(f => f.Group, true));

        var group = field.Find("[role=group]");
        Assert.Equal("ロット番号", field.Find("#" + group.GetAttribute("aria-labelledby")).TextContent);
        Assert.Empty(field.FindAll("label"));
    }

    private IRenderedComponent<FieldFrame> RenderField(Action<ComponentParameterCollectionBuilder<FieldFrame>>? more = null) => Render<FieldFrame>(p =>
    {
        p.Add(f => f.Id, "lot").Add(f => f.Label, "ロット番号").Add(f => f.ChildContent, Input);
        more?.Invoke(p);
    });
}
