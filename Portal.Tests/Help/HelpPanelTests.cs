using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Features.Help;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Help;

/// <summary>ヘルプ (F1)</summary>
public sealed class HelpPanelTests : BunitContext
{
    [Fact]
    public void Opens_WithTheChapterOfThePage_AndCloses()
    {
        var help = On(typeof(LedgerPage));
        Assert.Empty(help.FindAll("[role=dialog]"));

        help.Find("[data-key=F1]").Click();

        Assert.Equal("help-title", help.Find("[role=dialog]").GetAttribute("aria-labelledby"));
        Assert.Equal("人を探す", help.Find("#help-title").TextContent);
        Assert.Equal("true", help.Find("[data-key=F1]").GetAttribute("aria-expanded"));
        help.Find("[data-key=Esc]").Click();
        Assert.Empty(help.FindAll("[role=dialog]"));
    }

    [Fact]
    public void WithoutAPage_SaysWhereToGo()
    {
        var help = Render<HelpPanel>();

        help.Find("[data-key=F1]").Click();

        Assert.Contains("左のメニュー", help.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<HelpPanel> On(Type page) => Render<HelpPanel>(p => p.AddCascadingValue(new RouteData(page, new Dictionary<string, object?>())));
}
