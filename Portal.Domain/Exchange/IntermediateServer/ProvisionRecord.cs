using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>情報提供等の記録の種別</summary>
public enum ProvisionEvent
{
    /// <summary>照会: our request has left.</summary>
    Asked,

    /// <summary>受領: the other body gave what we asked for.</summary>
    Received,

    /// <summary>提供: we gave what was asked for.</summary>
    Given,

    /// <summary>該当なし: whoever was asked has nothing of this person.</summary>
    NothingThere,

    /// <summary>不開示: whoever was asked did not give it.</summary>
    Withheld,

    /// <summary>拒否: outside the 照会許可照会リスト.</summary>
    Refused,
}

/// <summary>
/// 情報提供等の記録 (番号法第23条) — who asked whom for what about whom, when, and what became of it. Written once, never changed,
/// and not deleted by the portal at all: what is past its seven years is only listed.
/// </summary>
public sealed class ProvisionRecord
{
    /// <summary>保存期間 in years.</summary>
    public const int KeptYears = 7;

    public const int BodyMaxLength = 60;
    public const string Ourselves = "北海道小樽市";
    public const int ItemsMaxLength = 400;
    public const int ReasonMaxLength = 200;

    public required Guid ProvisionRecordId { get; init; }
    public required InquiryDirection Direction { get; init; }
    public required ProvisionEvent Event { get; init; }

    /// <summary>The <see cref="Inquiry"/> or <see cref="Provision"/> it is of.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Null where nobody in the ledger has the number asked for.</summary>
    public Guid? LedgerPersonId { get; init; }

    /// <summary>項</summary>
    public required int Item { get; init; }

    /// <summary>事務</summary>
    public required string Office { get; init; }

    /// <summary>特定個人情報の項目, as far as it was given.</summary>
    public required string Items { get; init; }

    /// <summary>情報照会者</summary>
    public required string Asker { get; init; }

    /// <summary>情報提供者</summary>
    public required string Giver { get; init; }

    /// <summary>UTC; 提供の求めの日時.</summary>
    public required DateTime RequestedAt { get; init; }

    /// <summary>UTC; 提供の日時. Null where nothing was given.</summary>
    public DateTime? ProvidedAt { get; init; }

    /// <summary>Why it was not given.</summary>
    public string? Reason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>保存期限: the last day it has to be kept.</summary>
    public required DateOnly KeptUntil { get; init; }

    /// <summary>Of our own question: when it leaves, and when its answer is taken.</summary>
    /// <param name="inquiry">Sent.</param>
    /// <param name="permit">It was made under.</param>
    /// <param name="happened">What.</param>
    /// <param name="items">特定個人情報の項目.</param>
    /// <param name="now">UTC.</param>
    public static ProvisionRecord Of(Inquiry inquiry, InquiryPermit permit, ProvisionEvent happened, string items, DateTime now) => new()
    {
        ProvisionRecordId = Guid.CreateVersion7(now),
        Direction = InquiryDirection.Ask,
        Event = happened,
        SubjectId = inquiry.InquiryId,
        LedgerPersonId = inquiry.LedgerPersonId,
        Item = inquiry.Item,
        Office = permit.Office,
        Items = LogText.OneLine(items, ItemsMaxLength),
        Asker = Ourselves,
        Giver = inquiry.TargetName,
        RequestedAt = inquiry.SentAt!.Value,
        ProvidedAt = happened == ProvisionEvent.Received ? now : null,
        Reason = inquiry.Message,
        At = now,
        KeptUntil = KeepUntil(now),
    };

    /// <summary>Of another body's question: when it is refused at once, or when its answer leaves.</summary>
    /// <param name="provision">Decided.</param>
    /// <param name="permit">It came under; null outside the list.</param>
    /// <param name="items">特定個人情報の項目 that were given, or asked for.</param>
    /// <param name="now">UTC.</param>
    public static ProvisionRecord Of(Provision provision, InquiryPermit? permit, string items, DateTime now) => new()
    {
        ProvisionRecordId = Guid.CreateVersion7(now),
        Direction = InquiryDirection.Give,
        Event = provision.Decision!.Value.Event(),
        SubjectId = provision.ProvisionId,
        LedgerPersonId = provision.LedgerPersonId,
        Item = provision.Item,
        Office = permit?.Office ?? "（リスト外）",
        Items = LogText.OneLine(items, ItemsMaxLength),
        Asker = provision.AskerName,
        Giver = Ourselves,
        RequestedAt = provision.RequestedAt,
        ProvidedAt = provision.Decision == ProvisionDecision.Give ? now : null,
        Reason = provision.Reason,
        At = now,
        KeptUntil = KeepUntil(now),
    };

    /// <summary>The last of the seven years, counted from the day it was written; 29 February ends on 28 February.</summary>
    public static DateOnly KeepUntil(DateTime at) => JapanTime.DayOf(at).AddYears(KeptYears);

    /// <summary>期限を過ぎた: may be deleted by somebody who decides so.</summary>
    public bool IsDueOn(DateOnly day) => day > KeptUntil;

    /// <exception cref="RuleException">Within its seven years.</exception>
    public void DemandDue(DateOnly day)
    {
        if (!IsDueOn(day))
        {
            throw new RuleException($"情報提供等の記録は{Ledger.JapaneseDate.Format(KeptUntil)}まで保存します（{KeptYears}年）。消去できません。");
        }
    }
}

public static class ProvisionEventLabels
{
    public static string Label(this ProvisionEvent happened) => happened switch
    {
        ProvisionEvent.Asked => "照会",
        ProvisionEvent.Received => "受領",
        ProvisionEvent.Given => "提供",
        ProvisionEvent.NothingThere => "該当なし",
        ProvisionEvent.Withheld => "不開示",
        ProvisionEvent.Refused => "拒否",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };
}
