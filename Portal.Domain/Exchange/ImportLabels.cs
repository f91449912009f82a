namespace Portal.Domain.Exchange;

/// <summary>The words staff read for imports.</summary>
public static class ImportLabels
{
    public static string Label(this ImportKind kind) => kind switch
    {
        ImportKind.Vrs => "VRS 予防接種台帳向け出力",
        ImportKind.Residents => "宛名",
        ImportKind.Coupons => "接種券発行情報",
        ImportKind.HealthRecords => "健康管理システムの接種記録",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this ImportState state) => state switch
    {
        ImportState.Applied => "取込済み",
        ImportState.Undone => "取消済み",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this HeldLineState state) => state switch
    {
        HeldLineState.Waiting => "保留中",
        HeldLineState.Matched => "照合済み",
        HeldLineState.Dismissed => "除外",
        HeldLineState.Undone => "取込の取消により終了",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
