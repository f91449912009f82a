using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Reviews;

/// <summary>棚卸 — begun with one press, answered line by line, closed with words and with what it ends.</summary>
public sealed class ReviewDesk(IDbContextFactory<PortalDb> dbFactory, ReviewCalendar calendar, TimeProvider time)
{
    /// <summary>How many IDs a review begun now would hold, and until when it is answered. Writes only a denial.</summary>
    public async Task<(int Ids, DateOnly AnswerBy)> PreviewAsync(Staff by)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ReviewManage, Operation.ReviewOpened, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        return (await Counting(db.Accounts).CountAsync(), calendar.AnswerBy(now));
    }

    /// <summary>棚卸の開始; one at a time.</summary>
    public async Task<IdReview> OpenAsync(Staff by)
    {
        await dbFactory.DemandAsync(by, Permission.ReviewManage, Operation.ReviewOpened, Now);
        return await LookAgain.OnConflictAsync(async () =>
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync();
            // Taken before the look: of two that begin at once the second either sees the first one open or asks for its number, and fails.
            var number = (await db.IdReviews.MaxAsync(r => (int?)r.Number) ?? 0) + 1;
            if (await db.IdReviews.AnyAsync(r => r.ClosedAt == null))
            {
                throw new RuleException("いま行っている棚卸があります。締めてから、次の棚卸を始めてください。");
            }

            var review = IdReview.Open(by, number, calendar.AnswerBy(now), await SubjectsAsync(db), now);
            db.Add(review);
            db.Add(OperationLogEntry.For(by, now, Operation.ReviewOpened, subjectId: review.IdReviewId, detail: $"第{review.Number}回 ID {review.Lines.Count}件 回答期限 {review.DueOn:yyyy-MM-dd}"));
            await db.SaveChangesAsync();
            return review;
        });
    }

    /// <summary>Opens one review with what changed since the one before. Null: no such review.</summary>
    public async Task<OpenedReview?> ShowAsync(Staff by, Guid idReviewId)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.ReviewShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await OpenedReview.LoadAsync(db, idReviewId) is not { } opened)
        {
            await dbFactory.LogMissingAsync(by, Operation.ReviewShown, idReviewId, now);
            return null;
        }

        db.Add(OperationLogEntry.For(by, now, Operation.ReviewShown, subjectId: idReviewId, detail: $"第{opened.Review.Number}回 ID {opened.Review.Lines.Count}件"));
        await db.SaveChangesAsync();
        return opened;
    }

    /// <summary>判定 of one line.</summary>
    /// <param name="by">The chief.</param>
    /// <param name="lineId">Which line.</param>
    /// <param name="decision">継続, 変更 or 停止.</param>
    /// <param name="note">Words; 変更 and 停止 need them.</param>
    /// <param name="seen">The version of the line on the chief's screen.</param>
    public async Task<IdReviewLine> AnswerAsync(Staff by, Guid lineId, ReviewDecision decision, string? note, Guid seen)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ReviewAnswer, Operation.ReviewAnswered, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var line = await LoadLineAsync(db, lineId);
        var review = await db.IdReviews.SingleAsync(r => r.IdReviewId == line.IdReviewId);
        var account = await db.Accounts.Include(a => a.Members).SingleAsync(a => a.AccountKey == line.AccountKey);
        if (line.Version != seen && review.IsOpen)
        {
            throw Changed();
        }

        review.Decide(by, line, account, decision, note, now);
        db.Add(OperationLogEntry.For(by, now, Operation.ReviewAnswered, subjectId: line.AccountKey, detail: $"第{review.Number}回 ID {line.AccountId} {decision.Label()}"));
        await SaveAsync(db);
        return line;
    }

    /// <summary>締め: every stop is carried out with it, in one save.</summary>
    /// <param name="by">Who signs off.</param>
    /// <param name="idReviewId">Which review.</param>
    /// <param name="note">所見.</param>
    /// <param name="seen">The versions of the lines on the screen: what is signed is what was read.</param>
    public async Task CloseAsync(Staff by, Guid idReviewId, string? note, IReadOnlyDictionary<Guid, Guid> seen)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ReviewManage, Operation.ReviewClosed, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var review = await db.IdReviews.Include(r => r.Lines).SingleOrDefaultAsync(r => r.IdReviewId == idReviewId)
            ?? throw new RuleException("この棚卸は見つかりません。一覧を開き直してください。");
        if (review.IsOpen && review.Lines.Exists(l => seen.GetValueOrDefault(l.IdReviewLineId) != l.Version))
        {
            throw new RuleException("画面を開いた後に、判定が変わったIDがあります。画面を開き直して、確かめてから締めてください。");
        }

        var keys = review.Lines.Where(l => l.Decision == ReviewDecision.Stop).Select(l => l.AccountKey).ToList();
        var stopped = await db.WholeAccounts().Where(a => keys.Contains(a.AccountKey)).OrderBy(a => a.AccountKey).ToDictionaryAsync(a => a.AccountKey);
        var ended = review.Close(by, note, stopped, await db.LoadAdministratorsAsync(), now);
        var endedKeys = ended.Select(a => a.AccountKey).ToList();
        await db.EndSessionsAsync(db.Sessions.Where(s => endedKeys.Contains(s.AccountKey)), SessionEnd.AccountEnded, now);
        db.Add(OperationLogEntry.For(by, now, Operation.ReviewClosed, subjectId: idReviewId, detail: $"第{review.Number}回 {Counts(review)}"));
        db.AddRange(ended.Select(a => OperationLogEntry.For(by, now, Operation.AccountRevoked, subjectId: a.AccountKey, detail: $"{a.AccountId} 棚卸 第{review.Number}回による")));
        await SaveAsync(db);
    }

    /// <summary>変更の完了 by somebody's word. The words stand in the operation log.</summary>
    public async Task SettleAsync(Staff by, Guid lineId, string? words)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ReviewManage, Operation.ReviewAnswered, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var line = await LoadLineAsync(db, lineId);
        var review = await db.IdReviews.SingleAsync(r => r.IdReviewId == line.IdReviewId);
        if (review.IsOpen)
        {
            throw new RuleException("変更の完了は、棚卸を締めた後に記録してください。");
        }

        var purpose = StatedPurpose.Demand("完了の説明", words);
        line.SettleChange(now);
        db.Add(OperationLogEntry.For(by, now, Operation.ReviewAnswered, subjectId: line.AccountKey, purpose: purpose, detail: $"第{review.Number}回 ID {line.AccountId} 変更の完了"));
        await SaveAsync(db);
    }

    internal static IQueryable<Account> Counting(IQueryable<Account> accounts) =>
        accounts.Where(a => a.State != AccountState.Revoked && a.State != AccountState.Returned);

    internal static string Counts(IdReview review) =>
        string.Join(' ', Enum.GetValues<ReviewDecision>().Select(d => $"{d.Label()}{review.Lines.Count(l => l.Decision == d)}件"));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static async Task<ReviewSubjects> SubjectsAsync(PortalDb db) => new(
        await Counting(db.Accounts.AsNoTracking().Include(a => a.Adjustments).Include(a => a.Members).Include(a => a.Terminals).AsSplitQuery()).OrderBy(a => a.AccountId).ToListAsync(),
        await db.StaffMembers.AsNoTracking().Include(s => s.Events).ToDictionaryAsync(s => s.StaffMemberId),
        await db.Terminals.AsNoTracking().ToDictionaryAsync(t => t.TerminalId));

    private static async Task<IdReviewLine> LoadLineAsync(PortalDb db, Guid lineId) =>
        await db.IdReviewLines.SingleOrDefaultAsync(l => l.IdReviewLineId == lineId)
        ?? throw new RuleException("このIDは棚卸の一覧にありません。画面を開き直してください。");

    private static async Task SaveAsync(PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Changed();
        }
    }

    private static RuleException Changed() => new("ほかの職員が同時に変更しました。画面を開き直してください。");
}
