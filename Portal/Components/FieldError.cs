namespace Portal.Components;

/// <summary>One thing to put right; <paramref name="FieldId"/> is the <see cref="FieldFrame.Id"/> it leads to, or null for the whole form.</summary>
public sealed record FieldError(string? FieldId, string Message);
