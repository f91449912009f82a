using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public class LogReviewActsTests
{
    private static readonly DateOnly Today = JapanTime.DayOf(A.Now);
    private static readonly Staff Manager = A.Manager with { StaffMemberId = Guid.NewGuid() };
    private static readonly Staff Auditor = A.Staff("saito", "斎藤 実", Role.Auditor) with { StaffMemberId = ALogRow.Colleague };

    [Theory]
    [InlineData("2026-10-01", "2026-11-15")]
    [InlineData("2026-12-31", "2027-01-15")]
    public void AMonth_IsDueByTheFifteenthOfTheNext(string month, string due) =>
        Assert.Equal(A.Day(due), LogReviewCalendar.Default.DueOn(A.Day(month)));

    [Fact]
    public void ADueDayTheMonthDoesNotHave_IsItsLast() =>
        Assert.Equal(new(2027, 2, 28), new LogReviewCalendar(31, 14).DueOn(new(2027, 1, 1)));

    [Theory]
    [InlineData("2026-11-05", "")]
    [InlineData("2026-09-20", "2026-09-01 2026-10-01")]
    [InlineData("2020-01-01", "2025-11-01 2025-12-01 2026-01-01 2026-02-01 2026-03-01 2026-04-01 2026-05-01 2026-06-01 2026-07-01 2026-09-01 2026-10-01")]
    public void MonthsAreOwed_FromTheFirstRowOn_UntilSignedOff(string firstRow, string months) =>
        Assert.Equal(months, string.Join(' ', LogReviewCalendar.Owed(A.Day(firstRow), new HashSet<DateOnly> { new(2026, 8, 1) }, Today).Select(m => $"{m:yyyy-MM-dd}")));

    [Fact]
    public void AMonthThatIsNotOver_IsRefused()
    {
        Assert.Contains("令和8年11月分はまだ終わっていません", Refusal(() => LogReviewPlan.ForMonth(Today, LogReviewCalendar.Default, Today)), StringComparison.Ordinal);
        Assert.Contains("まだ終わっていません", Refusal(() => LogReviewPlan.ForMonth(new(2026, 11, 1), LogReviewCalendar.Default, new(2026, 11, 30))), StringComparison.Ordinal);
        var plan = LogReviewPlan.ForMonth(new(2026, 10, 9), LogReviewCalendar.Default, Today);
        Assert.Equal((new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31)), (plan.From, plan.Until));
    }

    [Theory]
    [InlineData(null, "2026-11-01", "通報があったため", "最初の日と最後の日")]
    [InlineData("2026-11-02", "2026-11-01", "通報があったため", "最後の日以前")]
    [InlineData("2026-11-02", "2026-11-24", "通報があったため", "今日まで")]
    [InlineData("2026-08-01", "2026-11-01", "通報があったため", "92日まで")]
    [InlineData("2026-11-01", "2026-11-02", " ", "点検の理由を4文字以上")]
    public void AnAdHocReview_NeedsDaysAndAReason(string? from, string until, string reason, string words) =>
        Assert.Contains(words, Refusal(() => LogReviewPlan.AdHoc(from is null ? null : A.Day(from), A.Day(until), reason, LogReviewCalendar.Default, Today)), StringComparison.Ordinal);

    [Fact]
    public void AnAdHocReview_ReachesUntilToday_AndIsDueInTwoWeeks()
    {
        var plan = LogReviewPlan.AdHoc(new(2026, 8, 24), Today, "市民からの通報のため", LogReviewCalendar.Default, Today);

        Assert.Equal((LogReviewKind.AdHoc, new DateOnly(2026, 12, 7), "市民からの通報のため"), (plan.Kind, plan.DueOn, plan.Reason));
    }

    [Fact]
    public void LinesAreJudged_WithWordsWhereSomethingIsWrong()
    {
        var review = Opened();
        review.Judge(Manager, review.Lines, LogVerdictKind.Proper, " ", A.Now);
        Assert.All(review.Lines, l => Assert.Equal((LogVerdictKind.Proper, null, "吉田 明", A.Now), (l.Verdict!.Value, l.VerdictNote, l.VerdictByName, l.VerdictAt!.Value)));

        Assert.Contains("「要確認」の説明を", Refusal(() => review.Judge(Manager, [review.Lines[0]], LogVerdictKind.Unclear, null, A.Now)), StringComparison.Ordinal);
        Assert.Contains("1件ずつ", Refusal(() => review.Judge(Manager, review.Lines, LogVerdictKind.Improper, "業務外の閲覧", A.Now)), StringComparison.Ordinal);
        var version = review.Version;
        review.Judge(Manager, [review.Lines[0]], LogVerdictKind.Improper, "業務外の閲覧", A.Now);

        Assert.Equal((LogVerdictKind.Improper, "業務外の閲覧"), (review.Lines[0].Verdict!.Value, review.Lines[0].VerdictNote));
        Assert.NotEqual(version, review.Version);
    }

    [Fact]
    public void OnesOwnActs_AreJudgedBySomebodyElse_AlsoAmongOthers()
    {
        var review = Opened();

        Assert.Contains("自分の操作", Refusal(() => review.Judge(Auditor, review.Lines, LogVerdictKind.Proper, null, A.Now)), StringComparison.Ordinal);
        Assert.All(review.Lines, l => Assert.Null(l.Verdict));
        review.Judge(Auditor, [.. review.Lines.Where(l => !l.IsAbout(Auditor))], LogVerdictKind.Proper, null, A.Now);
        Assert.Equal(1, review.Lines.Count(l => l.Verdict is null));
    }

    [Fact]
    public void ALineOfAnIdNobodyStandsBehind_IsAboutThatId()
    {
        var review = Opened(new ALogRow().At("2026-10-05 23:00") with { StaffMemberId = null, AccountId = "system" });

        Assert.True(review.Lines[0].IsAbout(Staff.System("サーバー")));
        Assert.False(review.Lines[0].IsAbout(Manager));
    }

    [Fact]
    public void TheSignOff_WantsEveryLineSettled_AndWords()
    {
        var review = Opened();
        Assert.Contains("判定していない行が2件", Refusal(() => review.SignOff(Manager, "確認した", A.Now)), StringComparison.Ordinal);
        review.Judge(Manager, review.Lines, LogVerdictKind.Proper, null, A.Now);
        review.Judge(Manager, [review.Lines[0]], LogVerdictKind.Unclear, "本人に確認する", A.Now);
        Assert.Contains("「要確認」の行が1件", Refusal(() => review.SignOff(Manager, "確認した", A.Now)), StringComparison.Ordinal);
        review.Judge(Manager, [review.Lines[0]], LogVerdictKind.Proper, "緊急の照会だった", A.Now);
        Assert.Contains("所見を4文字以上", Refusal(() => review.SignOff(Manager, "", A.Now)), StringComparison.Ordinal);

        review.SignOff(Manager, "不適正な操作はない", A.Now);

        Assert.Equal((false, "吉田 明", "不適正な操作はない"), (review.IsOpen, review.SignedOffByName, review.SignOffNote));
        Assert.Contains("吉田 明さんが確定しています", Refusal(() => review.Judge(Manager, review.Lines, LogVerdictKind.Proper, null, A.Now)), StringComparison.Ordinal);
        Assert.Contains("吉田 明さんが確定しています", Refusal(() => review.SignOff(Auditor, "確認した", A.Now)), StringComparison.Ordinal);
    }

    [Fact]
    public void WhoeverDidSomethingImproper_DoesNotSignItOff()
    {
        var review = Opened();
        review.Judge(Manager, review.Lines, LogVerdictKind.Proper, null, A.Now);
        review.SignOffRefusedFor(Auditor, isRefused: false);
        review.Judge(Manager, [review.Lines.Single(l => l.IsAbout(Auditor))], LogVerdictKind.Improper, "業務外の閲覧", A.Now);

        review.SignOffRefusedFor(Auditor, isRefused: true);
        review.SignOff(Manager, "本人に指導した", A.Now);
    }

    /// <summary>Two evenings: one of the clerk, one of the auditor.</summary>
    private static LogReview Opened(params LogReviewRow[] rows)
    {
        var a = new ALogRow();
        var rules = new LogFlagRules(LogFlagLimits.Default, StaffHouseholds.None, Guid.Empty);
        foreach (var row in rows.Length > 0 ? rows : [a.At("2026-10-05 20:00"), a.At("2026-10-05 21:00", person: ALogRow.Colleague)])
        {
            rules.Read(row);
        }

        return LogReview.Open(Manager, Guid.NewGuid(), 1, LogReviewPlan.ForMonth(new(2026, 10, 1), LogReviewCalendar.Default, Today), rules, A.Now);
    }

    private static string Refusal(Action act) => Assert.Throws<RuleException>(act).Message;
}

internal static class LogReviewTrials
{
    /// <summary>Whether the improper act of whoever signs is what stands in the way: no words come after it.</summary>
    public static void SignOffRefusedFor(this LogReview review, Staff by, bool isRefused) => Assert.Equal(
        isRefused, Assert.Throws<RuleException>(() => review.SignOff(by, "", A.Now)).Message.Contains("本人は、この点検を確定できません", StringComparison.Ordinal));
}
