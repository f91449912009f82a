using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Accounts;

/// <summary>開始 → 判定 → 締め.</summary>
public partial class IdReview
{
    public bool IsOpen => ClosedAt is null;

    /// <summary>棚卸の開始: every ID that is neither revoked nor returned, as it stands now.</summary>
    /// <exception cref="RuleException">There is no ID to look at.</exception>
    public static IdReview Open(Staff by, int number, DateOnly dueOn, ReviewSubjects subjects, DateTime now)
    {
        var review = new IdReview { IdReviewId = Guid.CreateVersion7(now), Number = number, OpenedAt = now, OpenedByName = by.Name, DueOn = dueOn, Version = Guid.CreateVersion7() };
        review.Lines.AddRange(subjects.Accounts.Where(Counts).OrderBy(a => a.AccountId, StringComparer.Ordinal).Select(account => IdReviewLine.Freeze(review.IdReviewId, account, subjects, now)));
        return review.Lines.Count > 0 ? review : throw new RuleException("棚卸の対象になるIDがありません。");
    }

    public static bool Counts(Account account) => account.State is not (AccountState.Revoked or AccountState.Returned);

    /// <summary>判定 of one line; may be changed until the review is closed.</summary>
    /// <exception cref="RuleException">Closed, the ID of whoever answers, or no words for 変更 and 停止.</exception>
    public void Decide(Staff by, IdReviewLine line, Account account, ReviewDecision decision, string? note, DateTime now)
    {
        DemandOpen();
        if (by.StaffMemberId is { } person && (person == account.StaffMemberId || account.Members.Exists(m => m.StaffMemberId == person && m.Until is null)))
        {
            throw new RuleException("自分が使うIDは判定できません。ほかの所属長に依頼してください。");
        }

        line.Decide(by, decision, note, now);
    }

    /// <summary>締め: the stops are carried out, the changes become work.</summary>
    /// <param name="by">Who signs off.</param>
    /// <param name="note">所見.</param>
    /// <param name="stopped">The accounts of the lines decided 停止.</param>
    /// <param name="administrators">What <see cref="Administrators.DemandAnother"/> weighs.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The accounts that ended by it.</returns>
    /// <exception cref="RuleException">Closed, lines without a decision, no words, or a stop of the last administrator.</exception>
    public IReadOnlyList<Account> Close(
        Staff by, string? note, IReadOnlyDictionary<Guid, Account> stopped, IReadOnlyCollection<(Account Account, StaffMember Holder)> administrators, DateTime now)
    {
        DemandOpen();
        var undecided = Lines.Where(l => l.Decision is null).Select(l => l.AccountId).Order(StringComparer.Ordinal).ToList();
        if (undecided.Count > 0)
        {
            throw new RuleException($"判定していないIDが{undecided.Count}件あります（{string.Join("、", undecided.Take(5))}{(undecided.Count > 5 ? " ほか" : "")}）。すべて判定してから締めてください。");
        }

        ClosingNote = StatedPurpose.Demand("所見", note);
        var ended = new List<Account>();
        foreach (var line in Lines)
        {
            if (line.Decision == ReviewDecision.Stop)
            {
                ended.AddRange(Stop(by, stopped[line.AccountKey], line, administrators, now));
                line.Settle(now);
            }

            // An answer given at this very moment must not be saved beside the closing.
            line.Touch();
        }

        (ClosedAt, ClosedByName, Version) = (now, by.Name, Guid.CreateVersion7());
        return ended;
    }

    private IEnumerable<Account> Stop(Staff by, Account account, IdReviewLine line, IReadOnlyCollection<(Account Account, StaffMember Holder)> administrators, DateTime now)
    {
        if (!Counts(account))
        {
            return [];
        }

        try
        {
            Administrators.DemandAnother(account, administrators, now);
        }
        catch (RuleException last)
        {
            throw new RuleException($"ID「{line.AccountId}」（{line.HolderName}さん）の停止を実行できません。{last.Message}または、判定を変えてください。");
        }

        account.Revoke(by, $"棚卸 第{Number}回による", now);
        return [account];
    }

    private void DemandOpen()
    {
        if (!IsOpen)
        {
            throw new RuleException($"この棚卸は{ClosedByName}さんが締めています。判定は変えられません。");
        }
    }
}

public partial class IdReviewLine
{
    /// <summary>What stands between two names, roles or flags in a frozen line.</summary>
    public const string Between = "、";

    private const int NamesMaxLength = 1000;
    private const int TextMaxLength = 400;

    /// <summary>One ID as it stands now.</summary>
    public static IdReviewLine Freeze(Guid reviewId, Account account, ReviewSubjects subjects, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        var holder = subjects.Person(account.StaffMemberId ?? account.OwnerId);
        var isShared = account.Kind == AccountKind.Shared;
        return new IdReviewLine
        {
            IdReviewLineId = Guid.CreateVersion7(now),
            IdReviewId = reviewId,
            AccountKey = account.AccountKey,
            AccountId = account.AccountId,
            Kind = account.Kind,
            HolderId = holder?.StaffMemberId ?? Guid.Empty,
            HolderName = holder?.Name ?? "",
            Department = holder?.Department ?? "",
            State = account.State,
            Roles = RolePermissions.Labels(account.Roles),
            Adjustments = Joined(account.Adjustments.Where(a => a.HoldsAt(now)).OrderBy(a => a.Permission).Select(Words), TextMaxLength),
            Members = isShared ? Joined(account.MembersOn(today).Select(m => subjects.Person(m.StaffMemberId)?.Name ?? "").Order(StringComparer.Ordinal), NamesMaxLength) : null,
            Terminals = isShared ? Joined(account.TerminalsOn(today).Select(t => subjects.Terminals.GetValueOrDefault(t.TerminalId)?.Name ?? "").Order(StringComparer.Ordinal), NamesMaxLength) : null,
            ValidUntil = account.ValidUntil,
            LastSignInAt = account.LastSignInAt,
            Flags = Joined(ReviewFlags.Of(account, subjects, now), TextMaxLength),
            Version = Guid.CreateVersion7(),
        };
    }

    /// <summary>The parts of <see cref="Members"/>, <see cref="Terminals"/>, <see cref="Adjustments"/> or <see cref="Flags"/>.</summary>
    public static IReadOnlyList<string> Parts(string? joined) => joined?.Split(Between) ?? [];

    /// <summary>完了 of a 変更 by somebody's word, where no change of the ID shows it.</summary>
    /// <exception cref="RuleException">Not a change, or settled.</exception>
    public void SettleChange(DateTime now)
    {
        if (Decision != ReviewDecision.Change)
        {
            throw new RuleException("完了を記録できるのは「変更」と判定したIDです。");
        }

        if (SettledAt is not null)
        {
            throw new RuleException("この変更はもう完了しています。画面を開き直してください。");
        }

        Settle(now);
        Touch();
    }

    /// <summary>変更 that nobody has made yet: not by a change approved since the decision, not by the end of the ID, not by somebody's word.</summary>
    public bool IsChangeOpen(Account account) =>
        Decision == ReviewDecision.Change && SettledAt is null && IdReview.Counts(account)
        && !account.Changes.Exists(c => c.State == AccountChangeState.Applied && c.DecidedAt >= DecidedAt);

    internal void Decide(Staff by, ReviewDecision decision, string? note, DateTime now)
    {
        var words = decision == ReviewDecision.Keep && Fold.Plain(note).Length == 0 ? null : StatedPurpose.Demand($"「{decision.Label()}」の説明", note);
        (Decision, DecisionNote, DecidedByName, DecidedAt) = (decision, words, by.Name, now);
        Touch();
    }

    internal void Settle(DateTime now) => SettledAt = now;

    internal void Touch() => Version = Guid.CreateVersion7();

    private static string Words(PermissionAdjustment adjustment) =>
        $"{adjustment.Permission.Label()}を{adjustment.Effect.Label()}（{JapaneseDate.FormatShort(adjustment.Until)}まで）";

    /// <summary>As many as the column holds; how many more there are is said.</summary>
    private static string? Joined(IEnumerable<string> parts, int length)
    {
        var all = parts.ToList();
        var shown = all.Count;
        while (Text(shown).Length > length)
        {
            shown--;
        }

        return all.Count == 0 ? null : Text(shown);

        string Text(int count) => string.Join(Between, count == all.Count ? all : all.Take(count).Append($"ほか{all.Count - count}件"));
    }
}

/// <summary>What a review looks at: accounts with everything, the staff list with events, the terminals.</summary>
public sealed record ReviewSubjects(
    IReadOnlyCollection<Account> Accounts, IReadOnlyDictionary<Guid, StaffMember> People, IReadOnlyDictionary<Guid, Terminal> Terminals)
{
    public StaffMember? Person(Guid? staffMemberId) => staffMemberId is { } id ? People.GetValueOrDefault(id) : null;
}

public static class ReviewLabels
{
    public static string Label(this ReviewDecision decision) => decision switch
    {
        ReviewDecision.Keep => "継続",
        ReviewDecision.Change => "変更",
        ReviewDecision.Stop => "停止",
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };
}
