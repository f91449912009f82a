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

    /// <summary>VRS・宛名・接種券のファイルを取り込み、保留行を処理する。</summary>
    ImportRun,

    /// <summary>取り込みを丸ごと取り消す。</summary>
    ImportUndo,
}
