using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality.Twins;

/// <summary>
/// 重複の見込み — how likely two people of the ledger are one, 0 to 100, and why. The name must agree one way or another, and the birth
/// date at least nearly: 双子 and others of a household, with given names of their own, are never likely.
/// </summary>
/// <param name="Points">0 to 100.</param>
/// <param name="Reasons">In the order they are weighed.</param>
public sealed record TwinScore(int Points, IReadOnlyList<string> Reasons)
{
    /// <summary>From here on a pair is worth a clerk's look.</summary>
    public const int Likely = 70;

    public static readonly TwinScore None = new(0, []);

    public bool IsLikely => Points >= Likely;

    public static TwinScore Of(TwinFacts one, TwinFacts two)
    {
        // Two My Numbers are two people, or a mistake of its own.
        if (one.PersonId == two.PersonId || (one.HasMyNumber && two.HasMyNumber) || Name(one, two) is not { } name || Birth(one.BirthDate, two.BirthDate) is not { } birth)
        {
            return None;
        }

        (int Points, string Why)[] weighed = [name, birth, .. Beside(one, two)];
        return new(Math.Clamp(weighed.Sum(w => w.Points), 0, 100), [.. weighed.Select(w => w.Why)]);
    }

    /// <summary>Null: not the same name in any way.</summary>
    private static (int Points, string Why)? Name(TwinFacts one, TwinFacts two)
    {
        var kana = one.KanaKey.Length > 0 && one.KanaKey == two.KanaKey;
        var kanji = one.NameKey.Length > 0 && one.NameKey == two.NameKey;
        return (kana, kanji) switch
        {
            (true, true) => (50, "氏名とカナ氏名が同じ"),
            (true, false) => (40, "カナ氏名が同じ（氏名の字が違う）"),
            (false, true) => (40, "氏名が同じ（カナ氏名が違う）"),
            _ when IsFormer(one, two) || IsFormer(two, one) => (40, "氏名がもう一方の旧氏・通称と同じ"),
            // A surname changes; a given name, a birth date and a house together seldom meet by chance.
            _ when one.GivenNameKey.Length > 0 && one.GivenNameKey == two.GivenNameKey && one.GivenKanaKey == two.GivenKanaKey
                && one.BirthDate == two.BirthDate && one.AddressKey.Length > 0 && one.AddressKey == two.AddressKey => (30, "名が同じ（姓が違う）"),
            _ => null,
        };
    }

    private static bool IsFormer(TwinFacts one, TwinFacts two) => one.OtherNameKey.Length > 0 && one.OtherNameKey == two.NameKey;

    /// <summary>Null: another birth date.</summary>
    private static (int Points, string Why)? Birth(DateOnly? one, DateOnly? two) => (one, two) switch
    {
        ({ } a, { } b) when a == b => (30, "生年月日が同じ"),
        ({ } a, { } b) when a.Year == b.Year && a.Month == b.Day && a.Day == b.Month => (15, "生年月日の月と日が逆"),
        ({ } a, { } b) when DifferingDigits(a, b) == 1 => (15, "生年月日が1字違い"),
        ({ }, { }) => null,
        _ => (5, "生年月日の記録がない"),
    };

    private static IEnumerable<(int Points, string Why)> Beside(TwinFacts one, TwinFacts two)
    {
        if (one.AddressKey.Length > 0 && one.AddressKey == two.AddressKey)
        {
            yield return (15, "住所が同じ");
        }

        if (one.IntegratedNumberKey is not null && one.IntegratedNumberKey == two.IntegratedNumberKey)
        {
            yield return (30, "統合宛名番号が同じ");
        }

        if (one.Sex != two.Sex && one.Sex != Sex.Unknown && two.Sex != Sex.Unknown)
        {
            yield return (-25, "性別が違う");
        }
    }

    private static int DifferingDigits(DateOnly one, DateOnly two)
    {
        var (a, b) = (Number(one), Number(two));
        var differing = 0;
        for (; a > 0 || b > 0; (a, b) = (a / 10, b / 10))
        {
            differing += a % 10 == b % 10 ? 0 : 1;
        }

        return differing;
    }

    private static int Number(DateOnly day) => day.Year * 10000 + day.Month * 100 + day.Day;
}
