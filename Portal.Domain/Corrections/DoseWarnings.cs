using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>登録前の注意 — what a clerk should look at once more. Never blocks.</summary>
public static class DoseWarnings
{
    /// <summary>What the new dose brings into the person's history, and what of it does not fit together.</summary>
    /// <param name="person">With the residence spans.</param>
    /// <param name="existing">The person's doses in the ledger.</param>
    /// <param name="dose">The dose about to be registered.</param>
    public static IReadOnlyList<string> Of(LedgerPerson person, IReadOnlyList<Dose> existing, Dose dose) =>
    [
        .. DoseChecks.Of(person, [.. existing, dose]).Except(DoseChecks.Of(person, existing)).Select(f => f.Message),
        .. Slip(dose),
    ];

    /// <summary>Records that may be this very dose: the same number or the same day.</summary>
    public static IReadOnlyList<Dose> Duplicates(IReadOnlyList<Dose> existing, Dose dose) =>
    [
        .. existing
            .Where(d => d.Status == RecordStatus.Active && d.DoseId != dose.DoseId && (d.DoseNumber == dose.DoseNumber || d.VaccinatedOn == dose.VaccinatedOn))
            .OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId),
    ];

    /// <summary>Softer than a warning: published lists are far from whole. Null when the lot is known.</summary>
    public static string? UnknownLot(LotNumber lot, IReadOnlyList<VaccineLot> known) =>
        known.Count == 0 ? $"ロット番号 {lot} は既知の一覧にありません。シールの番号をもう一度見てください。" : null;

    /// <summary>A known lot against the slip: known under other products only, or past its expiry on the day.</summary>
    /// <param name="lot">The lot on the slip.</param>
    /// <param name="product">The product on the slip, where one is chosen.</param>
    /// <param name="day">接種日, where it is known.</param>
    /// <param name="known">Rows of the master with that lot number.</param>
    public static IEnumerable<string> Lot(LotNumber lot, VaccineProduct? product, DateOnly? day, IReadOnlyList<VaccineLot> known)
    {
        if (product is not null && known.Count > 0 && known.All(l => l.ProductCode != product.Code))
        {
            yield return $"ロット番号 {lot} は{string.Join("または", known.Select(l => VaccineProduct.Find(l.ProductCode)?.Name ?? l.ProductCode))}のロットです。製品とロット番号を照合してください。";
        }

        if (known.Where(l => product is null || l.ProductCode == product.Code).Max(l => l.ExpiresOn) is { } expiry && expiry < day)
        {
            yield return $"接種日がロット {lot} の有効期限（{JapaneseDate.Format(expiry)}）を過ぎています。予診票と照合してください。";
        }
    }

    private static IEnumerable<string> Slip(Dose dose)
    {
        if (dose.LotNumber is null)
        {
            yield return "ロット番号がありません。予診票にシールがないときは、このまま登録できます。";
        }

        if (dose.ExpiresOn < dose.VaccinatedOn)
        {
            yield return $"接種日が有効年月日（{JapaneseDate.Format(dose.ExpiresOn.Value)}）を過ぎています。予診票と照合してください。";
        }

        if (!OcrLine.TryParse(dose.OcrLine, out var ocr))
        {
            yield break;
        }

        if (ocr.Kind == CouponKind.InterviewOnly)
        {
            yield return "OCRラインは「予診のみ」の券です。接種していない予診票でないか確かめてください。";
        }

        if (dose.CouponNumber is not null && dose.CouponNumber != ocr.Coupon.Value)
        {
            yield return "券番号がOCRラインと違います。予診票を確かめてください。";
        }

        if (dose.MunicipalityCode is not null && dose.MunicipalityCode != ocr.Municipality.Value)
        {
            yield return "接種自治体コードがOCRラインと違います。予診票を確かめてください。";
        }

        if (dose.DoseNumber != ocr.DoseNumber)
        {
            yield return $"OCRラインは{ocr.DoseNumber}回目の券です。{dose.DoseNumber}回目でよいか確かめてください。";
        }
    }
}
