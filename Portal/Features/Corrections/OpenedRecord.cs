using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>A record opened for correcting: what the clerk sees, and what a later comparison starts from.</summary>
public sealed record OpenedRecord
{
    public required RecordKind Kind { get; init; }
    public required Guid RecordId { get; init; }
    public required PersonHead Person { get; init; }

    /// <summary>Canonical texts; hidden items are missing.</summary>
    public required IReadOnlyDictionary<string, string?> Texts { get; init; }

    /// <summary>支援措置: the address is left out until it is shown for a purpose.</summary>
    public required bool AddressHidden { get; init; }

    /// <summary>Requests on this record that wait for approval.</summary>
    public required IReadOnlyList<Revision> Waiting { get; init; }

    /// <summary>The revision that cancelled the record, while it is cancelled.</summary>
    public Guid? CancelledBy { get; init; }

    public bool IsCancelled => Texts[RecordItems.Status] == nameof(RecordStatus.Cancelled);
}

/// <summary>The line that says whose record is on the screen.</summary>
public sealed record PersonHead(Guid LedgerPersonId, string? ResidentNumber, string Name, string Kana, DateOnly? BirthDate, bool IsProtected);
