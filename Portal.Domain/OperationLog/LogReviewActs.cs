using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>開始 → 判定 → 確定.</summary>
public partial class LogReview
{
    public bool IsOpen => SignedOffAt is null;

    /// <summary>令和8年10月分, or the days of an ad hoc review.</summary>
    public string Period => Kind is LogReviewKind.Scheduled ? LogReviewCalendar.MonthName(From) : $"{JapaneseDate.Format(From)}～{JapaneseDate.Format(Until)}";

    /// <param name="by">Who begins it.</param>
    /// <param name="logReviewId">Its id, which seeded the sample.</param>
    /// <param name="number">The next one.</param>
    /// <param name="plan">Which days, until when.</param>
    /// <param name="rules">Having read every row of these days.</param>
    /// <param name="now">UTC.</param>
    public static LogReview Open(Staff by, Guid logReviewId, int number, LogReviewPlan plan, LogFlagRules rules, DateTime now) => new()
    {
        LogReviewId = logReviewId,
        Number = number,
        Kind = plan.Kind,
        From = plan.From,
        Until = plan.Until,
        DueOn = plan.DueOn,
        Reason = plan.Reason,
        OpenedAt = now,
        OpenedByName = by.Name,
        RowCount = rules.Rows,
        LastSequence = rules.LastSequence,
        Lines = [.. rules.Finish().Select((line, index) => LogReviewLine.Of(logReviewId, index + 1, line, now))],
        Version = Guid.CreateVersion7(),
    };

    /// <summary>What is wrong with the words of a verdict; 適正 needs none.</summary>
    public static string? MissingWords(LogVerdictKind verdict, string? note) =>
        verdict is LogVerdictKind.Proper && Fold.Plain(note).Length == 0 ? null : StatedPurpose.Missing($"「{verdict.Label()}」の説明", note);

    /// <summary>判定 of one line or several; may be changed until the sign-off.</summary>
    /// <returns>Whether anything was changed: the same person's same verdict once more changes nothing.</returns>
    /// <exception cref="RuleException">Signed off, a line about whoever judges, or no words for 要確認 and 不適正.</exception>
    public bool Judge(Staff by, IReadOnlyCollection<LogReviewLine> lines, LogVerdictKind verdict, string? note, DateTime now)
    {
        DemandOpen();
        if (lines.FirstOrDefault(l => l.IsAbout(by)) is { } own)
        {
            throw new RuleException($"{own.Position}番は自分の操作です。自分の操作は判定できません。ほかの職員に依頼してください。");
        }

        if (lines.Count > 1 && verdict is not LogVerdictKind.Proper)
        {
            throw new RuleException($"「{verdict.Label()}」は1件ずつ判定してください。まとめて判定できるのは「{LogVerdictKind.Proper.Label()}」だけです。");
        }

        if (MissingWords(verdict, note) is { } missing)
        {
            throw new RuleException(missing);
        }

        var words = Fold.Plain(note) is { Length: > 0 } plain ? plain : null;
        if (lines.All(l => l.Verdict == verdict && l.VerdictNote == words && l.VerdictByName == by.Name))
        {
            return false;
        }

        foreach (var line in lines)
        {
            line.Judge(by, verdict, words, now);
        }

        // A sign-off prepared before this verdict must not be saved beside it.
        Version = Guid.CreateVersion7();
        return true;
    }

    /// <summary>確定: the review ends here.</summary>
    /// <exception cref="RuleException">Signed off, lines without a verdict or with 要確認, an improper act of whoever signs, or no words.</exception>
    public void SignOff(Staff by, string? note, DateTime now)
    {
        DemandOpen();
        if (Lines.Count(l => l.Verdict is null) is > 0 and var unjudged)
        {
            throw new RuleException($"判定していない行が{unjudged}件あります。すべて判定してから確定してください。");
        }

        if (Lines.Count(l => l.Verdict is LogVerdictKind.Unclear) is > 0 and var unclear)
        {
            throw new RuleException($"「要確認」の行が{unclear}件あります。本人や所属長に確かめ、適正か不適正と判定してから確定してください。");
        }

        if (Lines.Exists(l => l.Verdict is LogVerdictKind.Improper && l.IsAbout(by)))
        {
            throw new RuleException("不適正と判定された操作をした本人は、この点検を確定できません。ほかの職員に依頼してください。");
        }

        (SignOffNote, SignedOffAt, SignedOffByName, Version) = (StatedPurpose.Demand("所見", note), now, by.Name, Guid.CreateVersion7());
    }

    private void DemandOpen()
    {
        if (!IsOpen)
        {
            throw new RuleException($"この点検は{SignedOffByName}さんが確定しています。判定は変えられません。");
        }
    }
}

public partial class LogReviewLine
{
    internal static LogReviewLine Of(Guid logReviewId, int position, LogFlagLine line, DateTime now) => new()
    {
        LogReviewLineId = Guid.CreateVersion7(now),
        LogReviewId = logReviewId,
        Position = position,
        Flag = line.Flag,
        AccountId = line.AccountId,
        StaffName = line.StaffName,
        StaffMemberId = line.StaffMemberId,
        Day = line.Day,
        Count = line.Count,
        FirstSequence = line.FirstSequence,
        LastSequence = line.LastSequence,
        Finding = line.Finding,
    };

    /// <summary>Whether the acts are those of this person, behind whatever ID; of an ID nobody stands behind, that ID.</summary>
    public bool IsAbout(Staff staff) => StaffMemberId is { } person ? person == staff.StaffMemberId : AccountId == staff.AccountId;

    internal void Judge(Staff by, LogVerdictKind verdict, string? note, DateTime now) =>
        (Verdict, VerdictNote, VerdictByName, VerdictAt) = (verdict, note, by.Name, now);
}

public static class LogReviewLabels
{
    public static string Label(this LogReviewKind kind) => kind switch
    {
        LogReviewKind.Scheduled => "定期",
        LogReviewKind.AdHoc => "随時",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this LogVerdictKind verdict) => verdict switch
    {
        LogVerdictKind.Proper => "適正",
        LogVerdictKind.Unclear => "要確認",
        LogVerdictKind.Improper => "不適正",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    public static string Label(this LogFlag flag) => flag switch
    {
        LogFlag.Sample => "抽出",
        LogFlag.OutOfHours => "時間外の操作",
        LogFlag.ManyViews => "閲覧の多い日",
        LogFlag.OwnHousehold => "本人・同僚の世帯",
        LogFlag.SameSurname => "同じ姓の連続閲覧",
        LogFlag.LargeExport => "大きな出力・印刷",
        LogFlag.RepeatedDenials => "拒否の繰返し",
        LogFlag.MyNumberShown => "個人番号の利用",
        LogFlag.SharedIdWithoutHandOver => "交代のない共用ID",
        _ => throw new ArgumentOutOfRangeException(nameof(flag)),
    };
}
