using Portal.Domain.DataQuality;

namespace Portal.Demo;

/// <summary>What a demo ledger is given on purpose, so that searching for it can be tried and counted.</summary>
public enum DemoFault
{
    /// <summary>接種間隔の不足</summary>
    IntervalTooShort,

    /// <summary>接種順の逆転</summary>
    OrderReversed,

    /// <summary>同じ接種の二重登録</summary>
    DuplicateDose,

    /// <summary>ロット番号の誤記 (0 → O)</summary>
    LotTypo,

    /// <summary>他メーカーのロット番号</summary>
    LotOfAnotherMaker,

    /// <summary>対象年齢と製品の不一致</summary>
    AgeMismatch,

    /// <summary>死亡後の接種</summary>
    AfterDeath,

    /// <summary>転出後の接種</summary>
    AfterMovingOut,

    /// <summary>1回目の抜け</summary>
    MissingFirstDose,

    /// <summary>接種量の誤り</summary>
    AmountWrong,

    /// <summary>台帳にない医療機関</summary>
    UnknownInstitution,

    /// <summary>一つの期に2回</summary>
    SeasonDouble,

    /// <summary>同一人の二重登録 (pairs)</summary>
    PersonTwice,

    /// <summary>転入前の接種</summary>
    BeforeMovingIn,

    /// <summary>他の人の接種券</summary>
    OthersCoupon,

    /// <summary>カナ氏名の誤り (佐藤 → サイトウ)</summary>
    KanaWrong,
}

/// <summary>Planted faults by kind, as many as were really planted.</summary>
public sealed class DemoFaults : Dictionary<DemoFault, int>;

public static class DemoFaultLabels
{
    public static string Label(this DemoFault fault) => fault switch
    {
        DemoFault.IntervalTooShort => "接種間隔の不足",
        DemoFault.OrderReversed => "接種順の逆転",
        DemoFault.DuplicateDose => "同じ接種の二重登録",
        DemoFault.LotTypo => "ロット番号の誤記",
        DemoFault.LotOfAnotherMaker => "他メーカーのロット番号",
        DemoFault.AgeMismatch => "対象年齢と製品の不一致",
        DemoFault.AfterDeath => "死亡後の接種",
        DemoFault.AfterMovingOut => "転出後の接種",
        DemoFault.MissingFirstDose => "1回目の抜け",
        DemoFault.AmountWrong => "接種量の誤り",
        DemoFault.UnknownInstitution => "台帳にない医療機関",
        DemoFault.SeasonDouble => "一つの期に2回",
        DemoFault.PersonTwice => "同一人の二重登録(組)",
        DemoFault.BeforeMovingIn => "転入前の接種",
        DemoFault.OthersCoupon => "他の人の接種券",
        DemoFault.KanaWrong => "カナ氏名の誤り",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>The rule that must find it, once each.</summary>
    public static FindingRule Rule(this DemoFault fault) => fault switch
    {
        DemoFault.IntervalTooShort => FindingRule.Interval,
        DemoFault.OrderReversed => FindingRule.Order,
        DemoFault.DuplicateDose => FindingRule.Duplicate,
        DemoFault.LotTypo or DemoFault.LotOfAnotherMaker => FindingRule.Lot,
        DemoFault.AgeMismatch => FindingRule.Age,
        DemoFault.AfterDeath => FindingRule.LifeSpan,
        DemoFault.AfterMovingOut => FindingRule.Residence,
        DemoFault.MissingFirstDose => FindingRule.MissingDose,
        DemoFault.AmountWrong => FindingRule.Amount,
        DemoFault.SeasonDouble => FindingRule.Campaign,
        DemoFault.UnknownInstitution => FindingRule.Institution,
        DemoFault.BeforeMovingIn => FindingRule.BeforeMovingIn,
        DemoFault.OthersCoupon => FindingRule.OthersCoupon,
        DemoFault.KanaWrong => FindingRule.Kana,
        DemoFault.PersonTwice => FindingRule.Twins,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
