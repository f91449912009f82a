using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Layout;
using Xunit;

namespace Portal.Tests.Components;

/// <summary>Ctrl+P leaves no row in the log: a page of people prints only through an act of its own.</summary>
public sealed class PrintGuardTests : BunitContext
{
    /// <summary>No residents on them, or a logged print of their own.</summary>
    private static readonly string[] Printed =
    [
        "/exchange/inquiries/permits", "/exchange/media", "/exchange/media/new", "/exchange/media/uses/new", "/exchange/media/uses/{}", "/exchange/media/{}",
        "/exchange/provision-records", "/exchange/resident-index", "/exchange/resident-index/clients/new", "/exchange/resident-index/clients/{}", "/exchange/vrs/requests/{}",
    ];

    private static IEnumerable<string> Pages => typeof(PrintGuard).Assembly.GetTypes()
        .SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>())
        .Select(r => string.Join('/', r.Template.Split('/').Select(part => part.StartsWith('{') ? "{}" : part)))
        .Where(t => t.StartsWith("/exchange", StringComparison.Ordinal));

    [Fact]
    public void EveryPageOfExchange_RefusesCtrlP_UnlessItIsNamedHere() =>
        Assert.Equal(Printed, Pages.Where(p => !IsRefused(p.Replace("{}", $"{Guid.NewGuid()}", StringComparison.Ordinal))).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("/exchange/vrs/requests", true)]
    [InlineData("/exchange/vrs/requests?show=over", true)]
    [InlineData("/Exchange/VRS/transfers/", true)]
    [InlineData("/exchange/provision-records?person=1", false)]
    [InlineData("/exchange/provision-records-of-others", true)]
    [InlineData("/ledger/people", false)]
    public void TheAddress_DecidesWhateverFollowsIt(string address, bool isRefused) => Assert.Equal(isRefused, IsRefused(address));

    private bool IsRefused(string address) => Render<PrintGuard>(p => p.Add(g => g.Address, address)).FindAll(".print-refused").Count == 1;
}
