namespace Portal.Domain.Corrections;

/// <summary>下書き — what one member of staff has typed into one form and not yet saved. The payload is protected.</summary>
public class Draft
{
    public const int FormMaxLength = 120;

    public required Guid DraftId { get; init; }
    public required string PersonKey { get; init; }

    /// <summary>The form and the record it is about: <c>dose:register:{personId}</c>.</summary>
    public required string Form { get; init; }

    public required string Payload { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime UpdatedAt { get; set; }
}
