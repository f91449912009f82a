namespace Portal.Domain.Accounts;

/// <summary>権限 — one thing an account may do. A policy of the same name guards each page; each act asks for it again.</summary>
public enum Permission
{
    /// <summary>台帳を検索し、個人票を開く。</summary>
    LedgerView,

    /// <summary>個人票を印刷する。</summary>
    LedgerPrint,

    /// <summary>支援措置により隠した住所を、理由を示して表示する。</summary>
    ProtectedAddressView,

    /// <summary>接種記録・被接種者を登録する。</summary>
    RecordRegister,

    /// <summary>訂正・取消・転出や死亡の記録を行う(承認が要るものは申請になる)。</summary>
    RecordCorrect,

    /// <summary>他の職員が申請した訂正を承認・差戻しする。</summary>
    CorrectionApprove,

    /// <summary>予診票と画面を読み合わせ、違いを記録する。</summary>
    SlipCompare,

    /// <summary>自分の加わっていない読み合わせの結果を確定する。</summary>
    ComparisonSignOff,

    /// <summary>重複して登録された二人を統合し、統合を取り消す。</summary>
    RecordMerge,

    /// <summary>VRS・宛名・接種券のファイルを取り込み、保留行を処理する。</summary>
    ImportRun,

    /// <summary>取り込みを丸ごと取り消す。</summary>
    ImportUndo,

    /// <summary>個人番号を登録・変更・削除する。</summary>
    MyNumberRegister,

    /// <summary>三つの場面に限り、個人番号を表示し、個人番号で照会する。</summary>
    MyNumberUse,

    /// <summary>ひとりの記録・履歴・閲覧者をまとめた証跡ファイルを作る。</summary>
    EvidencePackMake,

    /// <summary>台帳の一覧を、承認された媒体に出力する。</summary>
    LedgerExport,

    /// <summary>ほかのシステムへの連携ファイルを作成し、送付し、結果を取り込む。</summary>
    ExchangeRun,

    /// <summary>他の職員が作成した連携を承認する。</summary>
    ExchangeApprove,

    /// <summary>情報照会・情報提供と照会許可照会リストを見る。</summary>
    InquiryView,

    /// <summary>ほかの機関に照会し、求められた情報の提供・不開示を回答する。</summary>
    InquiryRun,

    /// <summary>他の職員が作成した照会・回答を承認・差戻しする。</summary>
    InquiryApprove,

    /// <summary>照会許可照会リストの項目を追加・終了する。</summary>
    InquiryPermitManage,

    /// <summary>情報提供等の記録を検索し、印刷する。</summary>
    ProvisionRecordView,

    /// <summary>月次帳票を作成し、出力する。</summary>
    ReportExport,

    /// <summary>媒体管理簿を見て、印刷・出力する。</summary>
    MediumView,

    /// <summary>媒体の使用を申請し、承認された媒体に書き出す。</summary>
    MediumRequest,

    /// <summary>他の職員が申請した媒体の使用を承認・差戻しする。</summary>
    MediumApprove,

    /// <summary>媒体を登録し、持出し・返却・消去・紛失・廃棄を記録する。</summary>
    MediumManage,

    /// <summary>利用者ID・権限・端末・棚卸・サインインの一覧を見て、印刷・出力する。</summary>
    AccountView,

    /// <summary>利用者IDの発行と変更を申請する。</summary>
    AccountRequest,

    /// <summary>他の職員が申請した利用者IDの発行と変更を承認・差戻しする。</summary>
    AccountApprove,

    /// <summary>承認されたIDを発行し、停止・再開・失効させ、パスワードを再発行する。</summary>
    AccountIssue,

    /// <summary>端末を登録し、紛失・廃止を記録する。</summary>
    TerminalManage,

    /// <summary>統合宛名システムの状況(付番、連携先システム)を見る。</summary>
    ClientView,

    /// <summary>連携先システムを登録し、シークレットを発行し、停止・再開する。</summary>
    ClientManage,

    /// <summary>異動・退職・休職を記録し、影響するIDを確認する。</summary>
    PersonnelManage,

    /// <summary>棚卸を始め、締める。</summary>
    ReviewManage,

    /// <summary>棚卸で、IDごとに継続・変更・停止を判定する。</summary>
    ReviewAnswer,

    /// <summary>操作ログを検索し、検証し、「この記録を見た人」を作る。</summary>
    LogView,

    /// <summary>操作ログをファイルに出力する。</summary>
    LogExport,

    /// <summary>ログ点検を始め、判定し、確定する。</summary>
    LogReview,

    /// <summary>安全管理措置の状況を見て、自己点検表を出力する。</summary>
    SafeguardsView,

    /// <summary>自己点検の結果を記録する。</summary>
    SelfInspect,

    /// <summary>システムの状態（版、データベース、バックアップ、証明書の期限など）を見る。</summary>
    SystemView,

    /// <summary>保守のお知らせを出し、バックアップを取る。</summary>
    SystemMaintain,
}
