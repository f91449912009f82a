using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Inquiries;

/// <summary>情報照会・情報提供の一覧 — what waits first, then the newest.</summary>
public sealed class InquiriesSearch(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int ShownMost = 100;

    public async Task<InquiriesList> ShowAsync(Staff by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.InquiryView, Operation.InquiriesShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var list = new InquiriesList
        {
            Inquiries = await Inquiries(db).ToListAsync(),
            Provisions = await Provisions(db).ToListAsync(),
            ToSend = await Approved(db).CountAsync(),
            ToAnswer = await Decided(db).CountAsync(),
            ToRefuse = await Decided(db).CountAsync(p => p.Decision == ProvisionDecision.Refuse),
        };
        db.Add(OperationLogEntry.For(by, now, Operation.InquiriesShown, detail: $"照会{list.Inquiries.Count}件 提供{list.Provisions.Count}件"));
        await db.SaveChangesAsync();
        return list;
    }

    internal static IQueryable<InquiryRow> Inquiries(PortalDb db) =>
        (from i in db.Inquiries.AsNoTracking()
         join p in db.People.AsNoTracking() on i.LedgerPersonId equals p.LedgerPersonId
         orderby i.State == InquiryState.Done || i.State == InquiryState.Withheld || i.State == InquiryState.Withdrawn ? 1 : 0, i.Number descending
         select new InquiryRow(i, p.Name, p.ResidentNumber, p.IsProtected)).Take(ShownMost);

    internal static IQueryable<ProvisionRow> Provisions(PortalDb db) =>
        (from p in db.Provisions.AsNoTracking()
         join person in db.People.AsNoTracking() on p.LedgerPersonId equals (Guid?)person.LedgerPersonId into people
         from person in people.DefaultIfEmpty()
         orderby p.State == ProvisionState.Sent ? 1 : 0, p.RequestedAt descending, p.ProvisionId
         select new ProvisionRow(p, person == null ? null : person.Name, person == null ? null : person.ResidentNumber, person != null && person.IsProtected)).Take(ShownMost);

    /// <summary>Approved, and not sent.</summary>
    internal static IQueryable<Inquiry> Approved(PortalDb db) =>
        db.Inquiries.Where(i => i.State == InquiryState.AwaitsApproval && i.ApprovedAt != null).OrderBy(i => i.Number);

    /// <summary>Decided, and not sent.</summary>
    internal static IQueryable<Provision> Decided(PortalDb db) =>
        db.Provisions.Where(p => p.State == ProvisionState.Decided).OrderBy(p => p.ReceivedNumber);
}

public sealed record InquiryRow(Inquiry Inquiry, string Name, string? ResidentNumber, bool IsProtected);

/// <summary>Name and number are null where nobody in the ledger is asked about.</summary>
public sealed record ProvisionRow(Provision Provision, string? Name, string? ResidentNumber, bool IsProtected);

public sealed record InquiriesList
{
    public required IReadOnlyList<InquiryRow> Inquiries { get; init; }
    public required IReadOnlyList<ProvisionRow> Provisions { get; init; }

    /// <summary>承認され、送付を待っている照会</summary>
    public required int ToSend { get; init; }

    /// <summary>送付を待っている回答</summary>
    public required int ToAnswer { get; init; }

    /// <summary>そのうち、リスト外のため拒否するもの</summary>
    public required int ToRefuse { get; init; }
}
