using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>製品・ロット・接種量 (各製品の添付文書; 予防接種の実施に関する手引き).</summary>
internal static class ProductRules
{
    /// <summary>The 2価 products and ダイチロナ are for boosters only; バキスゼブリア and the first infant product for the initial series only.</summary>
    public static IEnumerable<Finding> Series(DoseHistory history, Dose dose)
    {
        var series = history.SeriesOf(dose);
        return DoseHistory.ProductOf(dose) is { } product && !product.IsFor(series)
            ? [new(FindingRule.Lot, dose.DoseId,
                $"{product.Name}は{Words(series)}に使わない製品です（{dose.DoseNumber}回目）。製品と接種パターンを照合してください。")]
            : [];
    }

    /// <summary>From 承認 to the end of use: 起源株の追加 2023-03-31, モデルナBA.1 2023-06-14, 2価 2023-09-19 (厚生労働省Q&amp;A 0099).</summary>
    public static IEnumerable<Finding> Use(DoseHistory history, Dose dose)
    {
        var series = history.SeriesOf(dose);
        if (DoseHistory.ProductOf(dose) is not { } product || !product.IsFor(series) || history.Ground?.IsFuture(dose.VaccinatedOn) == true || product.IsUsableOn(dose.VaccinatedOn, series))
        {
            return [];
        }

        var limit = dose.VaccinatedOn < product.UsableFrom
            ? $"使用が始まった{Day(product.UsableFrom)}より前"
            : $"{Words(series)}への使用が終わった{Day((series == Ledger.Series.Initial ? product.InitialUntil : product.BoosterUntil) ?? Campaign.Programme.To)}より後";
        return [new(FindingRule.Campaign, dose.DoseId,
            $"{dose.DoseNumber}回目の接種日（{Day(dose.VaccinatedOn)}）は、{product.Name}の{limit}です。製品と接種日を照合してください。")];
    }

    /// <summary>ファイザー: two letters and four digits; モデルナ: seven digits or six and an A. Other makers' shapes are not published.</summary>
    public static IEnumerable<Finding> Lot(DoseHistory history, Dose dose)
    {
        if (!LotNumber.TryParse(dose.LotNumber, out var lot) || Shape(dose) is not { } shape || lot.Format == shape.Format)
        {
            return [];
        }

        var suggestion = LotNumber.LooksMistyped(lot.Value, out var meant) ? meant : "";
        return [new(FindingRule.Lot, dose.DoseId,
            $"{dose.DoseNumber}回目のロット番号 {lot} は{shape.Words}ではありません。{suggestion}予診票のシールと照合してください。")];
    }

    /// <summary>接種量, mL: スパイクバックスの追加は半量 0.25, 小児・乳幼児用は 0.2 …</summary>
    public static IEnumerable<Finding> Amount(DoseHistory history, Dose dose)
    {
        return dose.AmountMl is { } amount && UsualAmounts(history, dose) is { } usual && !usual.Contains(amount)
            ? [new(FindingRule.Amount, dose.DoseId,
                $"{dose.DoseNumber}回目の接種量が{FieldText.Number(amount)} mLです（{DoseHistory.ProductOf(dose)!.Name}の{Words(history.SeriesOf(dose))}は{string.Join("または", usual.Select(u => FieldText.Number(u)))} mL）。予診票と照合してください。")]
            : [];
    }

    /// <summary>mL; one where the age is known. Null where no product, or one that is not for this series, says so.</summary>
    internal static decimal[]? UsualAmounts(DoseHistory history, Dose dose)
    {
        var series = history.SeriesOf(dose);
        return DoseHistory.ProductOf(dose) is not { } product || !product.IsFor(series) ? null
            : history.Person.BirthDate is { } birth && product.UsualAmount(series, birth, dose.VaccinatedOn) is { } one ? [one]
            : [.. product.UsualDoses.Where(d => d.Series == series).Select(d => d.Millilitres).Distinct()];
    }

    internal static (LotFormat Format, string Words)? Shape(Dose dose) => DoseHistory.MakerOf(dose) switch
    {
        Maker.Pfizer => (LotFormat.Pfizer, "ファイザーの形（英字2文字と数字4桁）"),
        Maker.Moderna => (LotFormat.Moderna, "モデルナの形（数字7桁、または数字6桁とA）"),
        _ => null,
    };

    private static string Words(Series series) => series == Ledger.Series.Initial ? "初回接種" : "追加接種";

    private static string Day(DateOnly day) => JapaneseDate.Format(day);
}
