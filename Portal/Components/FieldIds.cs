namespace Portal.Components;

/// <summary>What an input needs from its <see cref="FieldFrame"/> to be announced with its label, hint and error.</summary>
public sealed record FieldIds(string Id, string LabelId, string? DescribedBy, bool IsInvalid, bool IsRequired)
{
    /// <summary>For <c>aria-invalid</c>, which is a word and not a boolean attribute.</summary>
    public string? Invalid => IsInvalid ? "true" : null;

    /// <summary>For <c>aria-required</c>.</summary>
    public string? Required => IsRequired ? "true" : null;
}
