using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Demo;
using Xunit;

namespace Portal.Tests.Demo;

public sealed class DemoBannerTests : BunitContext
{
    private readonly DemoProgress _progress = new();

    public DemoBannerTests() => Services.AddSingleton(_progress);

    [Fact]
    public void NothingBeingMade_ShowsNothing() => Assert.Empty(Render<DemoBanner>().Markup.Trim());

    [Fact]
    public void WhilePeopleAreAdded_TheBarFollows_AndThenGoes()
    {
        var banner = Render<DemoBanner>();

        _progress.Report(12_000, 110_000);
        banner.WaitForAssertion(() => Assert.Contains("12,000 / 110,000人", banner.Markup, StringComparison.Ordinal));
        Assert.Contains("検索はもう使えます", banner.Markup, StringComparison.Ordinal);

        _progress.Stop();
        banner.WaitForAssertion(() => Assert.Empty(banner.Markup.Trim()));
    }
}
