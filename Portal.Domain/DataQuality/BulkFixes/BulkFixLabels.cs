namespace Portal.Domain.DataQuality.BulkFixes;

public static class BulkFixLabels
{
    public static string Label(this BulkFixState state) => state switch
    {
        BulkFixState.Waiting => "承認待ち",
        BulkFixState.Applied => "反映済み",
        BulkFixState.Returned => "差戻し",
        BulkFixState.Withdrawn => "取下げ",
        BulkFixState.Undone => "取消し済み",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this BulkFixLineState state) => state switch
    {
        BulkFixLineState.Waiting => "承認待ち",
        BulkFixLineState.Made => "訂正した",
        BulkFixLineState.Skipped => "訂正しなかった（その後の変更・取消・申請中）",
        BulkFixLineState.TakenBack => "元に戻した",
        BulkFixLineState.Kept => "戻さなかった（その後の変更・取消・申請中）",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
