namespace Portal.Domain.Ledger;

/// <summary>接種パターン — the initial series (初回接種) or a booster (追加接種).</summary>
public enum Series
{
    Initial,
    Booster,
}

/// <summary>接種量 for a series and an age.</summary>
/// <param name="Series">初回 or 追加.</param>
/// <param name="FromMonths">Youngest age in full months by law.</param>
/// <param name="Millilitres">Usual amount of one dose.</param>
public sealed record UsualDose(Series Series, int FromMonths, decimal Millilitres);

/// <summary>
/// ワクチン — a product of the 特例臨時接種. Its figures lead to warnings, never to refusals: real records break them. Sources: package
/// inserts as summarised for the 予防接種の実施に関する手引き and by 町田市, 千代田区, ふじみ野市; CVX codes from the CDC list.
/// </summary>
public sealed record VaccineProduct
{
    /// <summary>Stable name in the database, such as <c>comirnaty-original</c>.</summary>
    public required string Code { get; init; }

    /// <summary>販売名 with 株 and age group.</summary>
    public required string Name { get; init; }

    public required Maker Maker { get; init; }

    /// <summary>Youngest age in full months by law; 6 for the infant product.</summary>
    public required int FromMonths { get; init; }

    /// <summary>Oldest age in full years, null for adults' products.</summary>
    public int? ToAge { get; init; }

    public required IReadOnlyList<UsualDose> UsualDoses { get; init; }

    /// <summary>承認 — the first possible day of use; the first of its month, or the season's first day, where no day is known.</summary>
    public required DateOnly UsableFrom { get; init; }

    /// <summary>The last day of use for boosters; null where no earlier end than the programme's is known.</summary>
    public DateOnly? BoosterUntil { get; init; }

    /// <summary>The last day of use for the initial series; null where no earlier end than the programme's is known.</summary>
    public DateOnly? InitialUntil { get; init; }

    /// <summary>Usual days from dose 1 to 2 (and 2 to 3, for the infant product); empty for boosters only.</summary>
    public IReadOnlyList<int> InitialIntervalDays { get; init; } = [];

    /// <summary>CDC code for the SMART Health Card; null where the list has none for the product.</summary>
    public string? Cvx { get; init; }

    public string MakerName => Maker.DisplayName();

    public int InitialDoses => InitialIntervalDays.Count == 0 ? 0 : InitialIntervalDays.Count + 1;

    public static IReadOnlyList<VaccineProduct> All => VaccineCatalogue.Products;

    public static VaccineProduct? Find(string? code) => code is null ? null : VaccineCatalogue.ByCode.GetValueOrDefault(code);

    public static IEnumerable<VaccineProduct> OfMaker(Maker maker) => All.Where(product => product.Maker == maker);

    public bool IsFor(Series series) => UsualDoses.Any(dose => dose.Series == series);

    /// <summary>By the law's count of age, as on <see cref="Age"/>.</summary>
    public bool IsForAge(DateOnly birth, DateOnly day) =>
        Age.LegalMonthsOn(birth, day) >= FromMonths && (ToAge is null || Age.LegalOn(birth, day) <= ToAge);

    /// <summary>Whether the product was in use for that series on that day.</summary>
    public bool IsUsableOn(DateOnly day, Series series) =>
        IsFor(series) && UsableFrom <= day && day <= ((series == Series.Initial ? InitialUntil : BoosterUntil) ?? Campaign.Programme.To);

    /// <summary>接種量 in mL to offer; null when the product is not for that series or age.</summary>
    public decimal? UsualAmount(Series series, DateOnly birth, DateOnly day) => UsualDoses
        .Where(dose => dose.Series == series && dose.FromMonths <= Age.LegalMonthsOn(birth, day))
        .MaxBy(dose => dose.FromMonths)?.Millilitres;

    /// <summary>Months from the last dose to a booster on that day: 6 for ヌバキソビッド; else 5, and 3 from 2022-10-21.</summary>
    public int BoosterIntervalMonths(DateOnly day) =>
        Maker == Maker.Novavax ? 6 : day < new DateOnly(2022, 10, 21) ? 5 : 3;
}
