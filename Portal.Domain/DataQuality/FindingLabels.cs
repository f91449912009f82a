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
        FindingRule.Residence => "居住期間",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
