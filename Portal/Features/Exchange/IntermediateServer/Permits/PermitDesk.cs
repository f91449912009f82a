using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Permits;

/// <summary>照会許可照会リスト — looking at it, adding an entry, ending one.</summary>
public sealed class PermitDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>The whole list, with what has ended.</summary>
    public async Task<IReadOnlyList<InquiryPermit>> ListAsync(Staff by)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.InquiryView, Operation.InquiryPermitsShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var permits = await All(db).ToListAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.InquiryPermitsShown, detail: $"{permits.Count}件"));
        await db.SaveChangesAsync();
        return permits;
    }

    /// <summary>In the order of the page.</summary>
    internal static IQueryable<InquiryPermit> All(PortalDb db) =>
        db.InquiryPermits.AsNoTracking().OrderBy(p => p.Direction).ThenBy(p => p.Item).ThenBy(p => p.ValidFrom).ThenBy(p => p.InquiryPermitId);

    /// <summary>追加</summary>
    /// <exception cref="Domain.Corrections.FieldProblemsException">Something of the entry is missing, or the 項 is in the list in those days.</exception>
    public async Task EnterAsync(Staff by, PermitEntry entry)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.InquiryPermitManage, Operation.InquiryPermitSaved, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var permit = InquiryPermit.Enter(entry, await All(db).ToListAsync(), by, now);
        db.Add(permit);
        db.Add(OperationLogEntry.For(
            by, now, Operation.InquiryPermitSaved, subjectId: permit.InquiryPermitId, detail: $"追加 {permit.Title} {permit.ValidFrom:yyyy-MM-dd}から", purpose: permit.Basis));
        await db.SaveInquiryAsync();
    }

    /// <summary>終了</summary>
    /// <exception cref="RuleException">Ended or changed by now, or the day cannot be.</exception>
    public async Task EndAsync(Staff by, Guid id, Guid version, DateOnly? lastDay, string? basis)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.InquiryPermitManage, Operation.InquiryPermitSaved, now, id);
        await using var db = await dbFactory.CreateDbContextAsync();
        var permit = await db.InquiryPermits.SingleOrDefaultAsync(p => p.InquiryPermitId == id)
            ?? throw new RuleException("この項目は見つかりません。画面を開き直してください。");
        if (permit.Version != version)
        {
            throw InquiryConflict.Refusal();
        }

        permit.End(lastDay, basis, by, now);
        db.Add(OperationLogEntry.For(by, now, Operation.InquiryPermitSaved, subjectId: id, detail: $"終了 {permit.Title} {permit.ValidTo:yyyy-MM-dd}まで", purpose: permit.Basis));
        await db.SaveInquiryAsync();
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
