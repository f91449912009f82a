using System.Data.Common;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Lists;

/// <summary>VRS 予防接種台帳向け出力: a person with all doses in one line. An item that would not come back as it is stays empty, which the import takes for silence.</summary>
internal sealed class VrsFile(IListSheet sheet, LeftOut leftOut, ZeroRepair repair, HashSet<string> shared, bool showsProtected)
    : LayoutFile(Titles(), ImportKind.Vrs, sheet, leftOut, repair, shared)
{
    private const int Columns = ImportLayout.VrsColumnsPerDose;

    private static readonly string[] Items = ["接種履歴登録日時", "接種日", "券番号", "接種自治体コード", "接種会場名", "接種医師名", "ワクチンメーカー", "ワクチンロット番号"];

    private readonly string[] _line = new string[1 + Dose.MaxDoseNumber * Columns];
    private string? _number;

    public override IQueryable<object> Rows(PortalDb db, ListQuestion asked) => LayoutRows.Vrs(db, asked);

    public override void Take(DbDataReader row)
    {
        var number = row.GetString(row.GetOrdinal("ResidentNumber"));
        if (number != _number)
        {
            End();
            _number = number;
            Array.Fill(_line, "");
            _line[0] = number;
        }

        var dose = row.GetInt32(row.GetOrdinal("DoseNumber"));
        if (dose is < 1 or > Dose.MaxDoseNumber)
        {
            LeftOut.Add("回数が1から9でない接種記録");
            return;
        }

        var block = _line.AsSpan(1 + (dose - 1) * Columns, Columns);
        if (block[1].Length > 0)
        {
            LeftOut.Add("同じ人の同じ回数の、2件目からの接種記録");
            return;
        }

        block[0] = Recorded(row);
        block[1] = Day(DayOf(row, "VaccinatedOn"));
        var hides = !showsProtected && row.GetBoolean(row.GetOrdinal("IsProtected"));
        if (hides)
        {
            LeftOut.Add("支援措置の対象者の接種記録（会場・医師・自治体を空欄にしました）");
        }

        (string Item, int At)[] texts = [("CouponNumber", 2), ("MunicipalityCode", 3), ("InstitutionName", 4), ("Doctor", 5), ("Maker", 6), ("LotNumber", 7)];
        foreach (var (item, at) in texts)
        {
            block[at] = hides && (item is "MunicipalityCode" or "InstitutionName" or "Doctor") ? "" : Text(row, item) ?? "";
        }
    }

    public override void End()
    {
        if (_number is null || !CanName(_number))
        {
            return;
        }

        if (!ComesBack())
        {
            Mend();
        }

        if (_line.Skip(1).Any(value => value.Length > 0) && ComesBack())
        {
            Write(_number, _line);
        }
        else
        {
            LeftOut.Add("取込が読めない行");
        }
    }

    private static string[] Titles() =>
        [.. Enumerable.Range(1, Dose.MaxDoseNumber).SelectMany(dose => Items.Select(item => $"{dose}回目{item}")).Prepend("個別宛名番号")];

    private static string Recorded(DbDataReader row) =>
        row.GetOrdinal("RecordedAt") is var at && row.IsDBNull(at) ? "" : FieldText.Moment(row.GetDateTime(at)) ?? "";

    private bool ComesBack() => ReadBack(_line) is VrsLine back && back.ResidentNumber == _number && back.Doses.All(IsAsWritten);

    private bool IsAsWritten(VrsDose dose)
    {
        var block = _line.AsSpan(1 + (dose.Number - 1) * Columns, Columns);
        return Same(FieldText.Moment(dose.RecordedAt), block[0]) && Day(dose.VaccinatedOn) == block[1] && Same(dose.CouponNumber, block[2]) && Same(dose.MunicipalityCode, block[3])
            && Same(dose.Venue, block[4]) && Same(dose.Doctor, block[5]) && Same(dose.Maker, block[6]) && Same(dose.LotNumber, block[7]);
    }

    /// <summary>What a file does not say, the import does not touch.</summary>
    private static bool Same(string? back, string written) => back is null || back == written;

    /// <summary>Empties the items that do not come back, and a dose whose day does not.</summary>
    private void Mend()
    {
        var whole = _line.ToArray();
        for (var first = 1; first < whole.Length; first += Columns)
        {
            if (whole[first + 1].Length == 0)
            {
                continue;
            }

            Array.Fill(_line, "", 1, whole.Length - 1);
            _line[first + 1] = whole[first + 1];
            if (!ComesBack())
            {
                whole.AsSpan(first, Columns).Fill("");
                LeftOut.Add("接種日が取込の範囲にない接種記録");
                continue;
            }

            MendItems(whole, first);
        }

        whole.CopyTo(_line, 0);
    }

    private void MendItems(string[] whole, int first)
    {
        for (var at = first; at < first + Columns; at++)
        {
            if (at == first + 1 || whole[at].Length == 0)
            {
                continue;
            }

            _line[at] = whole[at];
            if (!ComesBack())
            {
                (_line[at], whole[at]) = ("", "");
                LeftOut.Add("取込が別の値に読む項目（空欄にしました）");
            }
        }
    }
}
