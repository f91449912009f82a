namespace Portal.Domain.Accounts;

/// <summary>発令の種類</summary>
public enum PersonnelEventKind
{
    /// <summary>異動: leaves the post for which the IDs were issued.</summary>
    Transfer,

    /// <summary>退職</summary>
    Retirement,

    /// <summary>休職: until a 復職.</summary>
    Leave,

    /// <summary>復職</summary>
    Return,
}

/// <summary>人事の発令 — on its day the rights of the person's IDs end by themselves, whether or not anybody acts.</summary>
public class PersonnelEvent
{
    public const int NoteMaxLength = 200;

    public required Guid PersonnelEventId { get; init; }
    public required Guid StaffMemberId { get; init; }
    public required PersonnelEventKind Kind { get; init; }

    /// <summary>発令日, in Japan: rights end at its first moment.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>異動先 and the like.</summary>
    public string? Note { get; init; }

    public required string EnteredBy { get; init; }
    public required string EnteredByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime EnteredAt { get; init; }

    /// <summary>Set when it was entered by mistake: it counts no more.</summary>
    public DateTime? CancelledAt { get; set; }

    public string? CancelledByName { get; set; }
    public string? CancelReason { get; set; }

    /// <summary>Set by the nightly sweep once what it ends has been written into the IDs' own rows.</summary>
    public DateTime? SweptAt { get; set; }

    public List<PersonnelConfirmation> Confirmations { get; init; } = [];
    public Guid Version { get; set; }
}

/// <summary>影響するIDの確認 — somebody looked at one ID, own or shared, that an event touches.</summary>
public class PersonnelConfirmation
{
    public required Guid PersonnelEventId { get; init; }
    public required Guid AccountKey { get; init; }
    public required string ConfirmedBy { get; init; }
    public required string ConfirmedByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ConfirmedAt { get; init; }

    public string? Note { get; init; }
}
