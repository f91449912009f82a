using System.Data.Common;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.Vrs.Files;

/// <summary>
/// VRS 登録・訂正ファイル — doses of the city's own coupons that VRS does not have, or has otherwise. What came from VRS and nobody has touched
/// since is there already and does not go back; what was corrected since goes as 訂正, what was cancelled as 取消.
/// </summary>
public sealed class VrsRecordsFile : OutgoingFile
{
    public override ExchangeRegister Register => ExchangeRegister.VrsRecords;
    public override ExchangeKind Changes => ExchangeKind.VrsRecords;
    public override string Layout => "vrs-records-1";
    public override string Result => "vrs-result-1";

    public override IQueryable<object> Rows(PortalDb db) =>
        from p in OutgoingPeople.Of(db)
        join d in Ours(db) on p.LedgerPersonId equals d.LedgerPersonId
        where p.ResidentNumber != null
        orderby p.LedgerPersonId, d.DoseNumber, d.DoseId
        select new
        {
            d.DoseId,
            p.LedgerPersonId,
            p.ResidentNumber,
            FromVrs = d.Source == DoseSource.Vrs,
            IsGone = d.Status != RecordStatus.Active,
            d.DoseNumber,
            d.VaccinatedOn,
            d.CouponNumber,
            d.MunicipalityCode,
            d.InstitutionName,
            d.Doctor,
            d.Maker,
            d.LotNumber,
        };

    public override IQueryable<object> LeftOut(PortalDb db) =>
        from p in OutgoingPeople.Of(db)
        join d in Ours(db) on p.LedgerPersonId equals d.LedgerPersonId
        where p.ResidentNumber == null
        select d;

    internal override OutgoingRecord Record(DbDataReader row) => new(row.GetGuid(0), row.GetGuid(1), item => item switch
    {
        "RecordId" => row.GetGuid(0).ToString("N"),
        "ResidentNumber" => row.GetString(2),
        "DoseNumber" => OutgoingPeople.Number(row, 5),
        "VaccinatedOn" => OutgoingPeople.Day(row, 6),
        "CouponNumber" => row.Text(7),
        "MunicipalityCode" => row.Text(8) ?? MunicipalityCode.Otaru.Value,
        "Venue" => Cut(row.Text(9), 30),
        "Doctor" => Cut(row.Text(10), 20),
        "Maker" => Cut(row.Text(11), 20),
        "LotNumber" => row.Text(12),
        _ => null,
    })
    {
        IsKnown = row.GetBoolean(3),
        IsGone = row.GetBoolean(4),
    };

    /// <summary>Active doses of the city that did not come from VRS, or were touched since; and those of VRS cancelled here, until VRS has taken that.</summary>
    private static IQueryable<Dose> Ours(PortalDb db)
    {
        var otaru = MunicipalityCode.Otaru.Value;
        return db.Doses.Where(d => (d.MunicipalityCode == null || d.MunicipalityCode == otaru)
            && ((d.Status == RecordStatus.Active
                    && (d.Source != DoseSource.Vrs || db.Revisions.Any(r => r.RecordId == d.DoseId && r.AppliedAt != null && r.Act != RevisionAct.Register)))
                || (d.Status != RecordStatus.Active && d.Source == DoseSource.Vrs
                    && !db.ExchangeLines.Any(l => l.Register == ExchangeRegister.VrsRecords && l.RecordId == d.DoseId && l.Act == ExchangeAct.Remove && l.State == ExchangeLineState.Accepted))));
    }

    /// <summary>VRS has narrower columns than the ledger: a venue is no reason to keep a dose back.</summary>
    private static string? Cut(string? text, int width) => text?.Length > width ? text[..width] : text;
}
