using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>One dose before it has a place, a lot and a paper.</summary>
internal readonly record struct PlannedDose(int Number, DateOnly Day, VaccineProduct Product, Series Series);

/// <summary>The days of a campaign on which a group was called, both included.</summary>
internal readonly record struct CallWindow(DateOnly From, DateOnly To)
{
    public bool Contains(DateOnly day) => From <= day && day <= To;
}

/// <summary>
/// When a person is called for each dose, as the city's campaigns ran: medical workers from February 2021, 65 and over from May,
/// the rest from summer, boosters by winter, then the seasons. Intervals, ages and the products' days are kept.
/// </summary>
internal static class DoseCalendar
{
    private static readonly DateOnly ChildrenStart = new(2022, 3, 5);
    private static readonly DateOnly InfantsStart = new(2022, 10, 24);

    public static List<PlannedDose> Of(DemoRandom random, DateOnly birth, int count)
    {
        var doses = new List<PlannedDose>(7);
        if (count == 0 || FirstDay(random, birth) is not { } first || first > Campaign.Programme.To)
        {
            return doses;
        }

        var isMedical = Age.LegalOn(birth, first) >= 18 && first < new DateOnly(2021, 4, 20);
        InitialSeries(doses, random, DemoVaccines.Initial(random, birth, first), first, count);
        foreach (var window in Windows(random, birth, count - doses.Count, isMedical))
        {
            if (doses.Count < count && Booster(random, birth, doses[^1], window) is { } booster)
            {
                doses.Add(booster);
            }
        }

        return doses;
    }

    /// <summary>The day of dose 1; null for a child too young for any of it.</summary>
    private static DateOnly? FirstDay(DemoRandom random, DateOnly birth)
    {
        var called = Called(random, birth);
        if (random.Chance(0.02))
        {
            called = called.AddDays(random.Between(40, 150));
        }

        if (Age.LegalOn(birth, called) < 12 && called < ChildrenStart)
        {
            called = random.EarlyDay(ChildrenStart, ChildrenStart.AddDays(150));
        }

        if (Age.LegalOn(birth, called) < 5 && called < InfantsStart)
        {
            called = random.EarlyDay(InfantsStart, InfantsStart.AddDays(150));
        }

        if (Age.LegalMonthsOn(birth, called) < 6)
        {
            called = birth.AddMonths(6).AddDays(random.Below(60));
        }

        return called <= new DateOnly(2023, 12, 15) ? WorkingDay(called) : null;
    }

    private static DateOnly Called(DemoRandom random, DateOnly birth) => Age.LegalOn(birth, new(2022, 3, 31)) switch
    {
        >= 80 => random.EarlyDay(new(2021, 5, 10), new(2021, 6, 20)),
        >= 65 => random.EarlyDay(new(2021, 5, 24), new(2021, 7, 31)),
        >= 20 when random.Chance(0.06) => random.EarlyDay(new(2021, 2, 19), new(2021, 4, 18)),
        >= 60 => random.EarlyDay(new(2021, 6, 21), new(2021, 8, 31)),
        >= 40 => random.EarlyDay(new(2021, 7, 5), new(2021, 9, 30)),
        >= 20 => random.EarlyDay(new(2021, 7, 20), new(2021, 10, 20)),
        _ => random.EarlyDay(new(2021, 8, 2), new(2021, 10, 31)),
    };

    private static void InitialSeries(List<PlannedDose> doses, DemoRandom random, VaccineProduct product, DateOnly first, int count)
    {
        doses.Add(new(1, first, product, Series.Initial));
        foreach (var days in product.InitialIntervalDays.Take(count - 1))
        {
            var late = random.Chance(0.85) ? 0 : random.Between(1, product.Maker == Maker.AstraZeneca ? 20 : 25);
            var day = WorkingDay(doses[^1].Day.AddDays((product.Maker == Maker.AstraZeneca ? 56 : days) + late));
            if (day > Campaign.Programme.To || !product.IsUsableOn(day, Series.Initial))
            {
                return;
            }

            doses.Add(new(doses.Count + 1, day, product, Series.Initial));
        }
    }

    /// <summary>The windows a person comes to, as many as boosters were taken.</summary>
    private static IEnumerable<CallWindow> Windows(DemoRandom random, DateOnly birth, int boosters, bool isMedical)
    {
        var age = Age.LegalOn(birth, new(2022, 3, 31));
        CallWindow third = age switch
        {
            < 5 => new(new(2023, 9, 25), new(2024, 2, 29)),
            < 12 => new(new(2022, 9, 20), new(2023, 1, 31)),
            < 18 => new(new(2022, 4, 1), new(2022, 8, 31)),
            _ when isMedical => new(new(2021, 12, 3), new(2022, 2, 28)),
            >= 65 => new(new(2022, 1, 11), new(2022, 4, 15)),
            >= 60 => new(new(2022, 2, 15), new(2022, 5, 15)),
            _ => new(new(2022, 3, 1), new(2022, 8, 10)),
        };
        CallWindow summer = new(isMedical ? new(2022, 7, 22) : new(2022, 6, 13), new(2022, 9, 16));
        CallWindow autumn = new(new(2022, 9, 26), new(2023, 2, 28));
        CallWindow spring = new(new(2023, 5, 8), new(2023, 8, 31));
        CallWindow lastAutumn = new(new(2023, 9, 20), new(2024, 3, 20));
        var later = age >= 60 || isMedical || (age >= 18 && random.Chance(0.05))
            ? new[] { summer, autumn, spring, lastAutumn }.Take(boosters - 1)
            : boosters switch
            {
                2 => [age < 12 ? spring : autumn],
                3 => [age < 12 ? spring : autumn, lastAutumn],
                4 => [autumn, spring, lastAutumn],
                _ => [summer, autumn, spring, lastAutumn],
            };
        return boosters > 0 ? later.Prepend(third).Take(age < 5 ? 1 : boosters) : [];
    }

    private static PlannedDose? Booster(DemoRandom random, DateOnly birth, PlannedDose last, CallWindow window)
    {
        var number = last.Number + 1;
        var isThird = number == 3;
        var day = random.EarlyDay(window.From, window.To);
        var product = DemoVaccines.Booster(random, birth, day);
        var earliest = product is null ? DateOnly.MaxValue : SameDayAfter(last.Day, Math.Max(product.BoosterIntervalMonths(window.From), isThird ? 6 : 0));
        if (day < earliest && earliest <= window.To)
        {
            day = earliest.AddDays(random.Below(21));
            product = DemoVaccines.Booster(random, birth, day);
        }

        day = WorkingDay(day);
        return product is not null && day >= SameDayAfter(last.Day, product.BoosterIntervalMonths(day)) && window.Contains(day)
            && product.IsUsableOn(day, Series.Booster) && product.IsForAge(birth, day) && day >= Campaign.FirstDayOf(number)
                ? new(number, day, product, Series.Booster)
                : null;
    }

    /// <summary>民法143条: counted to the same day, or the first of the next month where there is none.</summary>
    private static DateOnly SameDayAfter(DateOnly day, int months) =>
        day.AddMonths(months) is var later && later.Day == day.Day ? later : later.AddDays(1);

    private static DateOnly WorkingDay(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(1) : day;
}
