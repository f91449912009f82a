namespace Portal.Domain.Exchange.Runs;

/// <summary>相手の台帳 — a register a partner keeps from our files. What one holds says nothing of another of the same partner. Append only: the names are stored.</summary>
public enum ExchangeRegister
{
    /// <summary>中間サーバーの副本</summary>
    Replica,

    /// <summary>VRS の接種記録</summary>
    VrsRecords,

    /// <summary>健康管理システムの接種記録</summary>
    HealthRecords,

    /// <summary>健康管理システムの接種券発行情報</summary>
    HealthCoupons,
}
