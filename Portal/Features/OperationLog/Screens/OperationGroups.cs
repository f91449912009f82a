using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>The acts by subject, in the order of <see cref="Operation"/>: how a form offers them.</summary>
public static class OperationGroups
{
    private static readonly (string Heading, Operation First)[] Beginnings =
    [
        ("台帳", Operation.LedgerSearched),
        ("取込", Operation.ImportPreviewed),
        ("VRS 突合", Operation.VrsReconciled),
        ("その他", Operation.DemoLedgerMade),
        ("サインイン", Operation.SignedIn),
        ("利用者管理", Operation.AccountsShown),
        ("操作ログ", Operation.LogSearched),
        ("個人番号", Operation.MyNumberRegistered),
        ("安全管理措置・証跡", Operation.SafeguardsShown),
        ("点検", Operation.FindingsShown),
        ("読み合わせ", Operation.ComparisonsShown),
        ("重複の候補", Operation.TwinsShown),
        ("帳票", Operation.ReportsShown),
        ("一覧の出力", Operation.ListPrepared),
        ("媒体管理簿", Operation.MediaShown),
        ("連携", Operation.ExchangesShown),
        ("統合宛名", Operation.ResidentIndexShown),
        ("転入・転出の照会", Operation.TransfersShown),
        ("情報連携", Operation.InquiriesShown),
        ("保守", Operation.BackupMade),
    ];

    public static IReadOnlyList<(string Heading, IReadOnlyList<Operation> Operations)> All { get; } =
    [
        .. Beginnings.Select((beginning, at) => (
            beginning.Heading,
            (IReadOnlyList<Operation>)[.. Enum.GetValues<Operation>().Where(o => o >= beginning.First && (at + 1 == Beginnings.Length || o < Beginnings[at + 1].First))])),
    ];
}
