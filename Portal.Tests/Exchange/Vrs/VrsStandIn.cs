using System.Globalization;
using System.Text;
using Portal.Domain;
using Portal.Domain.Ledger;

namespace Portal.Tests.Exchange.Vrs;

/// <summary>One vaccination as VRS has it: text as it stands in its columns.</summary>
public sealed record VrsEntry(string Number, int DoseNumber, string RecordedAt, string Day, string Coupon, string Municipality, string Venue, string Doctor, string Maker, string Lot)
{
    /// <summary>As VRS would have it, had it been told what the ledger knows.</summary>
    public static VrsEntry Of(LedgerPerson person, Dose dose) => new(
        person.ResidentNumber!, dose.DoseNumber, dose.RecordedAt is { } at ? JapanTime.Of(at).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) : "",
        dose.VaccinatedOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture), dose.CouponNumber ?? "", dose.MunicipalityCode ?? "", dose.InstitutionName ?? "",
        dose.Doctor ?? "", dose.Maker ?? "", dose.LotNumber ?? "");
}

/// <summary>What can go wrong on the way.</summary>
public enum VrsFault
{
    None,

    /// <summary>The last line stands there twice.</summary>
    DuplicateLine,

    /// <summary>The file ends in the middle of its last line.</summary>
    Truncated,

    /// <summary>UTF-16.</summary>
    WrongEncoding,

    /// <summary>UTF-8, but for the end of the file, which is Shift_JIS.</summary>
    MixedEncoding,

    /// <summary>A line is missing from the file, but not from the count VRS tells.</summary>
    WrongCount,

    /// <summary>A column too many in every line.</summary>
    WrongColumns,

    /// <summary>個人番号 in the first column.</summary>
    MyNumbers,
}

/// <summary>
/// VRS as a partner: writes 予防接種台帳向け出力 by docs/exchange/vrs-output.md, with nothing of the portal's own code — one line a person,
/// one column for the number and eight for every dose, UTF-8 without a mark, CR LF — and with faults on demand.
/// </summary>
public sealed class VrsStandIn(IEnumerable<VrsEntry> entries, int doses = 7, bool hasHeading = true)
{
    private const int ColumnsPerDose = 8;

    private static readonly string[] Items = ["接種履歴登録日時", "接種日", "券番号", "接種自治体コード", "接種会場名", "接種医師名", "ワクチンメーカー", "ワクチンロット番号"];

    /// <summary>件数 VRS shows beside the download.</summary>
    public int Lines => Rows().Count;

    public byte[] File(VrsFault fault = VrsFault.None)
    {
        var rows = Rows();
        rows = fault switch
        {
            VrsFault.DuplicateLine => [.. rows, rows[^1]],
            VrsFault.WrongCount => rows[..^1],
            VrsFault.WrongColumns => [.. rows.Select(row => row + ",")],
            VrsFault.MyNumbers => [.. rows.Select(row => "123456789018" + row[row.IndexOf(',')..])],
            _ => rows,
        };
        var heading = hasHeading ? [Heading() + (fault == VrsFault.WrongColumns ? "," : "")] : Array.Empty<string>();
        var text = string.Concat(heading.Concat(rows).Select(line => line + "\r\n"));
        return fault switch
        {
            VrsFault.Truncated => Encoding.UTF8.GetBytes(text[..(text.TrimEnd().LastIndexOf('\n') + 40)]),
            VrsFault.WrongEncoding => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            VrsFault.MixedEncoding => [.. Encoding.UTF8.GetBytes(text), 0x93, 0xFA, 0x96, 0x7B, 0x0D, 0x0A],
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private List<string> Rows() =>
    [
        .. entries.GroupBy(e => e.Number).Select(person =>
        {
            var columns = new string[1 + doses * ColumnsPerDose];
            Array.Fill(columns, "");
            columns[0] = person.Key;
            foreach (var e in person)
            {
                string[] values = [e.RecordedAt, e.Day, e.Coupon, e.Municipality, e.Venue, e.Doctor, e.Maker, e.Lot];
                values.CopyTo(columns, 1 + (e.DoseNumber - 1) * ColumnsPerDose);
            }

            return string.Join(',', columns);
        }),
    ];

    private string Heading() => string.Join(',', Enumerable.Range(1, doses).SelectMany(dose => Items.Select(item => $"{dose}回目{item}")).Prepend("個別宛名番号"));
}
