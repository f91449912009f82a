using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.Runs;

/// <summary>Runs that wait for somebody, on the home page and in the menu of those who deal with them.</summary>
public sealed class ExchangeHome(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken ct = default)
    {
        List<HomeItem> items = [];
        if (await CountWaitingAsync(by, ct) is > 0 and var waiting)
        {
            items.Add(new("承認を待っている連携", $"{waiting:N0}件", Addresses.Exchanges));
        }

        if (by.May(Permission.ExchangeRun))
        {
            await using var db = await dbFactory.CreateDbContextAsync(ct);
            var since = time.GetUtcNow().UtcDateTime - ExchangeRun.ApprovalLasts;
            if (await Approved(db, since).CountAsync(ct) is > 0 and var approved)
            {
                items.Add(new("承認され、書出しを待っている連携", $"{approved:N0}件", Addresses.Exchanges));
            }

            if (await Lapsed(db, since).CountAsync(ct) is > 0 and var lapsed)
            {
                items.Add(new("承認の期限が切れた連携", $"{lapsed:N0}件", Addresses.Exchanges));
            }
        }

        return items;
    }

    /// <summary>Somebody else's runs; 0 for those who approve none.</summary>
    public async Task<int> CountWaitingAsync(Staff by, CancellationToken ct = default)
    {
        if (!by.May(Permission.ExchangeApprove))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(ct);
        return await Waiting(db, by.PersonKey).CountAsync(ct);
    }

    internal static IQueryable<ExchangeRun> Waiting(PortalDb db, string personKey) =>
        db.ExchangeRuns.Where(r => r.State == ExchangeState.AwaitsApproval && r.ApprovedAt == null && r.MadeByKey != personKey && r.AskedByKey != personKey);

    internal static IQueryable<ExchangeRun> Approved(PortalDb db, DateTime since) =>
        db.ExchangeRuns.Where(r => r.State == ExchangeState.AwaitsApproval && r.ApprovedAt >= since);

    internal static IQueryable<ExchangeRun> Lapsed(PortalDb db, DateTime since) =>
        db.ExchangeRuns.Where(r => r.State == ExchangeState.AwaitsApproval && r.ApprovedAt < since);
}
