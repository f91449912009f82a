using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Portal.Tests.Exchange.Media;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

/// <summary>The download of a list, by address, through the whole portal.</summary>
public sealed class ListDownloadTests : IDisposable
{
    private readonly PortalHost _portal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnOrder_IsFilledOnce_ForWhoeverMadeIt_AndOpensWithItsPassphrase()
    {
        using var reporter = await _portal.SignedInAsync("inoue");
        using var other = await _portal.SignedInAsync("yoshida");
        var (id, ready) = await OrderAsync("inoue");

        using var ofAnother = await PortalHost.GetAsync(other, Addresses.ListFile(id));
        using var filled = await PortalHost.GetAsync(reporter, Addresses.ListFile(id));
        using var again = await PortalHost.GetAsync(reporter, Addresses.ListFile(id));

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK, HttpStatusCode.Gone), (ofAnother.StatusCode, filled.StatusCode, again.StatusCode));
        Assert.Equal(("application/zip", "no-store"), (filled.Content.Headers.ContentType?.MediaType, filled.Headers.CacheControl?.ToString()));
        Assert.StartsWith("被接種者_20261123_1042", filled.Content.Headers.ContentDisposition?.FileNameStar, StringComparison.Ordinal);
        var zip = await filled.Content.ReadAsByteArrayAsync(Token);
        Assert.Contains("佐藤 和子", Encoding.UTF8.GetString(ListFixture.Unzip(zip, ready.Passphrase.Show())), StringComparison.Ordinal);
        Assert.Equal("inoue", Assert.Single(_portal.Log(Operation.ListExported)).AccountId);
        Assert.Equal(ListRunState.Done, ready.Run.State);
    }

    public void Dispose() => _portal.Dispose();

    private async Task<(Guid Id, ListReady Ready)> OrderAsync(string account)
    {
        await using var db = _portal.Db();
        var person = await db.Accounts.Where(a => a.AccountId == account).Select(a => a.StaffMemberId).SingleAsync(Token);
        var by = A.Staff(account, "井上 薫", Role.Reporter) with { StaffMemberId = person };
        var stick = AMedium.Stick("M-777");
        var use = AMedium.Approved(stick, by, number: 777);
        db.AddRange(A.Person(), stick, use);
        await db.SaveChangesAsync(Token);
        var desk = _portal.Factory.Services.GetRequiredService<ListExportDesk>();
        var look = await desk.LookAsync(by, ListFixture.Ask(ListKind.People), cancellationToken: Token);
        var ready = await desk.OrderAsync(by, look, ListFixture.Purpose, use.MediumUseId, cancellationToken: Token);
        return (_portal.Factory.Services.GetRequiredService<ListExportOrders>().Keep(by, ready), ready);
    }
}
