namespace Portal.Features.DataQuality;

internal static class FindingViews
{
    public static string Label(this FindingView view) => view switch
    {
        FindingView.Left => "残り",
        FindingView.Mine => "自分の担当",
        FindingView.Dismissed => "却下",
        FindingView.Resolved => "解消",
        _ => throw new ArgumentOutOfRangeException(nameof(view)),
    };

    public static string EmptyWords(this FindingView view) => view switch
    {
        FindingView.Left => "残っている所見はありません。",
        FindingView.Mine => "自分の担当の所見はありません。「残り」から行を選び、担当にしてください。",
        FindingView.Dismissed => "却下した所見はありません。",
        FindingView.Resolved => "解消した所見はありません。",
        _ => throw new ArgumentOutOfRangeException(nameof(view)),
    };
}
