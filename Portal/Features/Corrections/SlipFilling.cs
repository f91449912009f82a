using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>What the form fills in by itself: the last entry's values, the scanned coupon, what goes with the product.</summary>
internal static class SlipFilling
{
    private static readonly string[] Deciding =
    [
        DoseFields.OcrLine.Key, DoseFields.DoseNumber.Key, DoseFields.VaccinatedOn.Key, DoseFields.ProductCode.Key,
    ];

    /// <summary>Whether a change of this item can change what the form fills in.</summary>
    public static bool IsDeciding(string key) => Deciding.Contains(key);

    public static FormEntry NewEntry(LastEntry last, OcrLine? scanned)
    {
        var entry = new FormEntry();
        entry[DoseFields.MunicipalityCode.Key] = MunicipalityCode.Otaru.Value;
        entry[DoseFields.Source.Key] = nameof(DoseSource.Slip);
        foreach (var group in LastEntry.Groups.Where(g => last.Texts.Count > 0 && last.Wanted.Contains(g.Key)))
        {
            last.Fill(entry, group);
        }

        entry[DoseFields.OcrLine.Key] = $"{scanned}";
        TakeScan(entry);
        return entry;
    }

    /// <summary>A whole OCR line names dose number, municipality and coupon.</summary>
    public static void TakeScan(FormEntry entry)
    {
        if (OcrLine.TryParse(entry[DoseFields.OcrLine.Key], out var line))
        {
            entry[DoseFields.DoseNumber.Key] = $"{line.DoseNumber}";
            entry[DoseFields.MunicipalityCode.Key] = line.Municipality.Value;
            entry[DoseFields.CouponNumber.Key] = line.Coupon.Value;
        }
    }

    /// <summary>Maker, pattern and amount, wherever nobody has typed something else.</summary>
    public static void Guess(EntryForm form, DateOnly? birth)
    {
        var entry = form.Entry;
        var usual = SlipDefaults.Of(
            VaccineProduct.Find(entry[DoseFields.ProductCode.Key]), form.NumberOf(DoseFields.DoseNumber.Key), form.DayOf(DoseFields.VaccinatedOn.Key), birth);
        entry.Guess(DoseFields.Maker.Key, usual.Maker);
        entry.Guess(DoseFields.Pattern.Key, usual.Pattern?.ToString());
        entry.Guess(DoseFields.AmountMl.Key, FieldText.Number(usual.AmountMl));
    }
}
