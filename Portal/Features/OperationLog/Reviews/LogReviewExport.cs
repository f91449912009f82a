using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>点検の出力 — a review as a workbook, logged before it is handed out.</summary>
public sealed class LogReviewExport(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>The workbook of one review and its file name; null: no such review.</summary>
    public async Task<(byte[] Content, string FileName)?> MakeAsync(Staff by, Guid logReviewId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LogReview, Operation.LogReviewExported, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await LogReviewDesk.LoadAsync(db, logReviewId, cancellationToken) is not { } review)
        {
            await dbFactory.LogMissingAsync(by, Operation.LogReviewExported, logReviewId, now);
            return null;
        }

        var content = LogReviewWorkbook.Make(review, by.Name, now);
        db.Add(OperationLogEntry.For(by, now, Operation.LogReviewExported, subjectId: logReviewId, detail: $"第{review.Number}回 {review.Lines.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return (content, $"ログ点検_第{review.Number}回.xlsx");
    }
}
