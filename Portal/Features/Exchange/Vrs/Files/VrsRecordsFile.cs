using System.Data.Common;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.Vrs.Files;

/// <summary>
/// VRS 登録・訂正ファイル — doses of the city's own coupons that VRS does not have, or has otherwise. What came from VRS and nobody has touched
/// since is there already and does not go back; what was corrected since goes as 訂正, what was cancelled as 取消. A
/// dose told once is found by its 管理番号 whatever becomes of its number and day; one VRS has from elsewhere is found by these, so where they
/// are corrected the dose VRS has is cancelled and the corrected one registered, until VRS has taken both.
/// </summary>
public sealed class VrsRecordsFile : OutgoingFile
{
    public override ExchangeRegister Register => ExchangeRegister.VrsRecords;
    public override ExchangeKind Changes => ExchangeKind.VrsRecords;
    public override string Layout => "vrs-records-1";
    public override string Result => "vrs-result-1";

    public override IQueryable<object> Rows(PortalDb db)
    {
        var (changes, accepted, number, day) = (VrsKnownKeys.Changes(db), VrsKnownKeys.Accepted(db), VrsKnownKeys.Number, VrsKnownKeys.Day);
        return from p in OutgoingPeople.Of(db)
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
                   KnownNumber = d.Source != DoseSource.Vrs ? null
                       : changes.Where(k => k.RecordId == d.DoseId && k.Field == number && k.IsTheirs).OrderByDescending(k => k.At).ThenByDescending(k => k.RevisionId).Select(k => k.New).FirstOrDefault()
                           ?? changes.Where(k => k.RecordId == d.DoseId && k.Field == number).OrderBy(k => k.At).ThenBy(k => k.RevisionId).Select(k => k.Old).FirstOrDefault(),
                   KnownDay = d.Source != DoseSource.Vrs ? null
                       : changes.Where(k => k.RecordId == d.DoseId && k.Field == day && k.IsTheirs).OrderByDescending(k => k.At).ThenByDescending(k => k.RevisionId).Select(k => k.New).FirstOrDefault()
                           ?? changes.Where(k => k.RecordId == d.DoseId && k.Field == day).OrderBy(k => k.At).ThenBy(k => k.RevisionId).Select(k => k.Old).FirstOrDefault(),
                   IsTold = d.Source == DoseSource.Vrs && accepted.Any(l => l.RecordId == d.DoseId && l.Act != ExchangeAct.Add),
                   IsPriorGone = d.Source == DoseSource.Vrs && accepted.Any(l => l.RecordId == d.DoseId && l.Act == ExchangeAct.RemovePrior),
               };
    }

    public override IQueryable<object> LeftOut(PortalDb db) =>
        from p in OutgoingPeople.Of(db)
        join d in Ours(db) on p.LedgerPersonId equals d.LedgerPersonId
        where p.ResidentNumber == null
        select d;

    internal override OutgoingRecord Record(DbDataReader row)
    {
        var (number, day) = (OutgoingPeople.Number(row, 5), OutgoingPeople.Day(row, 6)!);
        var (knownNumber, knownDay) = row.GetBoolean(15) ? (number, day) : (row.Text(13) ?? number, row.Text(14)?.Replace("-", "", StringComparison.Ordinal) ?? day);
        var (isGone, isMoved) = (row.GetBoolean(4), (knownNumber, knownDay) != (number, day));
        string? Known(string item) => item switch
        {
            "DoseNumber" => knownNumber,
            "VaccinatedOn" => knownDay,
            _ => Item(row, item),
        };

        return new(row.GetGuid(0), row.GetGuid(1), isGone ? Known : item => Item(row, item))
        {
            IsKnown = row.GetBoolean(3) && !isMoved && !row.GetBoolean(16),
            IsGone = isGone,
            Prior = isMoved && !isGone ? Known : null,
        };
    }

    private static string? Item(DbDataReader row, string item) => item switch
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
    };

    /// <summary>Active doses of the city that did not come from VRS, or were touched since; and those of VRS cancelled here, until VRS has taken that.</summary>
    private static IQueryable<Dose> Ours(PortalDb db)
    {
        var otaru = MunicipalityCode.Otaru.Value;
        return db.Doses.Where(d => (d.MunicipalityCode == null || d.MunicipalityCode == otaru)
            && ((d.Status == RecordStatus.Active
                    && (d.Source != DoseSource.Vrs || db.Revisions.Any(r => r.RecordId == d.DoseId && r.AppliedAt != null && r.Act != RevisionAct.Register)))
                || (d.Status != RecordStatus.Active && d.Source == DoseSource.Vrs
                    && !db.ExchangeLines.Any(l => l.Register == ExchangeRegister.VrsRecords && l.RecordId == d.DoseId && (l.Act == ExchangeAct.Remove || l.Act == ExchangeAct.RemovePrior) && l.State == ExchangeLineState.Accepted))));
    }

    /// <summary>VRS has narrower columns than the ledger: a venue is no reason to keep a dose back.</summary>
    private static string? Cut(string? text, int width) => text?.Length > width ? text[..width] : text;
}
