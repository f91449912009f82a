using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange;

/// <summary>A line that could be read: its number from 1, as an editor shows it, and its text as the file had it.</summary>
public abstract record ImportLine(int LineNumber, string Text)
{
    /// <summary>The line, or null with what is wrong with it.</summary>
    public static ImportLine? Parse(ImportLayout layout, CsvRecord record, ZeroRepair repair, out IReadOnlyList<LineFault> faults)
    {
        if (record.HasStrayQuote)
        {
            faults = [LineFault.At(record.LineNumber, "", null, "引用符(\")の位置が正しくないため、列の切れ目が分かりません。")];
            return null;
        }

        if (record.ColumnCount != layout.ColumnCount)
        {
            faults = [LineFault.At(record.LineNumber, "", null, $"列の数が1行目と違います(1行目は{layout.ColumnCount}列、この行は{record.ColumnCount:N0}列)。")];
            return null;
        }

        var fields = new LineFields(layout, record, repair);
        ImportLine? line = layout.Kind switch
        {
            ImportKind.Vrs => VrsLine.Read(layout, record, fields),
            ImportKind.Residents => ResidentLine.Read(layout, record, fields),
            ImportKind.Coupons => CouponLine.Read(layout, record, fields),
            _ => throw new ArgumentOutOfRangeException(nameof(layout)),
        };
        fields.RefuseMyNumbers(layout.IgnoredColumns);
        faults = fields.Faults;
        return fields.Faults.Count == 0 ? line : null;
    }
}

/// <summary>VRS 予防接種台帳向け出力 — one person with all doses. VRS may leave the 個別宛名番号 empty.</summary>
public sealed record VrsLine(int LineNumber, string Text, string? ResidentNumber, IReadOnlyList<VrsDose> Doses) : ImportLine(LineNumber, Text)
{
    internal static VrsLine Read(ImportLayout layout, CsvRecord record, LineFields fields)
    {
        var doses = new List<VrsDose>(layout.DoseCount);
        for (var number = 1; number <= layout.DoseCount; number++)
        {
            if (VrsDose.Read(number, 1 + (number - 1) * ImportLayout.VrsColumnsPerDose, fields) is { } dose)
            {
                doses.Add(dose);
            }
        }

        // VRS writes the number right-aligned without zeros by its own rule, so nothing is lost here.
        var person = fields.PersonNumber(0, mayLoseZeros: false);
        if (doses.Count == 0 && fields.Faults.Count == 0)
        {
            fields.Refuse(0, null, "接種記録が1回分もありません。");
        }

        return new(record.LineNumber, record.Text, person, doses);
    }
}

/// <summary>
/// One dose of a VRS line; its number is the place of its block. <c>RecordedAt</c> (接種履歴登録日時) is UTC, <c>LotNumber</c> normalised,
/// <c>SourceText</c> the eight values as the file had them.
/// </summary>
public sealed record VrsDose(
    int Number, DateTime? RecordedAt, DateOnly VaccinatedOn, string? CouponNumber, string? MunicipalityCode,
    string? Venue, string? Doctor, string? Maker, string? LotNumber, string SourceText)
{
    private const int VenueMaxLength = 30;
    private const int ShortMaxLength = 20;

    internal static VrsDose? Read(int number, int first, LineFields fields)
    {
        var values = Enumerable.Range(first, ImportLayout.VrsColumnsPerDose).Select(fields.Value).ToArray();
        if (Array.TrueForAll(values, value => value is null))
        {
            return null;
        }

        var recordedAt = fields.Moment(first);
        var day = fields.Required(first + 1, fields.Day(first + 1));
        if (day < Dose.FirstDay || day > Dose.LastDay)
        {
            fields.Refuse(first + 1, values[1], "台帳に登録できるのは令和3年2月17日から令和6年3月31日までの接種です。");
        }

        var coupon = fields.Coupon(first + 2);
        var municipality = fields.Municipality(first + 3);
        var venue = fields.Text(first + 4, VenueMaxLength);
        var doctor = fields.Text(first + 5, ShortMaxLength);
        var maker = fields.Text(first + 6, ShortMaxLength);
        var lot = fields.Text(first + 7, ShortMaxLength);
        return day is { } vaccinatedOn
            ? new(number, recordedAt, vaccinatedOn, coupon, municipality, venue, doctor, maker,
                Ledger.LotNumber.TryParse(lot, out var normalised) ? normalised.Value : null, CsvText.Verbatim(values))
            : null;
    }
}
