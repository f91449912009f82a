namespace Portal.Domain.Accounts;

/// <summary>職員 — one person of the staff list (職員名簿). IDs are issued to people on it only.</summary>
public class StaffMember
{
    public const int StaffNumberMaxLength = 10;
    public const int PositionMaxLength = 30;

    public required Guid StaffMemberId { get; init; }

    /// <summary>職員番号, digits with their leading zeros.</summary>
    public required string StaffNumber { get; init; }

    public required string Name { get; set; }
    public required string Kana { get; set; }

    /// <summary>所属</summary>
    public required string Department { get; set; }

    /// <summary>職名; empty when there is none.</summary>
    public string Position { get; set; } = "";

    /// <summary>UTC.</summary>
    public required DateTime EnteredAt { get; init; }

    public List<PersonnelEvent> Events { get; init; } = [];

    /// <summary>New with every change, so that two people do not overwrite each other.</summary>
    public Guid Version { get; set; }
}
