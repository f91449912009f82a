using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>A person, a dose or a coupon as revisions see it: items by key, in canonical text, and a version.</summary>
public sealed class LedgerRecord
{
    /// <summary>Those of <see cref="LinkFields"/> among them.</summary>
    private readonly IReadOnlyDictionary<string, (Func<string?> Get, Action<string?> Set)> _items;
    private readonly Func<Guid> _version;
    private readonly Action<Guid> _setVersion;

    private LedgerRecord(
        RecordKind kind, Guid recordId, Guid personId, DateTime createdAt,
        IReadOnlyDictionary<string, (Func<string?> Get, Action<string?> Set)> items, Func<Guid> version, Action<Guid> setVersion)
    {
        (Kind, RecordId, LedgerPersonId, CreatedAt) = (kind, recordId, personId, createdAt);
        (_items, _version, _setVersion) = (items, version, setVersion);
    }

    public RecordKind Kind { get; }

    public Guid RecordId { get; }

    public Guid LedgerPersonId { get; }

    /// <summary>UTC time from which the ledger knew the record.</summary>
    public DateTime CreatedAt { get; }

    public Guid Version => _version();

    public bool IsCancelled => this[RecordItems.Status] == nameof(RecordStatus.Cancelled);

    public string? this[string key] => _items[key].Get();

    public static LedgerRecord Of(LedgerPerson person) => new(
        RecordKind.Person, person.LedgerPersonId, person.LedgerPersonId, person.CreatedAt,
        Bind([.. PersonFields.All, LinkFields.MergedInto], person), () => person.Version, version => person.Version = version);

    public static LedgerRecord Of(Dose dose) => new(
        RecordKind.Dose, dose.DoseId, dose.LedgerPersonId, dose.CreatedAt,
        Bind([.. DoseFields.All, LinkFields.DosePerson], dose), () => dose.Version, version => dose.Version = version);

    public static LedgerRecord Of(Coupon coupon) => new(
        RecordKind.Coupon, coupon.CouponId, coupon.LedgerPersonId, coupon.CreatedAt,
        Bind([.. CouponFields.All, LinkFields.CouponPerson], coupon), () => coupon.Version, version => coupon.Version = version);

    /// <summary>Every item of its own as it stands.</summary>
    public Dictionary<string, string?> Texts() => _items.Where(item => !LinkFields.Has(item.Key)).ToDictionary(item => item.Key, item => item.Value.Get());

    /// <summary>The same with <see cref="LinkFields"/>.</summary>
    internal Dictionary<string, string?> TextsAndLinks() => _items.ToDictionary(item => item.Key, item => item.Value.Get());

    /// <summary>Asks the items whether they would take these texts; the record keeps its own.</summary>
    /// <exception cref="RuleException">A text its item cannot hold; the message names the item.</exception>
    public static void Check(RecordKind kind, string key, string? text) => Blank(kind)._items[key].Set(text);

    /// <summary>Takes new texts and with them a new version.</summary>
    internal void Change(IEnumerable<FieldChange> changes, Guid version)
    {
        foreach (var change in changes)
        {
            _items[change.Field].Set(change.NewValue);
        }

        _setVersion(version);
    }

    private static LedgerRecord Blank(RecordKind kind) => kind switch
    {
        RecordKind.Person => Of(new LedgerPerson { LedgerPersonId = default, Name = "", Kana = "", Sex = Sex.Unknown, CreatedAt = default }),
        RecordKind.Dose => Of(new Dose
        {
            DoseId = default,
            LedgerPersonId = default,
            DoseNumber = 1,
            VaccinatedOn = Dose.FirstDay,
            Source = DoseSource.Slip,
            CreatedAt = default,
        }),
        RecordKind.Coupon => throw new ArgumentOutOfRangeException(nameof(kind)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Dictionary<string, (Func<string?> Get, Action<string?> Set)> Bind<T>(IEnumerable<RecordField<T>> fields, T record) =>
        fields.ToDictionary(field => field.Key, field => (Get: (Func<string?>)(() => field.Get(record)), Set: (Action<string?>)(text => field.Set(record, text))));
}
