using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>承認が要る訂正 — which items, and whether cancelling, need a second person before they stand in the ledger.</summary>
public sealed class ApprovalPolicy
{
    /// <summary>The word for cancelling and taking a cancellation back.</summary>
    public const string Cancel = "cancel";

    public static readonly ApprovalPolicy Default = new([PersonFields.Name.Key, PersonFields.BirthDate.Key, Cancel]);

    /// <summary>For acts whose own rule says that one person is enough.</summary>
    public static readonly ApprovalPolicy None = new([]);

    private readonly HashSet<string> _keys;

    /// <exception cref="ArgumentException">A word that is neither an item nor <see cref="Cancel"/>.</exception>
    public ApprovalPolicy(IEnumerable<string> items)
    {
        _keys = [.. items];
        var known = PersonFields.All.Select(f => f.Key).Concat(DoseFields.All.Select(f => f.Key)).Append(Cancel);
        if (_keys.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is neither an item of a record nor '{Cancel}'.", nameof(items));
        }
    }

    public bool Needs(string field) => _keys.Contains(field) || field == RecordItems.Status && _keys.Contains(Cancel);

    public bool Needs(IEnumerable<string> fields) => fields.Any(Needs);
}
