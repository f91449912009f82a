using Columns = Portal.Domain.Exchange.ImportColumns;

namespace Portal.Domain.Exchange;

/// <summary>健康管理システムの接種記録 — one dose of somebody known by 統合宛名番号; joined with the lines after it, all of theirs.</summary>
public sealed record HealthLine(int LineNumber, string Text, string IntegratedNumber, IReadOnlyList<VrsDose> Doses) : VrsLine(LineNumber, Text, null, Doses)
{
    public override string PersonNumber => IntegratedNumber;

    internal static new HealthLine? Read(ImportLayout layout, CsvRecord record, LineFields fields)
    {
        int At(string column) => layout.IndexOf(column);
        var person = fields.Required(At(Columns.IntegratedNumber), fields.PersonNumber(At(Columns.IntegratedNumber), mayLoseZeros: false));
        var number = fields.Required(At(Columns.DoseNumber), fields.OneOf(At(Columns.DoseNumber), CouponLine.DoseNumbers, $"1から{Ledger.Dose.MaxDoseNumber}"));
        var dose = VrsDose.Read(number ?? 1,
            [-1, At(Columns.VaccinatedOn), At(Columns.CouponNumber), At(Columns.MunicipalityCode), At(Columns.Venue), At(Columns.Doctor), At(Columns.Maker), At(Columns.Lot)], fields);
        if (dose is null && fields.Faults.Count == 0)
        {
            fields.Refuse(At(Columns.VaccinatedOn), null, "空欄です。値が必要です。");
        }

        return person is null || number is null || dose is null ? null : new(record.LineNumber, record.Text, person, [dose]);
    }
}
