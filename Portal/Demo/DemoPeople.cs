using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>被接種者 — a planned person with name, address, numbers and residence.</summary>
internal sealed class DemoPeople(int seed, PlannedPerson[] plan, DemoNumbers numbers)
{
    private static readonly DateTime FirstLoad = new(2021, 3, 8, 0, 30, 0, DateTimeKind.Utc);

    /// <param name="index">Place in the ledger.</param>
    /// <param name="identity">Place of the person whose name and birth this is: another's for a person entered twice.</param>
    public LedgerPerson Make(int index, int identity)
    {
        var planned = plan[identity];
        var random = DemoRandom.For(seed, "person", identity);
        var household = DemoRandom.For(seed, "household", plan[identity].Household);
        var surname = DemoNames.FamilyName(household);
        var isForeign = household.Chance(0.006);
        var address = DemoAddresses.Household(index == identity ? household : DemoRandom.For(seed, "second address", index));
        var given = DemoNames.GivenName(random, planned.Sex, planned.Birth);
        var foreign = isForeign ? DemoForeigners.Name(random, planned.Sex) : null;
        var isCared = planned.Birth.Year < 1940 && random.Chance(0.06);
        var isProtected = random.Chance(0.001);
        var spans = DemoResidence.Spans(DemoRandom.For(seed, "residence", index), planned.Birth, part => numbers.Id("span", index, part));

        var person = new LedgerPerson
        {
            LedgerPersonId = numbers.Person(index),
            ResidentNumber = numbers.ResidentNumber(index),
            IntegratedNumber = numbers.IntegratedNumber(index),
            Name = foreign?.Name ?? $"{surname.Kanji} {given.Kanji}",
            Kana = foreign?.Kana ?? $"{surname.Kana} {given.Kana}",
            FormerName = foreign is null && planned.Sex == Sex.Female && random.Chance(0.004) ? $"{DemoNames.FamilyName(random).Kanji} {given.Kanji}" : null,
            AliasName = foreign is not null && random.Chance(0.2) ? $"{surname.Kanji} {given.Kanji}" : null,
            RomanName = foreign?.Roman ?? (random.Chance(0.04) ? $"{surname.Roman} {given.Roman}" : null),
            Sex = random.Chance(0.0002) ? Sex.Unknown : planned.Sex,
            BirthDate = planned.Birth,
            PostalCode = address.PostalCode,
            Address = address.Address,
            Building = isCared ? DemoAddresses.CareHome(random) : address.Building,
            IsProtected = isProtected,
            NoAutoReply = isProtected || random.Chance(0.0004),
            CreatedAt = Known(spans[0].StartedOn, random),
            Version = numbers.Id("person version", index, 0),
        };
        person.SetResidence(spans);
        foreach (var span in person.Residence)
        {
            span.LedgerPersonId = person.LedgerPersonId;
        }

        return person;
    }

    /// <summary>Residents are in the ledger from its first load, newcomers some days after they came.</summary>
    private static DateTime Known(DateOnly? started, DemoRandom random)
    {
        var seen = (started ?? DateOnly.MinValue) > DateOnly.FromDateTime(FirstLoad) ? started!.Value.AddDays(random.Between(2, 20)).ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc) : FirstLoad;
        return seen.AddMinutes(random.Below(240));
    }
}
