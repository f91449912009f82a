using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Maintenance;

/// <summary>
/// 保守のお知らせ — stands on top of every page until it is over: the portal will stop at seven, a system is down. Everybody reads it, so nothing
/// of a resident belongs in it. Never deleted.
/// </summary>
public sealed class PostedNotice
{
    public const int WordsMaxLength = OperationLogEntry.PurposeMaxLength;

    /// <summary>A notice that stands longer is read by nobody any more.</summary>
    public const int MaxDays = 31;

    public required Guid PostedNoticeId { get; init; }
    public required string Words { get; init; }

    /// <summary>UTC; 停止の予定, when the portal is to stop. Null where it does not.</summary>
    public DateTime? StopsAt { get; init; }

    /// <summary>UTC; until when it stands.</summary>
    public required DateTime Until { get; init; }

    public required string PostedByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime PostedAt { get; init; }

    public string? WithdrawnByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public Guid Version { get; set; } = Guid.CreateVersion7();

    public bool Stands(DateTime now) => WithdrawnAt is null && now < Until;

    /// <exception cref="FieldProblemsException">Words, stop or end.</exception>
    public static PostedNotice Post(Staff by, string? words, DateTime? stopsAt, DateTime? until, DateTime now)
    {
        List<FieldProblem> problems = [];
        if (StatedPurpose.Missing("お知らせの文", words) is { } missing)
        {
            problems.Add(new(nameof(Words), missing));
        }

        if (stopsAt <= now)
        {
            problems.Add(new(nameof(StopsAt), "停止の予定には、これからの日時を入力してください。"));
        }

        if (until is null)
        {
            problems.Add(new(nameof(Until), "掲示の終わりの日付を入力してください。"));
        }
        else if (until <= now || until > now.AddDays(MaxDays))
        {
            problems.Add(new(nameof(Until), $"掲示の終わりには、これから{MaxDays}日以内の日時を入力してください。"));
        }
        else if (until < stopsAt)
        {
            problems.Add(new(nameof(Until), "掲示の終わりが停止の予定より前です。停止の予定より後にしてください。"));
        }

        return problems.Count > 0 ? throw new FieldProblemsException(problems) : new()
        {
            PostedNoticeId = Guid.CreateVersion7(now),
            Words = Ledger.Fold.Plain(words),
            StopsAt = stopsAt,
            Until = until!.Value,
            PostedByName = by.Name,
            PostedAt = now,
        };
    }

    /// <exception cref="RuleException">It does not stand any more.</exception>
    public void Withdraw(Staff by, DateTime now)
    {
        if (!Stands(now))
        {
            throw new RuleException("このお知らせはもう掲示していません。画面を開き直してください。");
        }

        (WithdrawnByName, WithdrawnAt, Version) = (by.Name, now, Guid.CreateVersion7());
    }
}
