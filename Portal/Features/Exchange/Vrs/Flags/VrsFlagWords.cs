using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Vrs.Flags;

internal static class VrsFlagWords
{
    public static string Label(this VrsFlagView view) => view switch
    {
        VrsFlagView.Open => "未処理",
        VrsFlagView.Ahead => "異動日が先",
        VrsFlagView.Accepted => "採用",
        VrsFlagView.SetAside => "見送り",
        _ => throw new ArgumentOutOfRangeException(nameof(view)),
    };

    public static string Words(VrsFlag flag, DateOnly? on) => on is { } day ? $"{flag.Label()} {JapaneseDate.FormatShort(day)}" : flag.Label();
}
