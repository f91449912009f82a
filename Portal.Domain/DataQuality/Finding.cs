namespace Portal.Domain.DataQuality;

/// <summary>所見 — something in a person's records that does not fit, in words staff can check against the slip. Never blocks.</summary>
/// <param name="Rule">Which rule speaks.</param>
/// <param name="DoseId">The dose it speaks of; missing for a finding about the person.</param>
/// <param name="Message">One sentence with the figures that do not fit.</param>
/// <param name="BesideId">The other dose the sentence compares with, if it does.</param>
public sealed record Finding(FindingRule Rule, Guid? DoseId, string Message, Guid? BesideId = null);

/// <summary>点検項目 — the rule a finding comes from.</summary>
public enum FindingRule
{
    /// <summary>接種間隔</summary>
    Interval,

    /// <summary>接種順</summary>
    Order,

    /// <summary>回数の抜け</summary>
    MissingDose,

    /// <summary>同じ回・同じ日の重複</summary>
    Duplicate,

    /// <summary>対象年齢</summary>
    Age,

    /// <summary>接種期間</summary>
    Campaign,

    /// <summary>ロットと製品</summary>
    Lot,

    /// <summary>接種量</summary>
    Amount,

    /// <summary>死亡後・出生前の接種</summary>
    LifeSpan,

    /// <summary>転出後の接種</summary>
    Residence,

    /// <summary>転入前の接種</summary>
    BeforeMovingIn,

    /// <summary>未来の日付</summary>
    FutureDate,

    /// <summary>台帳にない医療機関</summary>
    Institution,

    /// <summary>他の人の接種券</summary>
    OthersCoupon,

    /// <summary>氏名とカナの不一致</summary>
    Kana,

    /// <summary>同一人物の疑い: of two people, so kept as pairs (重複の候補) and not as findings of one of them.</summary>
    Twins,

    /// <summary>連携先の不受理</summary>
    PartnerRefused,
}
