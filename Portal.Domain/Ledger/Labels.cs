namespace Portal.Domain.Ledger;

/// <summary>The words staff read for the ledger's choices.</summary>
public static class Labels
{
    public static string Label(this Sex sex) => sex switch
    {
        Sex.Male => "男",
        Sex.Female => "女",
        Sex.Unknown => "不明",
        _ => throw new ArgumentOutOfRangeException(nameof(sex)),
    };

    public static string Label(this RecordStatus status) => status switch
    {
        RecordStatus.Active => "有効",
        RecordStatus.Cancelled => "取消",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Label(this DoseSource source) => source switch
    {
        DoseSource.Slip => "予診票",
        DoseSource.Vrs => "VRS 取込",
        DoseSource.HealthManagement => "健康管理システム",
        DoseSource.TransferInquiry => "転入照会",
        DoseSource.Certificate => "接種済証",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    public static string Label(this DoseMethod method) => method switch
    {
        DoseMethod.Individual => "個別接種",
        DoseMethod.MassSite => "集団接種",
        DoseMethod.Workplace => "職域接種",
        DoseMethod.Visiting => "巡回接種",
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    public static string Label(this DosePattern pattern) => pattern switch
    {
        DosePattern.Primary => "初回",
        DosePattern.Booster => "追加",
        DosePattern.InfantPrimary => "乳幼児初回",
        _ => throw new ArgumentOutOfRangeException(nameof(pattern)),
    };

    /// <summary>平成22年4月1日から令和5年4月1日転出</summary>
    public static string Label(this ResidenceSpan span)
    {
        var start = span.StartedOn is { } from ? $"{JapaneseDate.Format(from)}から" : "";
        return span.EndedOn is { } to
            ? $"{start}{JapaneseDate.Format(to)}{(span.EndKind == ResidenceEnd.Died ? "死亡" : "転出")}"
            : $"{start}在住";
    }
}
