using System.Data.Common;
using Portal.Data;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.HealthManagement;

/// <summary>健康管理システムへの接種券発行情報 — active coupons, by 統合宛名番号.</summary>
public sealed class HealthCouponsFile : OutgoingFile
{
    public override ExchangeRegister Register => ExchangeRegister.HealthCoupons;
    public override ExchangeKind? Full => ExchangeKind.HealthCouponsFull;
    public override ExchangeKind Changes => ExchangeKind.HealthCouponsChanges;
    public override string Layout => "health-coupons-1";
    public override string Result => "health-result-1";

    public override IQueryable<object> Rows(PortalDb db) =>
        from p in OutgoingPeople.Of(db)
        join c in db.Coupons.Where(c => c.Status == RecordStatus.Active) on p.LedgerPersonId equals c.LedgerPersonId
        where p.IntegratedNumber != null
        orderby p.LedgerPersonId, c.DoseNumber, c.CouponId
        select new { c.CouponId, p.LedgerPersonId, p.IntegratedNumber, c.MunicipalityCode, c.CouponNumber, c.Kind, c.DoseNumber, c.IssuedOn, c.IsReissue };

    public override IQueryable<object> LeftOut(PortalDb db) =>
        from p in OutgoingPeople.Of(db)
        join c in db.Coupons.Where(c => c.Status == RecordStatus.Active) on p.LedgerPersonId equals c.LedgerPersonId
        where p.IntegratedNumber == null
        select c;

    internal override OutgoingRecord Record(DbDataReader row) => new(row.GetGuid(0), row.GetGuid(1), item => item switch
    {
        "RecordId" => row.GetGuid(0).ToString("N"),
        "IntegratedNumber" => row.GetString(2),
        "MunicipalityCode" => row.GetString(3),
        "CouponNumber" => row.GetString(4),
        "Kind" => OutgoingPeople.Number(row, 5),
        "DoseNumber" => OutgoingPeople.Number(row, 6),
        "IssuedOn" => OutgoingPeople.Day(row, 7),
        "IsReissue" => row.GetBoolean(8) ? "1" : "0",
        _ => null,
    });
}
