namespace Portal.Domain.Ledger;

/// <summary>接種券 — one issued coupon (接種券発行情報). The number is the municipality's own, so the pair of code and number names it.</summary>
public class Coupon
{
    public required Guid CouponId { get; init; }
    public required Guid LedgerPersonId { get; set; }

    /// <summary>市町村コード, six digits.</summary>
    public required string MunicipalityCode { get; set; }

    /// <summary>券番号, ten digits with their zeros.</summary>
    public required string CouponNumber { get; set; }

    /// <summary>券種 1 = 接種券, 2 = 予診のみ券.</summary>
    public required int Kind { get; set; }

    /// <summary>回数 printed on the coupon.</summary>
    public required int DoseNumber { get; set; }

    /// <summary>発行日</summary>
    public DateOnly? IssuedOn { get; set; }

    public bool IsReissue { get; set; }
    public RecordStatus Status { get; set; } = RecordStatus.Active;
    public Guid? ImportRunId { get; init; }
    public required DateTime CreatedAt { get; init; }
    public Guid Version { get; set; } = FreshId.Next();
}
