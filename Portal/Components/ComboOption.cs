namespace Portal.Components;

/// <summary>One row of a <see cref="ComboBox"/>'s list.</summary>
/// <param name="Value">What choosing means.</param>
/// <param name="Text">What stands in the list.</param>
/// <param name="Detail">Beside it: a code.</param>
public sealed record ComboOption(string Value, string Text, string? Detail = null);
