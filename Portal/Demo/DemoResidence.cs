using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>Where a person's spans begin and end: moves peak in March and April, deaths follow age.</summary>
internal static class DemoResidence
{
    private static readonly DateOnly LedgerStart = new(2021, 4, 1);
    private static readonly DateOnly LastEvent = new(2025, 3, 31);
    private const int LeastDaysHere = 60;

    public static List<ResidenceSpan> Spans(DemoRandom random, DateOnly birth, Func<int, Guid> id)
    {
        var started = Started(random, birth);
        var first = Max(Max(LedgerStart, started ?? LedgerStart), birth).AddDays(LeastDaysHere);
        if (random.Chance(DeathShare(birth)))
        {
            return [Span(id(0), started, random.Day(first, LastEvent), ResidenceEnd.Died)];
        }

        if (!random.Chance(MoveShare(birth)))
        {
            return [Span(id(0), started, null, null)];
        }

        var left = MovingDay(random, first);
        return left < new DateOnly(2023, 3, 1) && random.Chance(0.15)
            ? [Span(id(0), started, left, ResidenceEnd.MovedOut), Span(id(1), random.Day(left.AddDays(200), new(2023, 12, 31)), null, null)]
            : [Span(id(0), started, left, ResidenceEnd.MovedOut)];
    }

    /// <summary>転入日 or 出生日; null for those here since before the ledger.</summary>
    private static DateOnly? Started(DemoRandom random, DateOnly birth)
    {
        if (random.Chance(birth.Year >= 1990 ? 0.16 : 0.055))
        {
            return Max(random.Day(new(2021, 4, 1), new(2023, 12, 31)), birth);
        }

        return birth.Year >= 2010 ? birth
            : random.Chance(0.12) ? Max(random.Day(new(1985, 4, 1), new(2021, 3, 31)), birth)
            : null;
    }

    private static double DeathShare(DateOnly birth) => (2022 - birth.Year) switch
    {
        < 40 => 0.001,
        < 65 => 0.01,
        < 75 => 0.04,
        < 85 => 0.09,
        < 95 => 0.23,
        _ => 0.45,
    };

    private static double MoveShare(DateOnly birth) => (2022 - birth.Year) switch
    {
        >= 18 and < 35 => 0.19,
        < 65 => 0.07,
        _ => 0.04,
    };

    private static DateOnly MovingDay(DemoRandom random, DateOnly first)
    {
        var spring = new DateOnly(random.Between(2022, 2024), 3, 20).AddDays(random.Below(22));
        return spring > first && random.Chance(0.45) ? spring : random.Day(first, LastEvent);
    }

    private static ResidenceSpan Span(Guid id, DateOnly? from, DateOnly? to, ResidenceEnd? end) =>
        new() { ResidenceSpanId = id, StartedOn = from, EndedOn = to, EndKind = end };

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;
}
