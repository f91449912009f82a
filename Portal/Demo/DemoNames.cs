using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Demo;

internal sealed record Surname(string Kanji, string Kana, string Roman);

internal sealed record GivenName(string Kanji, string Kana, string Roman);

/// <summary>Names by sex and era of birth; surnames with the variant characters family registers really hold.</summary>
internal static class DemoNames
{
    private static readonly Weighted<Surname> Surnames = new(DemoData.Rows("surnames.csv")
        .Select(row => (new Surname(row[0], row[1], row[2]), int.Parse(row[3], CultureInfo.InvariantCulture))));

    private static readonly Dictionary<(Sex, char), Weighted<GivenName>> GivenNames = DemoData.Rows("given-names.csv")
        .GroupBy(row => (row[0] == "F" ? Sex.Female : Sex.Male, row[1][0]))
        .ToDictionary(
            group => group.Key,
            group => new Weighted<GivenName>(group.Select(row => (new GivenName(row[2], row[3], row[4]), int.Parse(row[5], CultureInfo.InvariantCulture)))));

    /// <summary>Common form → the forms a share of families writes instead.</summary>
    private static readonly (string Common, string[] Variants, double Share)[] Variants =
    [
        ("高", ["髙"], 0.12),
        ("崎", ["﨑", "嵜"], 0.15),
        ("斉藤", ["齋藤", "齊藤", "斎藤"], 0.30),
        ("斎藤", ["齋藤"], 0.20),
        ("渡辺", ["渡邊", "渡邉"], 0.30),
        ("田辺", ["田邊", "田邉"], 0.15),
        ("辺見", ["邊見", "逸見"], 0.30),
        ("沢", ["澤"], 0.30),
        ("浜", ["濵", "濱"], 0.30),
        ("吉", ["𠮷"], 0.05),
        ("葛", ["葛󠄀"], 0.25),
        ("桜", ["櫻"], 0.30),
        ("広", ["廣"], 0.25),
        ("島", ["嶋", "嶌"], 0.15),
        ("国", ["國"], 0.20),
        ("徳", ["德"], 0.15),
        ("柳", ["栁"], 0.10),
        ("富", ["冨"], 0.20),
    ];

    public static Surname FamilyName(DemoRandom random)
    {
        var surname = Surnames.Draw(random);
        foreach (var (common, variants, share) in Variants)
        {
            if (surname.Kanji.Contains(common, StringComparison.Ordinal) && random.Chance(share))
            {
                return surname with { Kanji = surname.Kanji.Replace(common, random.Pick(variants), StringComparison.Ordinal) };
            }
        }

        return surname;
    }

    public static GivenName GivenName(DemoRandom random, Sex sex, DateOnly birth) => GivenNames[(sex, Era(birth.Year))].Draw(random);

    private static char Era(int year) => year switch
    {
        < 1945 => 'A',
        < 1965 => 'B',
        < 1985 => 'C',
        < 2005 => 'D',
        _ => 'E',
    };
}
