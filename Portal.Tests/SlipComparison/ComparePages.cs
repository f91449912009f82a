using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.SlipComparison;
using Portal.Features.SlipComparison;
using Portal.Tests.Accounts;

namespace Portal.Tests.SlipComparison;

/// <summary>The full screen over a binder of slips, and its keys.</summary>
public abstract class ComparePages : AccountPartPages
{
    protected ComparePages()
    {
        Services.AddSingleton<TimeProvider>(At.Time).AddSingleton(At.Starts).AddSingleton(At.Desk).AddSingleton(At.Shows).AddSingleton(At.Differences).AddSingleton(At.Results);
        SignIn(At.Screen, Role.Editor);
    }

    internal SlipFixture At { get; } = new();

    protected Comparison Comparison { get; private set; } = null!;

    protected async Task<IRenderedComponent<ComparePage>> OpenAsync()
    {
        Comparison = await At.StartAsync();
        var page = Render<ComparePage>(p => p.Add(x => x.Id, Comparison.ComparisonId));
        await page.WaitForElementAsync("slip-keys");
        return page;
    }

    protected static string Showing(IRenderedComponent<ComparePage> page) => page.Find("slip-keys").GetAttribute("data-showing")!;

    protected static Task KeyAsync(IRenderedComponent<ComparePage> page, string key) => SendAsync(page, $"{Showing(page)} {key}");

    protected static Task SendAsync(IRenderedComponent<ComparePage> page, string heard) => page.Find("[data-slip-sink]").InputAsync(new ChangeEventArgs { Value = heard });

    protected override void Dispose(bool disposing)
    {
        At.Dispose();
        base.Dispose(disposing);
    }
}
