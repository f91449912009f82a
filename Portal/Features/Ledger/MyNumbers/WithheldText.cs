namespace Portal.Features.Ledger.MyNumbers;

/// <summary>
/// What was typed into the search box and may be a My Number, on its way from one component to another: parameters that are text are sent
/// to the browser with the component they belong to, and this one is no text.
/// </summary>
public sealed class WithheldText(string text)
{
    internal string Text { get; } = text;

    public override string ToString() => nameof(WithheldText);
}
