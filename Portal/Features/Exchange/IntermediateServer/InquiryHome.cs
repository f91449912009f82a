using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Features.Exchange.IntermediateServer.Inquiries;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>What of inquiries and provisions waits for whom, on the home page.</summary>
public sealed class InquiryHome(IDbContextFactory<PortalDb> dbFactory)
{
    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken ct = default)
    {
        if (!by.May(Permission.InquiryView))
        {
            return [];
        }

        await using var db = await dbFactory.CreateDbContextAsync(ct);
        List<(string Label, int Count)> waiting = [];
        if (by.May(Permission.InquiryApprove))
        {
            waiting.Add(("承認を待っている情報照会・回答", await Waiting(db, by.PersonKey).CountAsync(ct) + await WaitingAnswers(db, by.PersonKey).CountAsync(ct)));
        }

        if (by.May(Permission.InquiryRun))
        {
            waiting.Add(("回答を待っている提供の求め", await db.Provisions.CountAsync(p => p.State == ProvisionState.Received, ct)));
            waiting.Add(("送付を待っている情報照会・回答", await InquiriesSearch.Approved(db).CountAsync(ct) + await InquiriesSearch.Decided(db).CountAsync(ct)));
            waiting.Add(("確認を待っている照会の回答", await db.Inquiries.CountAsync(i => i.State == InquiryState.Answered, ct)));
        }

        return [.. waiting.Where(w => w.Count > 0).Select(w => new HomeItem(w.Label, $"{w.Count:N0}件", Addresses.Inquiries))];
    }

    internal static IQueryable<Inquiry> Waiting(PortalDb db, string personKey) =>
        db.Inquiries.Where(i => i.State == InquiryState.AwaitsApproval && i.ApprovedAt == null && i.MadeByKey != personKey);

    internal static IQueryable<Provision> WaitingAnswers(PortalDb db, string personKey) =>
        db.Provisions.Where(p => p.State == ProvisionState.AwaitsApproval && p.ProposedByKey != personKey);
}
