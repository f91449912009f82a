using System.Reflection;
using Microsoft.AspNetCore.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Features.Help;
using Portal.Features.Ledger;
using Portal.Tests.Data;
using Portal.Tests.Journeys.Screens;
using Xunit;

namespace Portal.Tests.Help;

/// <summary>docs/manual.ja.md, and what the portal shows of it.</summary>
public sealed class ManualTests
{
    private static IEnumerable<string> Routes => typeof(PortalDb).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template);

    [Fact]
    public void EveryPage_HasOneChapter_AndEveryChapterAPage()
    {
        var explained = Manual.Chapters.SelectMany(c => c.Routes).ToList();

        Assert.Empty(Routes.Except(explained));
        Assert.Empty(explained.Except(Routes).Except(AllScreens.Plain));
        Assert.Distinct(explained);
        Assert.All(Manual.Chapters, c => Assert.NotEmpty(c.Routes));
    }

    [Fact]
    public void EveryRole_HasAPart()
    {
        Assert.Empty(Enum.GetValues<Role>().Select(r => r.Label()).Except(Manual.Chapters.Select(c => c.Part)));
    }

    [Fact]
    public void EveryPicture_IsThere()
    {
        Assert.All(Manual.Chapters, c => Assert.NotEmpty(c.Pictures));
        Assert.All(Manual.Chapters.SelectMany(c => c.Pictures), p => Assert.True(File.Exists(Path.Combine(ScriptTests.RepositoryRoot(), "docs", p)), p));
    }

    [Fact]
    public void AChapter_IsPlainHtml_WithoutPictures()
    {
        var chapter = Manual.Of(typeof(LedgerPage))!;

        Assert.Equal(("人を探す", "閲覧"), (chapter.Title, chapter.Part));
        Assert.Contains("<ol>", chapter.Html.Value, StringComparison.Ordinal);
        Assert.All(Manual.Chapters, c => Assert.DoesNotContain("<img", c.Html.Value, StringComparison.Ordinal));
        Assert.All(Manual.Chapters, c => Assert.DoesNotContain("&lt;!--", c.Html.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void APageWithoutRoute_HasNoChapter()
    {
        Assert.Null(Manual.Of(null));
        Assert.Null(Manual.Of(typeof(HelpPanel)));
    }
}
