namespace Portal.Domain.OperationLog;

public static class OperationResultLabels
{
    public static string Label(this OperationResult result) => result switch
    {
        OperationResult.Done => "完了",
        OperationResult.Denied => "拒否",
        OperationResult.Failed => "不成立",
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };
}
