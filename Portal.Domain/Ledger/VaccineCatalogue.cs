using System.Collections.Frozen;
using static Portal.Domain.Ledger.Series;

namespace Portal.Domain.Ledger;

/// <summary>The sixteen products given until 2024-03-31, in the order they came into use within a maker.</summary>
internal static class VaccineCatalogue
{
    private const int Infant = 6;
    private const int From5 = 5 * 12;
    private const int From6 = 6 * 12;
    private const int From12 = 12 * 12;
    private static readonly int[] ThreeWeeks = [21];
    private static readonly int[] ThreeThenEightWeeks = [21, 56];
    private static readonly int[] FourWeeks = [28];
    private static readonly DateOnly OriginalBoosterEnd = new(2023, 3, 31);
    private static readonly DateOnly BivalentEnd = new(2023, 9, 19);
    private static readonly DateOnly XbbStart = new(2023, 9, 20);

    public static IReadOnlyList<VaccineProduct> Products { get; } =
    [
        new()
        {
            Code = "comirnaty-original", Name = "コミナティ筋注（起源株）", Maker = Maker.Pfizer, FromMonths = From12,
            UsableFrom = new(2021, 2, 14), BoosterUntil = OriginalBoosterEnd, InitialIntervalDays = ThreeWeeks, Cvx = "208",
            UsualDoses = [new(Initial, From12, 0.3m), new(Booster, From12, 0.3m)],
        },
        new()
        {
            Code = "comirnaty-5-11-original", Name = "コミナティ筋注5～11歳用（起源株）", Maker = Maker.Pfizer, FromMonths = From5, ToAge = 11,
            UsableFrom = new(2022, 1, 21), BoosterUntil = OriginalBoosterEnd, InitialIntervalDays = ThreeWeeks, Cvx = "218",
            UsualDoses = [new(Initial, From5, 0.2m), new(Booster, From5, 0.2m)],
        },
        new()
        {
            Code = "comirnaty-6m-4y-original", Name = "コミナティ筋注6か月～4歳用（起源株）", Maker = Maker.Pfizer, FromMonths = Infant, ToAge = 4,
            UsableFrom = new(2022, 10, 5), InitialIntervalDays = ThreeThenEightWeeks, Cvx = "219",
            UsualDoses = [new(Initial, Infant, 0.2m)],
        },
        new()
        {
            Code = "comirnaty-ba1", Name = "コミナティRTU筋注（2価 起源株/BA.1）", Maker = Maker.Pfizer, FromMonths = From12,
            UsableFrom = new(2022, 9, 12), BoosterUntil = BivalentEnd,
            UsualDoses = [new(Booster, From12, 0.3m)],
        },
        new()
        {
            Code = "comirnaty-ba45", Name = "コミナティRTU筋注（2価 起源株/BA.4-5）", Maker = Maker.Pfizer, FromMonths = From12,
            UsableFrom = new(2022, 10, 5), BoosterUntil = BivalentEnd, Cvx = "300",
            UsualDoses = [new(Booster, From12, 0.3m)],
        },
        new()
        {
            Code = "comirnaty-5-11-ba45", Name = "コミナティ筋注5～11歳用（2価 起源株/BA.4-5）", Maker = Maker.Pfizer, FromMonths = From5, ToAge = 11,
            UsableFrom = new(2023, 2, 28), BoosterUntil = BivalentEnd, Cvx = "301",
            UsualDoses = [new(Booster, From5, 0.2m)],
        },
        new()
        {
            Code = "comirnaty-xbb", Name = "コミナティRTU筋注（XBB.1.5）", Maker = Maker.Pfizer, FromMonths = From12,
            UsableFrom = XbbStart, InitialIntervalDays = ThreeWeeks, Cvx = "309",
            UsualDoses = [new(Initial, From12, 0.3m), new(Booster, From12, 0.3m)],
        },
        new()
        {
            Code = "comirnaty-5-11-xbb", Name = "コミナティ筋注5～11歳用（XBB.1.5）", Maker = Maker.Pfizer, FromMonths = From5, ToAge = 11,
            UsableFrom = XbbStart, InitialIntervalDays = ThreeWeeks, Cvx = "310",
            UsualDoses = [new(Initial, From5, 0.2m), new(Booster, From5, 0.2m)],
        },
        new()
        {
            Code = "comirnaty-6m-4y-xbb", Name = "コミナティ筋注6か月～4歳用（XBB.1.5）", Maker = Maker.Pfizer, FromMonths = Infant, ToAge = 4,
            UsableFrom = XbbStart, InitialIntervalDays = ThreeThenEightWeeks, Cvx = "308",
            UsualDoses = [new(Initial, Infant, 0.2m), new(Booster, Infant, 0.2m)],
        },
        new()
        {
            Code = "spikevax-original", Name = "スパイクバックス筋注（起源株）", Maker = Maker.Moderna, FromMonths = From12,
            UsableFrom = new(2021, 5, 21), BoosterUntil = OriginalBoosterEnd, InitialIntervalDays = FourWeeks, Cvx = "207",
            UsualDoses = [new(Initial, From12, 0.5m), new(Booster, From12, 0.25m)],
        },
        new()
        {
            Code = "spikevax-ba1", Name = "スパイクバックス筋注（2価 起源株/BA.1）", Maker = Maker.Moderna, FromMonths = From12,
            UsableFrom = new(2022, 9, 1), BoosterUntil = new(2023, 6, 14), Cvx = "229",
            UsualDoses = [new(Booster, From12, 0.5m)],
        },
        new()
        {
            Code = "spikevax-ba45", Name = "スパイクバックス筋注（2価 起源株/BA.4-5）", Maker = Maker.Moderna, FromMonths = From6,
            UsableFrom = new(2022, 11, 1), BoosterUntil = BivalentEnd, Cvx = "229",
            UsualDoses = [new(Booster, From6, 0.25m), new(Booster, From12, 0.5m)],
        },
        new()
        {
            Code = "spikevax-xbb", Name = "スパイクバックス筋注（XBB.1.5）", Maker = Maker.Moderna, FromMonths = From6,
            UsableFrom = XbbStart, InitialIntervalDays = FourWeeks, Cvx = "312",
            UsualDoses = [new(Initial, From6, 0.25m), new(Initial, From12, 0.5m), new(Booster, From6, 0.25m), new(Booster, From12, 0.5m)],
        },
        new()
        {
            Code = "vaxzevria", Name = "バキスゼブリア筋注", Maker = Maker.AstraZeneca, FromMonths = 40 * 12,
            UsableFrom = new(2021, 5, 21), InitialUntil = new(2022, 9, 30), InitialIntervalDays = FourWeeks, Cvx = "210",
            UsualDoses = [new(Initial, 40 * 12, 0.5m)],
        },
        new()
        {
            Code = "nuvaxovid", Name = "ヌバキソビッド筋注", Maker = Maker.Novavax, FromMonths = From12,
            UsableFrom = new(2022, 4, 19), InitialIntervalDays = ThreeWeeks, Cvx = "211",
            UsualDoses = [new(Initial, From12, 0.5m), new(Booster, From12, 0.5m)],
        },
        new()
        {
            Code = "daichirona-xbb", Name = "ダイチロナ筋注（XBB.1.5）", Maker = Maker.DaiichiSankyo, FromMonths = From12,
            UsableFrom = new(2023, 11, 28),
            UsualDoses = [new(Booster, From12, 0.6m)],
        },
    ];

    public static FrozenDictionary<string, VaccineProduct> ByCode { get; } = Products.ToFrozenDictionary(product => product.Code);
}
