using System.Net;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>The portal in Development, asked by address.</summary>
public sealed class DenialLogTests : IDisposable
{
    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Theory]
    [InlineData("takahashi", "/corrections/approvals", "/corrections/approvals")]
    [InlineData("yoshida", "/exchange/imports/previews/{0}/report", "/exchange/imports/previews/{{id:guid}}/report")]
    [InlineData("sasaki", "/corrections/people/{0}", "/corrections/people/{{Id:guid}}")]
    [InlineData("nakamura", "/ledger?s={0}", "/ledger")]
    [InlineData("nakamura", "/corrections/evidence/{0}", "/corrections/evidence/{{id:guid}}")]
    public async Task AnAddressWithoutTheRight_IsRefused_AndLoggedOnceByItsRoute(string account, string address, string route)
    {
        var id = Guid.CreateVersion7();
        using var browser = await _portal.SignedInAsync(account);

        using var answer = await PortalHost.GetAsync(browser, string.Format(null, address, id));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var row = Assert.Single(_portal.Log(Operation.AccessDenied));
        Assert.Equal((OperationResult.Denied, account), (row.Result, row.AccountId));
        Assert.NotNull(row.StaffMemberId);
        Assert.Equal(string.Format(null, route), row.Detail);
        Assert.Equal(route.Contains("guid", StringComparison.Ordinal) ? id : null, row.SubjectId);
    }
}
