namespace Portal.Domain.Exchange.Runs;

/// <summary>What states, partners and kinds are called.</summary>
public static class ExchangeTerms
{
    public static string Label(this ExchangeState state) => state switch
    {
        ExchangeState.Made => "作成",
        ExchangeState.AwaitsApproval => "承認待ち",
        ExchangeState.Sent => "送付",
        ExchangeState.Answered => "結果取込",
        ExchangeState.Done => "済",
        ExchangeState.Failed => "失敗",
        ExchangeState.Reading => "読取中",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this ExchangePartner partner) => partner switch
    {
        ExchangePartner.Vrs => "VRS",
        ExchangePartner.HealthManagement => "健康管理システム",
        ExchangePartner.ResidentIndex => "統合宛名システム",
        ExchangePartner.IntermediateServer => "中間サーバー",
        _ => throw new ArgumentOutOfRangeException(nameof(partner)),
    };

    public static string Label(this ExchangeRegister register) => register switch
    {
        ExchangeRegister.Replica => "中間サーバーの副本",
        ExchangeRegister.VrsRecords => "VRS",
        ExchangeRegister.HealthRecords => "健康管理システムの接種記録",
        ExchangeRegister.HealthCoupons => "健康管理システムの接種券発行情報",
        ExchangeRegister.VrsFlags => "VRS の転出・死亡フラグ",
        _ => throw new ArgumentOutOfRangeException(nameof(register)),
    };

    public static string Label(this ExchangeKind kind) => kind switch
    {
        ExchangeKind.VrsReconciliation => "VRS 突合",
        ExchangeKind.ReplicaFull => "副本 全件",
        ExchangeKind.ReplicaChanges => "副本 異動分",
        ExchangeKind.ReplicaComparison => "原本照合",
        ExchangeKind.VrsRecords => "VRS 登録・訂正",
        ExchangeKind.HealthRecordsFull => "健康管理 接種記録 全件",
        ExchangeKind.HealthRecordsChanges => "健康管理 接種記録 異動分",
        ExchangeKind.HealthCouponsFull => "健康管理 接種券 全件",
        ExchangeKind.HealthCouponsChanges => "健康管理 接種券 異動分",
        ExchangeKind.HealthReconciliation => "健康管理 突合",
        ExchangeKind.VrsTransferInquiry => "VRS 一括照合",
        ExchangeKind.VrsFlagsOut => "VRS 転出・死亡フラグ 送付",
        ExchangeKind.VrsFlagsIn => "VRS 転出・死亡フラグ 取込",
        ExchangeKind.InquirySheet => "情報照会",
        ExchangeKind.ProvisionRequests => "情報提供の求め",
        ExchangeKind.ProvisionAnswers => "情報提供の回答",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this ExchangeAct act) => act switch
    {
        ExchangeAct.Add => "追加",
        ExchangeAct.Change => "更新",
        ExchangeAct.Remove => "削除",
        ExchangeAct.RemovePrior => "訂正前の削除",
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    public static ExchangePartner Partner(this ExchangeKind kind) => kind switch
    {
        ExchangeKind.VrsReconciliation or ExchangeKind.VrsRecords => ExchangePartner.Vrs,
        ExchangeKind.VrsTransferInquiry or ExchangeKind.VrsFlagsOut or ExchangeKind.VrsFlagsIn => ExchangePartner.Vrs,
        ExchangeKind.ReplicaFull or ExchangeKind.ReplicaChanges or ExchangeKind.ReplicaComparison => ExchangePartner.IntermediateServer,
        ExchangeKind.HealthRecordsFull or ExchangeKind.HealthRecordsChanges or ExchangeKind.HealthCouponsFull or ExchangeKind.HealthCouponsChanges
            or ExchangeKind.HealthReconciliation
            => ExchangePartner.HealthManagement,
        ExchangeKind.InquirySheet or ExchangeKind.ProvisionRequests or ExchangeKind.ProvisionAnswers => ExchangePartner.IntermediateServer,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
