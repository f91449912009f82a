using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Reviews;

/// <summary>棚卸の出力 — a review as a workbook, logged before it is handed out.</summary>
public sealed class ReviewExport(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>The workbook of one review and its file name; null: no such review.</summary>
    public async Task<(byte[] Content, string FileName)?> MakeAsync(Staff by, Guid idReviewId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.ReviewExported, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await OpenedReview.LoadAsync(db, idReviewId, cancellationToken) is not { } opened)
        {
            await dbFactory.LogMissingAsync(by, Operation.ReviewExported, idReviewId, now);
            return null;
        }

        var content = ReviewWorkbook.Make(opened, by.Name, now);
        db.Add(OperationLogEntry.For(by, now, Operation.ReviewExported, subjectId: idReviewId, detail: $"第{opened.Review.Number}回 ID {opened.Review.Lines.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return (content, $"棚卸_第{opened.Review.Number}回.xlsx");
    }

    /// <summary>The id of a review, by the number people know it by.</summary>
    public async Task<Guid?> FindAsync(int number, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await db.IdReviews.Where(r => r.Number == number).Select(r => (Guid?)r.IdReviewId).SingleOrDefaultAsync(cancellationToken);
    }
}
