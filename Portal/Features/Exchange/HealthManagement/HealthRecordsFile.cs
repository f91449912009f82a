using System.Data.Common;
using Portal.Data;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.HealthManagement;

/// <summary>健康管理システムへの接種記録 — active doses, by 統合宛名番号.</summary>
public sealed class HealthRecordsFile : OutgoingFile
{
    public override ExchangeRegister Register => ExchangeRegister.HealthRecords;
    public override ExchangeKind? Full => ExchangeKind.HealthRecordsFull;
    public override ExchangeKind Changes => ExchangeKind.HealthRecordsChanges;
    public override string Layout => "health-records-1";
    public override string Result => "health-result-1";

    public override IQueryable<object> Rows(PortalDb db) =>
        from p in OutgoingPeople.Of(db)
        join d in db.Doses.Where(d => d.Status == RecordStatus.Active) on p.LedgerPersonId equals d.LedgerPersonId
        where p.IntegratedNumber != null
        orderby p.LedgerPersonId, d.DoseNumber, d.DoseId
        select new
        {
            d.DoseId,
            p.LedgerPersonId,
            p.IntegratedNumber,
            d.DoseNumber,
            d.VaccinatedOn,
            d.CouponNumber,
            d.MunicipalityCode,
            d.InstitutionName,
            d.InstitutionCode,
            d.Doctor,
            d.Maker,
            d.ProductCode,
            d.LotNumber,
            d.AmountMl,
        };

    public override IQueryable<object> LeftOut(PortalDb db) =>
        from p in OutgoingPeople.Of(db)
        join d in db.Doses.Where(d => d.Status == RecordStatus.Active) on p.LedgerPersonId equals d.LedgerPersonId
        where p.IntegratedNumber == null
        select d;

    internal override OutgoingRecord Record(DbDataReader row) => new(row.GetGuid(0), row.GetGuid(1), item => item switch
    {
        "RecordId" => row.GetGuid(0).ToString("N"),
        "IntegratedNumber" => row.GetString(2),
        "DoseNumber" => OutgoingPeople.Number(row, 3),
        "VaccinatedOn" => OutgoingPeople.Day(row, 4),
        "CouponNumber" => row.Text(5),
        "MunicipalityCode" => row.Text(6),
        "InstitutionName" => row.Text(7),
        "InstitutionCode" => row.Text(8),
        "Doctor" => row.Text(9),
        "Maker" => row.Text(10),
        "ProductCode" => row.Text(11),
        "LotNumber" => row.Text(12),
        "AmountMl" => OutgoingPeople.Amount(row, 13),
        _ => null,
    });
}
