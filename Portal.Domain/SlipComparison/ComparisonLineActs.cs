using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.SlipComparison;

/// <summary>What was on a screen: handed out when a record is shown, and handed back with the answer.</summary>
public sealed record ShownRecord(Guid ComparisonLineId, Guid LineVersion, Guid DoseVersion, Guid PersonVersion);

/// <summary>What the two say of a record.</summary>
public sealed record GivenAnswer(ComparisonAnswer Answer, IReadOnlyList<ComparedItem> Items)
{
    public static GivenAnswer Agrees { get; } = new(ComparisonAnswer.Agrees, []);

    public static GivenAnswer Missing { get; } = new(ComparisonAnswer.Missing, []);

    public static GivenAnswer Differs(params IEnumerable<ComparedItem> items) => new(ComparisonAnswer.Differs, [.. items.Distinct().Order()]);
}

/// <summary>表示 → 判定 → 訂正しない or 対象外.</summary>
public partial class ComparisonLine
{
    /// <summary>The record comes on a screen.</summary>
    public void Show(DateTime now) => ShownAt ??= now;

    /// <summary>
    /// 判定, of what was on the screen. Where the record has become another since, the answer is kept with the versions it was given for,
    /// and the line waits to be compared again.
    /// </summary>
    /// <param name="by">At the screen.</param>
    /// <param name="reader">Reads the paper.</param>
    /// <param name="given">What they say.</param>
    /// <param name="shown">What they saw.</param>
    /// <param name="doseNow">Version of the dose in the ledger.</param>
    /// <param name="personNow">Version of its person.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Whether anything changed: the same answer once more changes nothing.</returns>
    /// <exception cref="RuleException">Nobody has seen it, no item named for a difference, or one person is both.</exception>
    public bool Take(Staff by, Reader reader, GivenAnswer given, ShownRecord shown, Guid doseNow, Guid personNow, DateTime now)
    {
        Comparison.DemandTwo(by, reader);
        if (ShownAt is null || shown.ComparisonLineId != ComparisonLineId)
        {
            throw new RuleException("まだ画面に表示していない記録は判定できません。");
        }

        if (given.Answer is ComparisonAnswer.Withdrawn || given.Answer is ComparisonAnswer.Differs == (given.Items.Count == 0))
        {
            throw new RuleException("違う項目の番号を押してから Enter を押してください。");
        }

        var isCurrent = (shown.DoseVersion, shown.PersonVersion) == (doseNow, personNow);
        if (!Waits && isCurrent && Says(given))
        {
            return false;
        }

        (Answer, ItemNames, Waits) = (given.Answer, string.Join(',', given.Items), !isCurrent);
        (DoseVersion, PersonVersion) = (shown.DoseVersion, shown.PersonVersion);
        (AnsweredAt, AnsweredByKey, AnsweredByName, ReaderId, ReaderName) = (now, by.PersonKey, by.Name, reader.StaffMemberId, reader.Name);
        (KeptReason, KeptByKey, KeptByName, Version) = (null, null, null, Guid.CreateVersion7());
        return true;
    }

    /// <summary>対象外: the record was cancelled; there is nothing to compare a slip with.</summary>
    public void Withdraw(DateTime now) => (Answer, Waits, AnsweredAt, Version) = (ComparisonAnswer.Withdrawn, false, now, Guid.CreateVersion7());

    /// <summary>訂正しない — the slip was wrong, or somebody has made sure of it.</summary>
    /// <exception cref="RuleException">No difference, or no reason.</exception>
    public void Keep(Staff by, string? reason)
    {
        if (Answer is not ComparisonAnswer.Differs)
        {
            throw new RuleException("違いのある記録ではありません。画面を開き直してください。");
        }

        (KeptReason, KeptByKey, KeptByName, Version) = (StatedPurpose.Demand("訂正しない理由", reason), by.PersonKey, by.Name, Guid.CreateVersion7());
    }

    /// <summary>The same as it says already.</summary>
    public bool Says(GivenAnswer given) => Answer == given.Answer && Items.SequenceEqual(given.Items);

    /// <summary>Whether somebody sat at the screen for it, read its slip, or decided to leave its difference.</summary>
    public bool IsBy(Staff staff) => AnsweredByKey == staff.PersonKey || KeptByKey == staff.PersonKey || (ReaderId is { } reader && reader == staff.StaffMemberId);

    internal void End(DifferenceOutcome outcome) => (Outcome, Version) = (outcome, Guid.CreateVersion7());
}
