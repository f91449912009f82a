using System.Data.Common;
using Portal.Data;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.Vrs.Files;

/// <summary>VRS 転出・死亡フラグファイル — people whose residence has ended, by 宛名番号 and their last coupon. Where somebody has come back the flag is taken off.</summary>
public sealed class VrsFlagsFile : OutgoingFile
{
    public override ExchangeRegister Register => ExchangeRegister.VrsFlags;
    public override ExchangeKind Changes => ExchangeKind.VrsFlagsOut;
    public override string Layout => "vrs-flags-1";
    public override string Result => "vrs-result-1";

    public override IQueryable<object> Rows(PortalDb db)
    {
        var otaru = MunicipalityCode.Otaru.Value;
        return from p in Ended(db)
               where p.ResidentNumber != null
               orderby p.LedgerPersonId
               select new
               {
                   p.LedgerPersonId,
                   p.ResidentNumber,
                   p.MovedOutOn,
                   p.DiedOn,
                   Coupon = db.Coupons.Where(c => c.LedgerPersonId == p.LedgerPersonId && c.MunicipalityCode == otaru && c.Status == RecordStatus.Active)
                       .OrderByDescending(c => c.DoseNumber).ThenBy(c => c.CouponId).Select(c => c.CouponNumber).FirstOrDefault(),
               };
    }

    public override IQueryable<object> LeftOut(PortalDb db) => Ended(db).Where(p => p.ResidentNumber == null);

    internal override OutgoingRecord Record(DbDataReader row) => new(row.GetGuid(0), row.GetGuid(0), item => item switch
    {
        "RecordId" => row.GetGuid(0).ToString("N"),
        "ResidentNumber" => row.GetString(1),
        "CouponNumber" => row.Text(4),
        "MunicipalityCode" => MunicipalityCode.Otaru.Value,
        "Flag" => row.IsDBNull(3) ? "1" : "2",
        "FlaggedOn" => OutgoingPeople.Day(row, row.IsDBNull(3) ? 2 : 3),
        _ => null,
    });

    private static IQueryable<LedgerPerson> Ended(PortalDb db) => OutgoingPeople.Of(db).Where(p => p.MovedOutOn != null || p.DiedOn != null);
}
