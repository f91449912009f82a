using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>ログ点検 — opened for a month or for a reason, judged line by line, signed off.</summary>
public sealed class LogReviewDesk(IDbContextFactory<PortalDb> dbFactory, LogReviewCalendar calendar, LogFlagLimits limits, TimeProvider time)
{
    public const int MaxRowsShown = 300;

    /// <summary>More than one person does in a day; a line that spans more is shown from its beginning.</summary>
    private const int MaxRowsRead = 20_000;

    /// <summary>定期の点検 of a whole month that is over; each month has one.</summary>
    public async Task<LogReview> OpenMonthAsync(Staff by, DateOnly month)
    {
        await dbFactory.DemandAsync(by, Permission.LogReview, Operation.LogReviewOpened, Now);
        return await OpenAsync(by, LogReviewPlan.ForMonth(month, calendar, Today));
    }

    /// <summary>随時の点検 of any days, for a reason.</summary>
    public async Task<LogReview> OpenAdHocAsync(Staff by, DateOnly? from, DateOnly? until, string? reason)
    {
        await dbFactory.DemandAsync(by, Permission.LogReview, Operation.LogReviewOpened, Now);
        return await OpenAsync(by, LogReviewPlan.AdHoc(from, until, reason, calendar, Today));
    }

    /// <summary>Opens one review. Null: no such review.</summary>
    public async Task<LogReview?> ShowAsync(Staff by, Guid logReviewId)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogReviewShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await LoadAsync(db, logReviewId) is not { } review)
        {
            await dbFactory.LogMissingAsync(by, Operation.LogReviewShown, logReviewId, now);
            return null;
        }

        db.Add(OperationLogEntry.For(by, now, Operation.LogReviewShown, subjectId: logReviewId, detail: $"第{review.Number}回 {review.Lines.Count}件"));
        await db.SaveChangesAsync();
        return review;
    }

    /// <summary>The rows of the log one line is about.</summary>
    public async Task<LogReviewLineRows> ShowRowsAsync(Staff by, Guid lineId)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogReviewShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var line = await db.LogReviewLines.AsNoTracking().SingleOrDefaultAsync(l => l.LogReviewLineId == lineId) ?? throw Gone();
        var review = await db.LogReviews.AsNoTracking().SingleAsync(r => r.LogReviewId == line.LogReviewId);
        var households = line.Flag is LogFlag.OwnHousehold ? await LogReviewRows.HouseholdsAsync(db) : StaffHouseholds.None;
        var read = await LogReviewRows.Rows(db, LogReviewRows.Of(db, line).Take(MaxRowsRead)).ToListAsync();
        var concerned = read.Where(row => LogFlagRules.Concerns(line.Flag, row, limits, households)).OrderBy(row => row.Sequence).ToList();
        var shown = concerned.Take(MaxRowsShown).Select(row => row.Sequence).ToList();
        var rows = await LogReviewLineRows.Of(db, shown).ToListAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.LogReviewShown, subjectId: lineId, detail: $"第{review.Number}回 {line.Position}番の操作 {rows.Count}件"));
        await db.SaveChangesAsync();
        return new LogReviewLineRows(rows, concerned.Count);
    }

    /// <summary>判定 of one line, or 適正 of several at once.</summary>
    /// <param name="by">Who judges.</param>
    /// <param name="logReviewId">Which review.</param>
    /// <param name="seen">The lines, and when each had been judged on the screen: a verdict nobody has seen is not overwritten.</param>
    /// <param name="verdict">適正, 要確認 or 不適正.</param>
    /// <param name="note">Words; 要確認 and 不適正 need them.</param>
    public async Task<LogReview> JudgeAsync(Staff by, Guid logReviewId, IReadOnlyDictionary<Guid, DateTime?> seen, LogVerdictKind verdict, string? note)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LogReview, Operation.LogReviewJudged, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var review = await LoadAsync(db, logReviewId) ?? throw Gone();
        var lines = review.Lines.Where(l => seen.ContainsKey(l.LogReviewLineId)).ToList();
        if (lines.Count == 0)
        {
            throw new RuleException("判定する行を選んでください。");
        }

        if (review.IsOpen && lines.Exists(l => l.VerdictAt != seen[l.LogReviewLineId]))
        {
            throw Changed();
        }

        if (!review.Judge(by, lines, verdict, note, now))
        {
            return review;
        }

        db.Add(OperationLogEntry.For(
            by, now, Operation.LogReviewJudged, subjectId: logReviewId,
            detail: $"第{review.Number}回 {(lines.Count == 1 ? $"{lines[0].Position}番" : $"{lines.Count}件")} {verdict.Label()}"));
        await SaveAsync(db);
        return review;
    }

    /// <summary>確定.</summary>
    /// <param name="by">Who signs.</param>
    /// <param name="logReviewId">Which review.</param>
    /// <param name="note">所見.</param>
    /// <param name="seen">The version of the review on the screen: what is signed is what was read.</param>
    public async Task<LogReview> SignOffAsync(Staff by, Guid logReviewId, string? note, Guid seen)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LogReview, Operation.LogReviewSignedOff, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var review = await LoadAsync(db, logReviewId) ?? throw Gone();
        if (review.IsOpen && review.Version != seen)
        {
            throw new LogReviewChangedException("画面を開いた後に、判定が変わった行があります。画面を開き直して、確かめてから確定してください。");
        }

        review.SignOff(by, note, now);
        db.Add(OperationLogEntry.For(by, now, Operation.LogReviewSignedOff, subjectId: logReviewId, detail: $"第{review.Number}回 {Counts(review)}"));
        await SaveAsync(db);
        return review;
    }

    /// <summary>Writes down that a review is printed.</summary>
    /// <returns>UTC; stands on the paper.</returns>
    public async Task<DateTime> PrintAsync(Staff by, Guid logReviewId)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LogReview, Operation.LogReviewExported, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.LogReviewExported, subjectId: logReviewId, detail: "印刷"));
        await db.SaveChangesAsync();
        return now;
    }

    internal static string Counts(LogReview review) =>
        string.Join(' ', Enum.GetValues<LogVerdictKind>().Select(v => $"{v.Label()}{review.Lines.Count(l => l.Verdict == v)}件"));

    internal static async Task<LogReview?> LoadAsync(PortalDb db, Guid logReviewId, CancellationToken cancellationToken = default)
    {
        var review = await db.LogReviews.Include(r => r.Lines).SingleOrDefaultAsync(r => r.LogReviewId == logReviewId, cancellationToken);
        review?.Lines.Sort((a, b) => a.Position.CompareTo(b.Position));
        return review;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private DateOnly Today => JapanTime.DayOf(Now);

    /// <summary>Off the page's own thread: a month of rows takes a moment. Two that begin at once ask for the same number; the second looks again.</summary>
    private Task<LogReview> OpenAsync(Staff by, LogReviewPlan plan) => Task.Run(() => LookAgain.OnConflictAsync(async () =>
    {
        var now = Now;
        await using var db = await dbFactory.CreateDbContextAsync();
        // Taken before the month is looked up: whoever saves after that look has taken this number, and one of the two saves fails.
        var next = (await db.LogReviews.MaxAsync(r => (int?)r.Number) ?? 0) + 1;
        if (plan.Kind is LogReviewKind.Scheduled && await db.LogReviews.Where(r => r.Kind == LogReviewKind.Scheduled && r.From == plan.From).Select(r => (int?)r.Number).FirstOrDefaultAsync() is { } number)
        {
            throw new RuleException($"{LogReviewCalendar.MonthName(plan.From)}の点検は、第{number}回としてもう始まっています。一覧から開いてください。");
        }

        var id = Guid.CreateVersion7(now);
        var rules = new LogFlagRules(limits, await LogReviewRows.HouseholdsAsync(db), id);
        await LogReviewRows.ReadAsync(db, plan, rules);
        var review = LogReview.Open(by, id, next, plan, rules, now);
        db.Add(review);
        db.Add(OperationLogEntry.For(
            by, now, Operation.LogReviewOpened, subjectId: id, purpose: plan.Reason,
            detail: $"第{review.Number}回 {plan.Kind.Label()} {plan.From:yyyy-MM-dd}～{plan.Until:yyyy-MM-dd} 操作{review.RowCount}件 点検{review.Lines.Count}件"));
        await db.SaveChangesAsync();
        return review;
    }));

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

    private static LogReviewChangedException Changed() => new("ほかの職員が同時に変更しました。画面を開き直してください。");

    private static RuleException Gone() => new("この点検は見つかりません。一覧を開き直してください。");
}

/// <summary>What was on the screen is no longer what is kept: nothing was done. The screen is to be read anew.</summary>
public sealed class LogReviewChangedException(string message) : RuleException(message);
