using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>What inquiries and provisions have in common when they are saved or refused.</summary>
internal static class InquiryConflict
{
    public static RuleException Refusal() => new("ほかの職員が同時に変更しました。画面を開き直してください。");

    /// <exception cref="RuleException">Somebody else was faster.</exception>
    public static async Task SaveInquiryAsync(this PortalDb db, CancellationToken ct = default)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failed) when (failed is DbUpdateConcurrencyException || failed.Entries.Any(e => e.Entity is InquiryPermit or Inquiry or Provision or ExchangeRun))
        {
            throw Refusal();
        }
    }

    /// <summary>Outside the 照会許可照会リスト: said, and a denied row of the log.</summary>
    public static async Task<T> LogOutsideAsync<T>(
        this IDbContextFactory<PortalDb> dbFactory, Staff by, Operation operation, DateTime now, Guid? personId, Guid? subjectId, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (OutsideListException refused)
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            db.Add(OperationLogEntry.For(by, now, operation, personId, subjectId, detail: refused.Message, result: OperationResult.Denied));
            await db.SaveChangesAsync();
            throw;
        }
    }
}
