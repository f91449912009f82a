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
            ImportKind.HealthRecords => HealthLine.Read(layout, record, fields),
            _ => throw new ArgumentOutOfRangeException(nameof(layout)),
        };
        fields.RefuseMyNumbers(layout.IgnoredColumns);
        faults = fields.Faults;
        return fields.Faults.Count == 0 ? line : null;
    }
}

/// <summary>VRS 予防接種台帳向け出力 — one person with all doses. VRS may leave the 個別宛名番号 empty.</summary>
public record VrsLine(int LineNumber, string Text, string? ResidentNumber, IReadOnlyList<VrsDose> Doses) : ImportLine(LineNumber, Text)
{
    /// <summary>The number the file knows the person by.</summary>
    public virtual string? PersonNumber => ResidentNumber;

    internal static VrsLine Read(ImportLayout layout, CsvRecord record, LineFields fields)
    {
        var doses = new List<VrsDose>(layout.DoseCount);
        for (var number = 1; number <= layout.DoseCount; number++)
        {
            if (VrsDose.Read(number, [.. Enumerable.Range(1 + (number - 1) * ImportLayout.VrsColumnsPerDose, ImportLayout.VrsColumnsPerDose)], fields) is { } dose)
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

    /// <param name="number">接種回数.</param>
    /// <param name="at">Where the eight items stand, in VRS's order; -1 for what the file does not have.</param>
    /// <param name="fields">The line.</param>
    internal static VrsDose? Read(int number, ReadOnlySpan<int> at, LineFields fields)
    {
        var values = new string?[at.Length];
        for (var item = 0; item < at.Length; item++)
        {
            values[item] = fields.Value(at[item]);
        }

        if (Array.TrueForAll(values, value => value is null))
        {
            return null;
        }

        var recordedAt = fields.Moment(at[0]);
        var day = fields.Required(at[1], fields.Day(at[1]));
        if (day < Dose.FirstDay || day > Dose.LastDay)
        {
            fields.Refuse(at[1], values[1], "台帳に登録できるのは令和3年2月17日から令和6年3月31日までの接種です。");
        }

        var coupon = fields.Coupon(at[2]);
        var municipality = fields.Municipality(at[3]);
        var venue = fields.Text(at[4], VenueMaxLength);
        var doctor = fields.Text(at[5], ShortMaxLength);
        var maker = fields.Text(at[6], ShortMaxLength);
        var lot = fields.Text(at[7], ShortMaxLength);
        return day is { } vaccinatedOn
            ? new(number, recordedAt, vaccinatedOn, coupon, municipality, venue, doctor, maker,
                Ledger.LotNumber.TryParse(lot, out var normalised) ? normalised.Value : null, CsvText.Verbatim(values))
            : null;
    }
}
