using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Accounts;

/// <summary>記録 → 取消 → 確認 of an event.</summary>
public static class PersonnelActs
{
    /// <summary>How far from today a day may be before it is taken for a slip of the pen.</summary>
    public const int MaxYearsBack = 5;

    public const int MaxYearsAhead = 2;

    /// <summary>発令の記録. A day that has passed is a fact and is taken; what it ends, it ends at once.</summary>
    /// <param name="by">Who enters it.</param>
    /// <param name="person">With their events.</param>
    /// <param name="kind">異動, 退職, 休職, 復職.</param>
    /// <param name="on">発令日.</param>
    /// <param name="note">異動先 and the like.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Entered already, a day out of bounds, or a note that cannot be kept.</exception>
    public static PersonnelEvent Enter(Staff by, StaffMember person, PersonnelEventKind kind, DateOnly on, string? note, DateTime now)
    {
        if (WhyNot(person, kind, on, note, now) is { } wrong)
        {
            throw new RuleException(wrong);
        }

        var happening = new PersonnelEvent
        {
            PersonnelEventId = Guid.CreateVersion7(now),
            StaffMemberId = person.StaffMemberId,
            Kind = kind,
            EffectiveOn = on,
            Note = Kept(note),
            EnteredBy = by.PersonKey,
            EnteredByName = by.Name,
            EnteredAt = now,
            Version = Guid.CreateVersion7(),
        };
        person.Events.Add(happening);
        // Two people who enter the same event at once must meet.
        person.Version = Guid.CreateVersion7();
        return happening;
    }

    /// <summary>Why an event cannot be entered; null when it can.</summary>
    public static string? WhyNot(StaffMember person, PersonnelEventKind kind, DateOnly on, string? note, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        return IsEntered(person, kind, on) ? $"{person.Name}さんの{kind.Label()}({JapaneseDate.Format(on)})はすでに記録されています。"
            : on < today.AddYears(-MaxYearsBack) || on > today.AddYears(MaxYearsAhead)
                ? $"発令日 {JapaneseDate.Format(on)} は離れすぎています。{MaxYearsBack}年前から{MaxYearsAhead}年後までの日を入力してください。"
            : WrongInNote(note);
    }

    public static bool IsEntered(StaffMember person, PersonnelEventKind kind, DateOnly on) =>
        person.Events.Exists(e => e.CancelledAt is null && e.Kind == kind && e.EffectiveOn == on);

    /// <summary>取消 of an event entered by mistake: it counts no more.</summary>
    /// <exception cref="RuleException">One's own, cancelled already, or carried out.</exception>
    public static void Cancel(this PersonnelEvent happening, Staff by, string? reason, DateTime now)
    {
        if (happening.CancelledAt is not null)
        {
            throw new RuleException("この発令はすでに取り消されています。");
        }

        if (by.StaffMemberId == happening.StaffMemberId)
        {
            throw new RuleException("自分の発令は取り消せません。ほかの指定管理者に依頼してください。");
        }

        if (happening.SweptAt is not null)
        {
            throw new RuleException(happening.Kind switch
            {
                PersonnelEventKind.Leave => "この発令はもう実行され、IDは停止しています。取り消せません。職場に戻ったときは「復職」を記録し、IDを再開してください。",
                PersonnelEventKind.Return => "この発令はもう実行されています。取り消せません。職場を離れるときは「休職」を記録してください。",
                _ => "この発令はもう実行され、IDは失効しています。取り消せません。必要なIDは新しく申請し、共用IDには利用職員を加え直してください。",
            });
        }

        happening.CancelReason = StatedPurpose.Demand("取消の理由", reason);
        happening.CancelledAt = now;
        happening.CancelledByName = by.Name;
        happening.Version = Guid.CreateVersion7();
    }

    /// <summary>確認: somebody has looked at one ID the event touches.</summary>
    /// <exception cref="RuleException">One's own event, not touched by it, cancelled, or confirmed already.</exception>
    public static void Confirm(this PersonnelEvent happening, Staff by, PersonnelTouch? touch, string? note, DateTime now)
    {
        if (happening.CancelledAt is not null)
        {
            throw new RuleException("この発令は取り消されています。確認は要りません。");
        }

        if (by.StaffMemberId == happening.StaffMemberId)
        {
            throw new RuleException("自分の発令の影響は確認できません。ほかの指定管理者に依頼してください。");
        }

        if (touch is null)
        {
            throw new RuleException("このIDは、いまはこの発令の対象ではありません。画面を開き直してください。");
        }

        if (happening.Confirmations.Find(c => c.AccountKey == touch.Account.AccountKey) is { } done)
        {
            throw new RuleException($"このIDは{done.ConfirmedByName}さんが確認済みです。");
        }

        if (WrongInNote(note) is { } wrong)
        {
            throw new RuleException(wrong);
        }

        happening.Confirmations.Add(new PersonnelConfirmation
        {
            PersonnelEventId = happening.PersonnelEventId,
            AccountKey = touch.Account.AccountKey,
            ConfirmedBy = by.PersonKey,
            ConfirmedByName = by.Name,
            ConfirmedAt = now,
            Note = Kept(note),
        });
        happening.Version = Guid.CreateVersion7();
    }

    private static string? Kept(string? note) => Fold.Plain(note) is { Length: > 0 } words ? words : null;

    private static string? WrongInNote(string? note) =>
        Fold.Plain(note).Length > PersonnelEvent.NoteMaxLength ? $"備考は{PersonnelEvent.NoteMaxLength}文字以内で入力してください。"
        : MyNumberScan.Holds(note) ? "備考に個人番号は入力できません。"
        : null;
}
