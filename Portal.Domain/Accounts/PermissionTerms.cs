namespace Portal.Domain.Accounts;

/// <summary>The kind of terminal a permission can be used at.</summary>
public enum TerminalDemand
{
    /// <summary>いずれの端末でも。No resident's record is reached.</summary>
    Any,

    /// <summary>登録端末。</summary>
    Registered,

    /// <summary>登録されたLGWAN端末: files of the national systems arrive and leave there only.</summary>
    Lgwan,
}

/// <summary>What a permission is called, and where it holds.</summary>
public static class PermissionTerms
{
    public static string Label(this Permission permission) => permission switch
    {
        Permission.LedgerView => "台帳の検索・表示",
        Permission.LedgerPrint => "個人票の印刷",
        Permission.ProtectedAddressView => "支援措置住所の表示",
        Permission.RecordRegister => "登録",
        Permission.RecordCorrect => "訂正・取消",
        Permission.CorrectionApprove => "訂正の承認",
        Permission.SlipCompare => "予診票の読み合わせ",
        Permission.ComparisonSignOff => "読み合わせの確定",
        Permission.RecordMerge => "重複者の統合",
        Permission.ImportRun => "取込",
        Permission.ImportUndo => "取込の取消",
        Permission.MyNumberRegister => "個人番号の登録",
        Permission.MyNumberUse => "個人番号の参照",
        Permission.EvidencePackMake => "証跡ファイルの作成",
        Permission.LedgerExport => "台帳の一覧の出力",
        Permission.ExchangeRun => "連携ファイルの作成・送付",
        Permission.ExchangeApprove => "連携の承認",
        Permission.InquiryView => "情報照会・提供の閲覧",
        Permission.InquiryRun => "情報照会・提供の回答",
        Permission.InquiryApprove => "情報照会・提供の承認",
        Permission.InquiryPermitManage => "照会許可照会リストの管理",
        Permission.ProvisionRecordView => "情報提供等の記録の閲覧・印刷",
        Permission.ReportExport => "帳票の出力",
        Permission.MediumView => "媒体管理簿の閲覧・出力",
        Permission.MediumRequest => "媒体の使用の申請",
        Permission.MediumApprove => "媒体の使用の承認",
        Permission.MediumManage => "媒体の管理・消去",
        Permission.AccountView => "利用者IDの閲覧・出力",
        Permission.AccountRequest => "IDの申請",
        Permission.AccountApprove => "IDの承認",
        Permission.AccountIssue => "IDの発行・停止・失効",
        Permission.TerminalManage => "端末の管理",
        Permission.ClientView => "統合宛名・連携先の閲覧",
        Permission.ClientManage => "連携先システムの管理",
        Permission.PersonnelManage => "異動の記録・確認",
        Permission.ReviewManage => "棚卸の実施",
        Permission.ReviewAnswer => "棚卸の判定",
        Permission.LogView => "操作ログの閲覧・検証",
        Permission.LogExport => "操作ログの出力",
        Permission.LogReview => "ログ点検",
        Permission.SafeguardsView => "安全管理措置の閲覧・出力",
        Permission.SelfInspect => "自己点検の記録",
        Permission.SystemView => "システムの状態の閲覧",
        Permission.SystemMaintain => "保守のお知らせ・バックアップ",
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };

    /// <summary>台帳の権限 — reaches residents' records, and is therefore kept from whoever issues IDs.</summary>
    public static bool ReachesLedger(this Permission permission) => permission <= Permission.ReportExport;

    public static TerminalDemand NeedsTerminal(this Permission permission) => permission switch
    {
        Permission.ImportRun or Permission.ImportUndo or Permission.ExchangeRun or Permission.InquiryRun or Permission.MyNumberRegister or Permission.MyNumberUse => TerminalDemand.Lgwan,
        _ when permission.ReachesLedger() => TerminalDemand.Registered,
        _ => TerminalDemand.Any,
    };

    public static string Label(this TerminalDemand demand) => demand switch
    {
        TerminalDemand.Any => "いずれの端末でも",
        TerminalDemand.Registered => "登録端末",
        TerminalDemand.Lgwan => "LGWAN端末",
        _ => throw new ArgumentOutOfRangeException(nameof(demand)),
    };
}
