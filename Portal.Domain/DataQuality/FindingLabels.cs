namespace Portal.Domain.DataQuality;

public static class FindingLabels
{
    /// <summary>The word for a tag beside the dose.</summary>
    public static string Label(this FindingRule rule) => rule switch
    {
        FindingRule.Interval => "間隔",
        FindingRule.Order => "接種順",
        FindingRule.MissingDose => "回数の抜け",
        FindingRule.Duplicate => "重複",
        FindingRule.Age => "年齢",
        FindingRule.Campaign => "接種期間",
        FindingRule.Lot => "ロット",
        FindingRule.Amount => "接種量",
        FindingRule.LifeSpan => "出生・死亡",
        FindingRule.Residence => "転出後",
        FindingRule.BeforeMovingIn => "転入前",
        FindingRule.FutureDate => "未来日",
        FindingRule.Institution => "医療機関",
        FindingRule.OthersCoupon => "他人の接種券",
        FindingRule.PartnerRefused => "連携先の不受理",
        FindingRule.Kana => "カナ",
        FindingRule.Twins => "同一人物の疑い",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    public static string Label(this FindingState state) => state switch
    {
        FindingState.Open => "未対応",
        FindingState.Assigned => "対応中",
        FindingState.Dismissed => "却下",
        FindingState.Resolved => "解消",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
