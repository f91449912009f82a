using Portal.Components;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.Terminals;

/// <summary>What is typed about a terminal.</summary>
public sealed class TerminalForm
{
    public const string NameId = "terminal-name";
    public const string PlaceId = "terminal-place";
    public const string OwnerId = "terminal-owner";
    public const string RangesId = "terminal-ranges";

    public string? Name { get; set; }
    public string? Place { get; set; }
    public Guid? Owner { get; set; }
    public bool IsLgwan { get; set; }
    public string? AddressRanges { get; set; }

    public static TerminalForm Of(Terminal terminal) => new()
    {
        Name = terminal.Name,
        Place = terminal.Place,
        Owner = terminal.OwnerId,
        IsLgwan = terminal.IsLgwan,
        AddressRanges = terminal.AddressRanges,
    };

    public TerminalEntry ToEntry() => new() { Name = Name, Place = Place, OwnerId = Owner, IsLgwan = IsLgwan, AddressRanges = AddressRanges };

    /// <summary>What is missing or cannot be read, beside its field.</summary>
    public IReadOnlyList<FieldError> Check()
    {
        var errors = new List<FieldError>();
        errors.Check(NameId, () => TerminalEntry.NameOf(Name));
        errors.Check(PlaceId, () => TerminalEntry.PlaceOf(Place));
        errors.Check(OwnerId, Owner is null ? "管理責任者を候補から選んでください。" : null);
        errors.Check(RangesId, () => TerminalEntry.RangesOf(AddressRanges));
        return errors;
    }
}
