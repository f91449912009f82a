using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality.Twins;

/// <summary>What is compared of a person to say whether they are in the ledger twice: the search keys, which fold every way of writing a name.</summary>
public sealed record TwinFacts
{
    public required Guid PersonId { get; init; }
    public required string NameKey { get; init; }
    public required string GivenNameKey { get; init; }

    /// <summary>Of 旧氏 or 通称; empty without.</summary>
    public required string OtherNameKey { get; init; }

    public required string KanaKey { get; init; }
    public required string GivenKanaKey { get; init; }
    public required DateOnly? BirthDate { get; init; }
    public required Sex Sex { get; init; }
    public required string AddressKey { get; init; }
    public required string? IntegratedNumberKey { get; init; }

    /// <summary>個人番号 登録あり: two people who both have one have two.</summary>
    public required bool HasMyNumber { get; init; }

    public static TwinFacts Of(LedgerPerson person, bool hasMyNumber) => new()
    {
        PersonId = person.LedgerPersonId,
        NameKey = person.NameKey,
        GivenNameKey = person.GivenNameKey,
        OtherNameKey = person.OtherNameKey,
        KanaKey = person.KanaKey,
        GivenKanaKey = person.GivenKanaKey,
        BirthDate = person.BirthDate,
        Sex = person.Sex,
        AddressKey = person.AddressKey,
        IntegratedNumberKey = person.IntegratedNumberKey,
        HasMyNumber = hasMyNumber,
    };

    /// <summary>指紋 of a pair: changes when something that was compared does, and with nothing else.</summary>
    public static string Fingerprint(TwinFacts one, TwinFacts two)
    {
        var (first, second) = one.PersonId.CompareTo(two.PersonId) < 0 ? (one, two) : (two, one);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{first.Text()}\n{second.Text()}")));
    }

    public override string ToString() => $"{nameof(TwinFacts)} {PersonId}";

    private string Text() => string.Join('|', NameKey, GivenNameKey, OtherNameKey, KanaKey, GivenKanaKey, FieldText.Day(BirthDate), Sex, AddressKey, IntegratedNumberKey, HasMyNumber);
}
