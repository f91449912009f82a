using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>Who there is, before anything is known of them.</summary>
internal readonly record struct PlannedPerson(DateOnly Birth, Sex Sex, int Household);

/// <summary>The city's people by cohort and sex, grouped into households, in shuffled order.</summary>
internal static class DemoPlan
{
    public static PlannedPerson[] Make(int people, int seed)
    {
        var random = DemoRandom.For(seed, "plan", people);
        var planned = Households.Form(Born(people, random), random);
        random.Shuffle(planned);
        return planned;
    }

    /// <summary>Exactly <paramref name="people"/> births in the proportions of the cohorts, oldest first.</summary>
    private static List<(DateOnly Birth, Sex Sex)> Born(int people, DemoRandom random)
    {
        var cohorts = DemoData.Rows("cohorts.csv").SelectMany(row => new[] { Cohort(row, Sex.Male, row[2]), Cohort(row, Sex.Female, row[3]) }).ToList();
        var all = cohorts.Sum(c => (long)c.Count);
        var born = new List<(DateOnly Birth, Sex Sex)>(people);
        var before = 0L;
        foreach (var (from, to, sex, count) in cohorts)
        {
            // Rounding the running total, not each cohort, makes the sum come out.
            var share = (before + count) * people / all - before * people / all;
            before += count;
            for (var i = 0; i < share; i++)
            {
                born.Add((random.Day(from, to), sex));
            }
        }

        born.Sort();
        return born;
    }

    private static (DateOnly From, DateOnly To, Sex Sex, int Count) Cohort(string[] row, Sex sex, string count) =>
        (DateOnly.ParseExact(row[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(row[1], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            sex, int.Parse(count, CultureInfo.InvariantCulture));
}

/// <summary>世帯 — couples of like age, children with a mother twenty-two to forty years older, the rest alone.</summary>
internal static class Households
{
    private const double Married = 0.58;
    private static readonly DateOnly LastAdultBirth = new(1998, 12, 31);
    private static readonly DateOnly FirstChildBirth = new(2002, 4, 1);

    /// <param name="born">Oldest first.</param>
    /// <param name="random">The plan's stream.</param>
    public static PlannedPerson[] Form(List<(DateOnly Birth, Sex Sex)> born, DemoRandom random)
    {
        var households = new int[born.Count];
        var mothers = new List<(DateOnly Birth, int Household)>();
        var men = new Queue<int>(Enumerable.Range(0, born.Count).Where(i => born[i].Sex == Sex.Male && born[i].Birth <= LastAdultBirth));
        var last = 0;
        for (var i = 0; i < born.Count; i++)
        {
            if (born[i].Sex != Sex.Female || born[i].Birth > LastAdultBirth)
            {
                continue;
            }

            households[i] = ++last;
            if (!random.Chance(Married))
            {
                continue;
            }

            mothers.Add((born[i].Birth, last));
            while (men.TryDequeue(out var man))
            {
                if (born[man].Birth >= born[i].Birth.AddYears(-6))
                {
                    households[man] = last;
                    break;
                }
            }
        }

        PlaceChildren(born, households, mothers, random);
        return [.. born.Select((person, i) => new PlannedPerson(person.Birth, person.Sex, households[i] != 0 ? households[i] : ++last))];
    }

    private static void PlaceChildren(
        List<(DateOnly Birth, Sex Sex)> born, int[] households, List<(DateOnly Birth, int Household)> mothers, DemoRandom random)
    {
        var births = mothers.Select(m => m.Birth).ToList();
        for (var i = 0; i < born.Count; i++)
        {
            if (born[i].Birth < FirstChildBirth)
            {
                continue;
            }

            var first = Place(births, born[i].Birth.AddYears(-40));
            var end = Place(births, born[i].Birth.AddYears(-22));
            households[i] = end > first ? mothers[random.Between(first, end - 1)].Household : 0;
        }
    }

    private static int Place(List<DateOnly> births, DateOnly birth) => births.BinarySearch(birth) is var found && found < 0 ? ~found : found;
}
