using System.Data.Common;
using System.Globalization;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Lists;

/// <summary>接種券発行情報: a coupon a line. Which municipality issued it is part of its name and tells where somebody lived: of people under 支援措置 only for who may see their address.</summary>
internal sealed class CouponFile(IListSheet sheet, LeftOut leftOut, ZeroRepair repair, HashSet<string> shared, HashSet<CouponName> sharedCoupons, bool showsProtected)
    : LayoutFile([.. ImportColumns.Unnamed(ImportColumns.Coupons).Select(c => c.Name)], ImportKind.Coupons, sheet, leftOut, repair, shared)
{
    public override IQueryable<object> Rows(PortalDb db, ListQuestion asked) => LayoutRows.Coupons(db, asked);

    public override void Take(DbDataReader row)
    {
        var number = row.GetString(row.GetOrdinal("ResidentNumber"));
        var name = new CouponName(Text(row, "MunicipalityCode")!, Text(row, "CouponNumber")!, row.GetInt32(row.GetOrdinal("DoseNumber")));
        if (row.GetBoolean(row.GetOrdinal("IsProtected")) && !showsProtected)
        {
            LeftOut.Add("支援措置の対象者の接種券");
            return;
        }

        if (!CanName(number))
        {
            return;
        }

        if (sharedCoupons.Contains(name))
        {
            LeftOut.Add("同じ券番号・回数のものが2件以上ある接種券");
            return;
        }

        var (kind, issued, isReissue) = (row.GetInt32(row.GetOrdinal("Kind")), DayOf(row, "IssuedOn"), row.GetBoolean(row.GetOrdinal("IsReissue")));
        string[] line =
        [
            number, name.MunicipalityCode, name.CouponNumber, kind.ToString(CultureInfo.InvariantCulture), name.DoseNumber.ToString(CultureInfo.InvariantCulture),
            Day(issued), isReissue ? "1" : "0",
        ];
        var comesBack = ReadBack(line) is CouponLine back && SearchKeys.Number(back.ResidentNumber) == SearchKeys.Number(number)
            && new CouponName(back.MunicipalityCode, back.CouponNumber, back.DoseNumber) == name && (back.Kind, back.IssuedOn) == (kind, issued);
        if (comesBack)
        {
            Write(number, line);
        }
        else
        {
            LeftOut.Add("取込が読めない行");
        }
    }
}
