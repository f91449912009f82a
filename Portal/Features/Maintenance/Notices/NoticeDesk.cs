using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Maintenance;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Maintenance.Notices;

/// <summary>お知らせを出す・取り下げる. Reading them is no act: they stand on top of every page.</summary>
public sealed class NoticeDesk(IDbContextFactory<PortalDb> dbFactory, NoticeBoard board, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="by">Who.</param>
    /// <param name="words">What everybody reads.</param>
    /// <param name="stopsAt">UTC; when the portal is to stop.</param>
    /// <param name="until">UTC; until when it stands.</param>
    /// <exception cref="FieldProblemsException">Words, stop or end.</exception>
    /// <exception cref="RuleException">The same stands already.</exception>
    public async Task PostAsync(Staff by, string? words, DateTime? stopsAt, DateTime? until)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.SystemMaintain, Operation.NoticePosted, now);
        var notice = PostedNotice.Post(by, words, stopsAt, until, now);
        await using (var db = await dbFactory.CreateDbContextAsync())
        {
            if (await NoticeBoard.StandingAt(db, now).AnyAsync(n => n.Words == notice.Words && n.StopsAt == notice.StopsAt))
            {
                throw new RuleException("同じ文のお知らせが、もう出ています。掲示の終わりを変えるときは、先に取り下げてください。");
            }

            db.Add(notice);
            db.Add(OperationLogEntry.For(by, now, Operation.NoticePosted, subjectId: notice.PostedNoticeId, purpose: notice.Words));
            await db.SaveChangesAsync();
        }

        await board.LookAsync();
    }

    /// <exception cref="RuleException">It does not stand any more.</exception>
    public async Task WithdrawAsync(Staff by, Guid postedNoticeId)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.SystemMaintain, Operation.NoticeWithdrawn, now, postedNoticeId);
        await using (var db = await dbFactory.CreateDbContextAsync())
        {
            var notice = await db.PostedNotices.SingleOrDefaultAsync(n => n.PostedNoticeId == postedNoticeId) ?? throw new RuleException("お知らせが見つかりません。画面を開き直してください。");
            notice.Withdraw(by, now);
            db.Add(OperationLogEntry.For(by, now, Operation.NoticeWithdrawn, subjectId: postedNoticeId));
            await db.SaveChangesAsync();
        }

        await board.LookAsync();
    }
}
