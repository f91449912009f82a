namespace Portal.Domain.Corrections;

public static class RevisionLabels
{
    public static string Label(this ReasonKind reason) => reason switch
    {
        ReasonKind.TranscriptionError => "予診票の転記誤り",
        ReasonKind.SlipError => "予診票の記載誤り",
        ReasonKind.PersonRequest => "本人からの申出",
        ReasonKind.Duplicate => "重複登録",
        ReasonKind.WrongPerson => "別人の記録",
        ReasonKind.ResidentChange => "住民記録の異動",
        ReasonKind.OtherMunicipality => "他自治体からの回答",
        ReasonKind.OperatorError => "操作誤りの取消し",
        ReasonKind.Other => "その他",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    public static string Label(this RevisionAct act) => act switch
    {
        RevisionAct.Register => "登録",
        RevisionAct.Correct => "訂正",
        RevisionAct.Cancel => "取消",
        RevisionAct.Restore => "以前の版に戻す",
        RevisionAct.Flag => "転出・死亡の記録",
        RevisionAct.Import => "取込",
        RevisionAct.UndoImport => "取込の取消",
        RevisionAct.Merge => "統合",
        RevisionAct.Unmerge => "統合の取消し",
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    public static string Label(this RevisionState state) => state switch
    {
        RevisionState.Pending => "承認待ち",
        RevisionState.Applied => "反映済み",
        RevisionState.Returned => "差戻し",
        RevisionState.Withdrawn => "取下げ",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this RecordKind kind) => kind switch
    {
        RecordKind.Person => "被接種者",
        RecordKind.Dose => "接種記録",
        RecordKind.Coupon => "接種券",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
