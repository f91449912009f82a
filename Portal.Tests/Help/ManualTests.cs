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

        Assert.Empty(Routes.Concat(AllScreens.Plain).Except(explained));
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
        Assert.All(Manual.Chapters, c => Assert.Contains(c.Pieces, p => p.Picture is not null));
        Assert.All(Manual.Pictures.Values, picture =>
        {
            using var shipped = picture.Open();
            Assert.Equal(new FileInfo(Path.Combine(ScriptTests.RepositoryRoot(), "docs", picture.File)).Length, shipped.Length);
            Assert.Equal((1366, 768), (picture.Width, picture.Height));
        });
    }

    [Fact]
    public void AChapter_IsPlainHtml_BetweenItsPictures()
    {
        var chapter = Manual.Of(typeof(LedgerPage));

        Assert.Equal(("人を探す", "閲覧"), (chapter.Title, chapter.Part));
        Assert.Equal(("検索結果", "/help/screens/search.png"), (chapter.Pieces[0].Picture!.Words, chapter.Pieces[0].Picture!.Address));
        Assert.Contains("<ol>", chapter.Pieces[0].Html.Value, StringComparison.Ordinal);
        Assert.All(Manual.Chapters.SelectMany(c => c.Pieces), p => Assert.DoesNotContain("<img", p.Html.Value, StringComparison.Ordinal));
        Assert.All(Manual.Chapters.SelectMany(c => c.Pieces), p => Assert.DoesNotContain("&lt;!--", p.Html.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void AChapterOfManyPictures_KeepsTheirOrderAndEveryWord()
    {
        var sheet = Manual.Of(typeof(PersonPage));

        Assert.Equal(["個人票", "印刷の目的", "支援措置"], sheet.Pieces.Select(p => p.Picture?.Words));
        Assert.All(sheet.Pieces.Zip(["**何のため**", "**支援措置の人**", "**断られたら**"]), p => Assert.StartsWith(p.Second, p.First.Text, StringComparison.Ordinal));
    }
}
