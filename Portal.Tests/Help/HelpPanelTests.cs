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
    public void APicture_KeepsItsRoom_ComesLate_AndOpensLarge()
    {
        var help = On(typeof(LedgerPage));

        help.Find("[data-key=F1]").Click();

        var button = help.Find(".help-picture");
        var picture = button.QuerySelector("img")!;
        Assert.Equal(("/help/screens/search.png", "画面「検索結果」", "lazy"), (picture.GetAttribute("src"), picture.GetAttribute("alt"), picture.GetAttribute("loading")));
        Assert.Equal(("1366", "768"), (picture.GetAttribute("width"), picture.GetAttribute("height")));
        var large = help.Find("[popover=auto]");
        Assert.Equal(button.GetAttribute("popovertarget"), large.Id);
        Assert.Equal(large.Id, large.QuerySelector("button[popovertargetaction=hide]")!.GetAttribute("popovertarget"));
    }

    [Fact]
    public void OutsideTheCircuit_TheBrowserOpensIt_AndNoPictureAsksForASignIn()
    {
        var help = Render<PlainHelp>(p => p.Add(h => h.Chapter, Manual.At(Addresses.SignIn)));

        Assert.Equal("サインインする", help.Find("#help[popover=manual] h2").TextContent);
        Assert.Equal("help", help.Find("[data-key=F1]").GetAttribute("popovertarget"));
        Assert.Equal("help", help.Find("#help [data-key=Esc]").GetAttribute("popovertarget"));
        Assert.Equal(Manual.At(Addresses.SignIn).Pieces.Count, help.FindAll(".help-text").Count);
        Assert.Empty(help.FindAll("img"));
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
