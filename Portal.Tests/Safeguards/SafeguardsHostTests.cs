using System.Net;
using Portal.Domain.OperationLog;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Safeguards;

/// <summary>The board by its address, over the whole portal.</summary>
public sealed class SafeguardsHostTests(SafeguardsHostTests.Portal portal) : IClassFixture<SafeguardsHostTests.Portal>
{
    [Theory]
    [InlineData("yoshida")]
    [InlineData("nakamura")]
    [InlineData("saito")]
    public async Task ItOpens_ForTheManagerTheAdministratorAndTheAuditor(string account)
    {
        using var browser = await portal.Host.SignedInAsync(account);

        using var page = await PortalHost.GetAsync(browser, "/safeguards");
        using var workbook = await PortalHost.GetAsync(browser, "/safeguards/inspection.xlsx");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, workbook.StatusCode));
        Assert.Equal("no-store", workbook.Headers.CacheControl!.ToString());
        Assert.Contains(portal.Host.Log(Operation.SafeguardsExported), e => e.AccountId == account && e.Result is OperationResult.Done);
    }

    [Theory]
    [InlineData("takahashi")]
    [InlineData("sasaki")]
    [InlineData("inoue")]
    public async Task ItIsRefused_ToEverybodyElse_AndWrittenDown(string account)
    {
        using var browser = await portal.Host.SignedInAsync(account);

        foreach (var address in (string[])["/safeguards", "/safeguards/rooms", "/safeguards/inspection.xlsx"])
        {
            using var answer = await PortalHost.GetAsync(browser, address);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Equal(3, portal.Host.Log(Operation.AccessDenied).Count(e => e.AccountId == account));
    }

    public sealed class Portal : IDisposable
    {
        public PortalHost Host { get; } = new();

        public void Dispose() => Host.Dispose();
    }
}
