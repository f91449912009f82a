using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.EvidencePacks;
using Portal.Tests.Exchange.Media;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Ledger.EvidencePacks;

/// <summary>The download of a pack, by address.</summary>
public sealed class EvidencePackDownloadTests : IDisposable
{
    private readonly PortalHost _portal = new();
    private readonly Domain.Ledger.LedgerPerson _person = A.Person();
    private readonly Passphrase _passphrase = Passphrase.New();

    [Fact]
    public async Task AnOrder_IsFilledOnce_ForWhoeverMadeIt_AndIsInTheLog()
    {
        using var manager = await _portal.SignedInAsync("yoshida");
        using var other = await _portal.SignedInAsync("matsumoto");
        var address = Addresses.EvidencePackFile(await OrderAsync("yoshida"));

        using var ofAnother = await PortalHost.GetAsync(other, address);
        using var filled = await PortalHost.GetAsync(manager, address);
        using var again = await PortalHost.GetAsync(manager, address);

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK, HttpStatusCode.Gone), (ofAnother.StatusCode, filled.StatusCode, again.StatusCode));
        Assert.Contains("5分以内に一度だけ", await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("no-store", filled.Headers.CacheControl?.ToString());
        Assert.Equal("application/zip", filled.Content.Headers.ContentType?.MediaType);
        var row = Assert.Single(_portal.Log(Operation.EvidencePackMade));
        Assert.Equal((_person.LedgerPersonId, "yoshida"), (row.LedgerPersonId, row.AccountId));
        Assert.NotNull(row.Trace);
        var pack = EncryptedZipTests.Open(await filled.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), _passphrase.Show(), "証跡_20261123_104200.zip");
        Assert.Empty((await _portal.Factory.Services.GetRequiredService<EvidencePackDesk>().VerifyAsync(new MemoryStream(pack), TestContext.Current.CancellationToken)).Faults);
        await using var db = _portal.Db();
        var file = await db.MediumFiles.SingleAsync(f => f.Name == "証跡_20261123_104200.zip", TestContext.Current.CancellationToken);
        Assert.Equal((1L, row.StaffName, row.Terminal), (file.Rows, file.WrittenByName, file.Terminal));
    }

    public void Dispose() => _portal.Dispose();

    private async Task<Guid> OrderAsync(string account)
    {
        await using var db = _portal.Db();
        db.Add(_person);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var person = await db.Accounts.Where(a => a.AccountId == account).Select(a => a.StaffMemberId).SingleAsync(TestContext.Current.CancellationToken);
        var by = A.Staff(account, "吉田 明", Role.Approver) with { StaffMemberId = person };
        return _portal.Factory.Services.GetRequiredService<EvidencePackOrders>()
            .Keep(by, new(new(_person.LedgerPersonId, JapanTime.DayOf(A.Now), "開示請求 第12号", await AMedium.ApproveForAsync(db, by)), _passphrase));
    }
}
