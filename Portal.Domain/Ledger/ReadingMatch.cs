namespace Portal.Domain.Ledger;

/// <summary>Whether a person at hand is what a reading means: the conditions of the search, without a database.</summary>
public static class ReadingMatch
{
    /// <param name="person">With the values to be held against.</param>
    /// <param name="reading">Any but a coupon's, which stands in other records.</param>
    /// <param name="hidesAddress">支援措置: found by no address.</param>
    public static bool Holds(LedgerPerson person, SearchReading reading, bool hidesAddress) => reading switch
    {
        NumberReading number => person.ResidentNumberKey == number.Number.Key || person.IntegratedNumberKey == number.Number.Key,
        BirthReading birth => person.BirthDate >= birth.Days.From && person.BirthDate <= birth.Days.To,
        KanaReading kana => kana.Range.Contains(person.KanaKey) || kana.Range.Contains(person.GivenKanaKey),
        NameReading name => name.Range.Contains(person.NameKey) || name.Range.Contains(person.GivenNameKey) || name.Range.Contains(person.OtherNameKey),
        AddressReading address => !hidesAddress && address.Range.Contains(person.AddressKey),
        _ => throw new ArgumentException($"{reading.Kind} does not stand in a person's own record.", nameof(reading)),
    };
}
