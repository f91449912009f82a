namespace Portal.Domain.Ledger;

/// <summary>
/// 被接種者 — one person of the ledger (予防接種法施行規則3条: 氏名・性別・生年月日・住所). Never deleted: a person is withdrawn
/// when the import that brought them is undone, and keeps pointing at the survivor when merged.
/// My Number does not stand here.
/// </summary>
public class LedgerPerson
{
    public const int NameMaxLength = 100;
    public const int KanaMaxLength = 150;
    public const int AddressMaxLength = 200;
    public const int BuildingMaxLength = 100;
    public const int PostalCodeMaxLength = 8;

    public required Guid LedgerPersonId { get; init; }

    /// <summary>宛名番号: text of up to 15 digits, zeros kept. Missing only for a person registered by hand before one was issued.</summary>
    public string? ResidentNumber
    {
        get;
        set
        {
            field = value;
            ResidentNumberKey = SearchKeys.Number(value);
        }
    }

    /// <summary>統合宛名番号: the municipality-wide number.</summary>
    public string? IntegratedNumber
    {
        get;
        set
        {
            field = value;
            IntegratedNumberKey = SearchKeys.Number(value);
        }
    }

    /// <summary>氏名, exactly as received; family and given name parted by a space.</summary>
    public required string Name
    {
        get;
        set
        {
            field = value;
            (NameKey, GivenNameKey) = SearchKeys.Name(value);
        }
    }

    /// <summary>カナ氏名, exactly as received.</summary>
    public required string Kana
    {
        get;
        set
        {
            field = value;
            (KanaKey, GivenKanaKey) = SearchKeys.Kana(value);
        }
    }

    /// <summary>旧氏</summary>
    public string? FormerName
    {
        get;
        set
        {
            field = value;
            OtherNameKey = SearchKeys.Name(value ?? AliasName ?? "").Whole;
        }
    }

    /// <summary>通称・別名</summary>
    public string? AliasName
    {
        get;
        set
        {
            field = value;
            OtherNameKey = SearchKeys.Name(FormerName ?? value ?? "").Whole;
        }
    }

    /// <summary>ローマ字氏名, for the certificate.</summary>
    public string? RomanName { get; set; }

    public required Sex Sex { get; set; }

    /// <summary>Missing where the source system did not know it.</summary>
    public DateOnly? BirthDate { get; set; }

    /// <summary>郵便番号: seven digits, no hyphen.</summary>
    public string? PostalCode { get; set; }

    /// <summary>住所 without the city's own name: 花園四丁目1番2号.</summary>
    public string? Address
    {
        get;
        set
        {
            field = value;
            AddressKey = SearchKeys.Address(value);
        }
    }

    /// <summary>方書</summary>
    public string? Building { get; set; }

    /// <summary>支援措置: the address is hidden on screens, lists and prints.</summary>
    public bool IsProtected { get; set; }

    /// <summary>自動応答不可: the intermediate server must not answer for this person by itself.</summary>
    public bool NoAutoReply { get; set; }

    /// <summary>居住期間 in order of their start.</summary>
    public List<ResidenceSpan> Residence { get; init; } = [];

    /// <summary>転出日, kept from <see cref="Residence"/> so that lists need no join.</summary>
    public DateOnly? MovedOutOn { get; internal set; }

    /// <summary>死亡日, kept from <see cref="Residence"/>.</summary>
    public DateOnly? DiedOn { get; internal set; }

    public RecordStatus Status { get; set; } = RecordStatus.Active;

    /// <summary>The survivor this person was merged into.</summary>
    public Guid? MergedIntoId { get; set; }

    /// <summary>The import that brought the person in.</summary>
    public Guid? ImportRunId { get; init; }

    /// <summary>UTC time from which the ledger knew this person.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Version token: a new one with every change, on both engines.</summary>
    public Guid Version { get; set; } = FreshId.Next();

    // Search keys: computed here, stored, indexed. See SearchKeys.
    public string? ResidentNumberKey { get; private set; }
    public string? IntegratedNumberKey { get; private set; }
    public string NameKey { get; private set; } = "";
    public string GivenNameKey { get; private set; } = "";
    public string OtherNameKey { get; private set; } = "";
    public string KanaKey { get; private set; } = "";
    public string GivenKanaKey { get; private set; } = "";
    public string AddressKey { get; private set; } = "";

    /// <summary>Replaces the residence spans and takes the 転出・死亡 flags from the last of them.</summary>
    public void SetResidence(IEnumerable<ResidenceSpan> spans)
    {
        var ordered = spans.OrderBy(s => s.StartedOn ?? DateOnly.MinValue).ToList();
        Residence.Clear();
        Residence.AddRange(ordered);
        var last = ordered.LastOrDefault();
        MovedOutOn = last?.EndKind == ResidenceEnd.MovedOut ? last.EndedOn : null;
        DiedOn = last?.EndKind == ResidenceEnd.Died ? last.EndedOn : null;
    }
}

/// <summary>性別</summary>
public enum Sex
{
    Unknown,
    Male,
    Female,
}

/// <summary>記録の状態. Cancelling is a state, not a deletion.</summary>
public enum RecordStatus
{
    Active,
    Cancelled,
}
