using Portal.Domain.Ledger;
using Columns = Portal.Domain.Exchange.ImportColumns;

namespace Portal.Domain.Exchange;

/// <summary>接種券発行情報 — one issued coupon, of somebody known by 宛名番号, or by 統合宛名番号 where the file has no other.</summary>
public sealed record CouponLine(
    int LineNumber, string Text, string? ResidentNumber, string? IntegratedNumber, string MunicipalityCode, string CouponNumber,
    int Kind, int DoseNumber, DateOnly? IssuedOn, bool? IsReissue) : ImportLine(LineNumber, Text)
{
    private static readonly Dictionary<string, int> Kinds = new()
    {
        ["1"] = 1,
        ["接種券"] = 1,
        ["2"] = 2,
        ["予診のみ"] = 2,
        ["予診のみ券"] = 2,
    };

    internal static readonly Dictionary<string, int> DoseNumbers = Enumerable.Range(1, Dose.MaxDoseNumber)
        .SelectMany(number => new[] { $"{number}", $"0{number}", $"{number}回目" }.Select(word => (word, number)))
        .ToDictionary(pair => pair.word, pair => pair.number);

    internal static CouponLine? Read(ImportLayout layout, CsvRecord record, LineFields fields)
    {
        int At(string column) => layout.IndexOf(column);
        var integrated = fields.PersonNumber(At(Columns.IntegratedNumber), mayLoseZeros: false);
        var person = fields.PersonNumber(At(Columns.ResidentNumber), mayLoseZeros: true);
        if (integrated is null)
        {
            fields.Required(layout.Has(Columns.ResidentNumber) ? At(Columns.ResidentNumber) : At(Columns.IntegratedNumber), person);
        }

        var municipality = fields.Required(At(Columns.MunicipalityCode), fields.Municipality(At(Columns.MunicipalityCode)));
        var number = fields.Required(At(Columns.CouponNumber), fields.Coupon(At(Columns.CouponNumber)));
        var kind = fields.Required(At(Columns.CouponKind), fields.OneOf(At(Columns.CouponKind), Kinds, "1(接種券)・2(予診のみ)"));
        var dose = fields.Required(At(Columns.DoseNumber), fields.OneOf(At(Columns.DoseNumber), DoseNumbers, $"1から{Dose.MaxDoseNumber}"));
        var issued = fields.Day(At(Columns.IssuedOn));
        var reissue = fields.OneOf(At(Columns.Reissue), LineFlags.Words, LineFlags.Choices);
        return (person ?? integrated) is null || municipality is null || number is null || kind is null || dose is null
            ? null
            : new(record.LineNumber, record.Text, person, integrated, municipality, number, kind.Value, dose.Value, issued, reissue);
    }
}
