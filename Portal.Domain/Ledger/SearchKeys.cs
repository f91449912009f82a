namespace Portal.Domain.Ledger;

/// <summary>Stored search keys of a person: the same folding for what is stored and what is typed.</summary>
public static class SearchKeys
{
    /// <summary>A number without its leading zeros, so that 1204873 finds 0001204873; null for anything that is not a number.</summary>
    public static string? Number(string? number) => ResidentNumber.TryParse(number, out var parsed) ? parsed.Key : null;

    /// <param name="name">As written; family and given name parted by a space.</param>
    /// <param name="maxLength">Width of the column: folding can lengthen a text (㈱ becomes three characters).</param>
    public static (string Whole, string Given) Name(string name, int maxLength = LedgerPerson.NameMaxLength) =>
        (Cut(NameKey.Of(name).Value, maxLength), Cut(NameKey.Of(Given(name)).Value, maxLength));

    public static (string Whole, string Given) Kana(string kana) =>
        (Cut(KanaKey.Of(kana).Value, LedgerPerson.KanaMaxLength), Cut(KanaKey.Of(Given(kana)).Value, LedgerPerson.KanaMaxLength));

    public static string Address(string? address) => Cut(AddressKey.Of(address).Value, LedgerPerson.AddressMaxLength);

    /// <summary>Where the given name begins: after the first space; the end of the text where there is none.</summary>
    public static int GivenNameStart(string name)
    {
        var space = name.AsSpan().IndexOfAny(' ', '　');
        return space < 0 ? name.Length : space + 1;
    }

    private static string Given(string name) => name[GivenNameStart(name)..];

    private static string Cut(string key, int maxLength) => key.Length <= maxLength
        ? key
        : key[..(char.IsHighSurrogate(key[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
