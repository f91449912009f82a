using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Vrs.Transfers;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>Candidates to decide, on the home page of those who may.</summary>
public sealed class TransferHome(IDbContextFactory<PortalDb> dbFactory)
{
    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken ct = default)
    {
        if (!by.May(Permission.RecordRegister))
        {
            return [];
        }

        await using var db = await dbFactory.CreateDbContextAsync(ct);
        return await Undecided(db).CountAsync(ct) is > 0 and var people ? [new HomeItem("一括照合の候補を確かめる転入者", $"{people:N0}人", Addresses.Transfers)] : [];
    }

    internal static IQueryable<TransferInquiry> Undecided(PortalDb db) =>
        db.TransferInquiries.Where(i => i.State == TransferState.Answered || i.State == TransferState.NoMatch || i.State == TransferState.Refused);
}
