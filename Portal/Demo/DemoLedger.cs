using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>
/// デモ台帳 — an invented ledger of a believable city. A function of size and seed: the same ones give the same ledger to the last
/// value, and any person can be made without the others.
/// </summary>
public sealed class DemoLedger
{
    /// <summary>The size for which <see cref="FaultsAtFullSize"/> is meant; smaller ledgers get their share, and one of each at least.</summary>
    public const int FullSize = 110_000;

    /// <summary>The city's mean: about 450,000 doses among 110,000 people.</summary>
    public const double UsualDosesPerPerson = 4.1;

    /// <summary>Deaths, moves and missed windows take this part of what people would have come for.</summary>
    private const double Lost = 0.06;

    private static readonly (DemoFault Fault, int Count)[] FaultsAtFullSize =
    [
        (DemoFault.IntervalTooShort, 40), (DemoFault.OrderReversed, 12), (DemoFault.DuplicateDose, 25), (DemoFault.LotTypo, 30),
        (DemoFault.LotOfAnotherMaker, 20), (DemoFault.AgeMismatch, 15), (DemoFault.AfterDeath, 8), (DemoFault.AfterMovingOut, 10),
        (DemoFault.MissingFirstDose, 18), (DemoFault.AmountWrong, 22), (DemoFault.UnknownInstitution, 16), (DemoFault.SeasonDouble, 9),
        (DemoFault.PersonTwice, 30), (DemoFault.BeforeMovingIn, 14), (DemoFault.OthersCoupon, 12), (DemoFault.KanaWrong, 10),
    ];

    private readonly DemoNumbers _numbers;
    private readonly DemoPeople _people;
    private readonly DemoDoses _doses;
    private readonly FaultPlanting _planting;
    private readonly Dictionary<int, DemoFault> _faultAt = [];

    /// <summary>Second entry → the person it repeats.</summary>
    private readonly Dictionary<int, int> _repeats = [];

    /// <param name="people">How many people.</param>
    /// <param name="seed">Another seed, another city.</param>
    /// <param name="dosesPerPerson">The mean to aim at.</param>
    public DemoLedger(int people, int seed = 1, double dosesPerPerson = UsualDosesPerPerson)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(people);
        People = people;
        Seed = seed;
        var plan = DemoPlan.Make(people, seed);
        _numbers = new DemoNumbers(people, seed, dosesPerPerson);
        _people = new DemoPeople(seed, plan, _numbers);
        _doses = new DemoDoses(seed, _numbers, Rates(plan, dosesPerPerson));
        _planting = new FaultPlanting(_numbers, other => Sound(other % people));
        foreach (var (fault, count) in FaultsAtFullSize)
        {
            Plant(fault, Math.Max(1, (int)Math.Round(count * (double)people / FullSize)));
        }
    }

    public int People { get; }

    public int Seed { get; }

    /// <summary>What was planted.</summary>
    public DemoFaults Faults { get; } = [];

    public IEnumerable<Institution> Institutions => DemoInstitutions.Masters(_numbers);

    public static IReadOnlyList<VaccineLot> Lots => DemoLots.Invented;

    public Guid PersonId(int index) => _numbers.Person(index);

    /// <summary>The 個人番号 to be registered for the person at a place; for most of them none.</summary>
    public MyNumber? MyNumberOf(int index) => _repeats.ContainsKey(index) ? null : _numbers.MyNumberOf(index);

    /// <summary>The person at a place of the ledger, 0 … <see cref="People"/> − 1.</summary>
    public DemoRecord Record(int index)
    {
        var record = Sound(index);
        if (_faultAt.TryGetValue(index, out var fault))
        {
            _planting.TryPlant(fault, record, index);
        }

        return record;
    }

    private DemoRecord Sound(int index)
    {
        var person = _people.Make(index, _repeats.GetValueOrDefault(index, index));
        if (_repeats.ContainsKey(index))
        {
            return new(person, [], []);
        }

        var (doses, coupons) = _doses.Make(person, index);
        return new(person, doses, coupons);
    }

    /// <summary>Walks the shuffled people from a place of the fault's own until enough of them can bear it.</summary>
    private void Plant(DemoFault fault, int count)
    {
        var start = People == 0 ? 0 : DemoRandom.For(Seed, fault.ToString()).Below(People);
        var planted = 0;
        for (var step = 0; step < People && planted < count; step++)
        {
            var index = (start + step) % People;
            if (IsFree(index) && (fault == DemoFault.PersonTwice ? Repeat(index) : _planting.TryPlant(fault, Sound(index), index) && _faultAt.TryAdd(index, fault)))
            {
                planted++;
            }
        }

        Faults[fault] = planted;
    }

    private bool Repeat(int index) => index > 0 && IsFree(index - 1) && _repeats.TryAdd(index, index - 1);

    private bool IsFree(int index) => !_faultAt.ContainsKey(index) && !_repeats.ContainsKey(index) && !_repeats.ContainsValue(index);

    private static DoseRates Rates(PlannedPerson[] plan, double dosesPerPerson) =>
        DoseRates.WithMean(dosesPerPerson / (1 - Lost), [.. plan.Select(p => Age.On(p.Birth, DoseRates.AsOf))]);
}
