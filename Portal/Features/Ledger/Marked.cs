using Microsoft.AspNetCore.Components;

namespace Portal.Features.Ledger;

/// <summary>A text with the part that matched. No component of its own: a page of results has three hundred.</summary>
internal static class Marked
{
    /// <param name="text">The whole.</param>
    /// <param name="part">What matched; null marks nothing.</param>
    public static RenderFragment Of(string text, Range? part) => builder =>
    {
        if (part is not { } found)
        {
            builder.AddContent(0, text);
            return;
        }

        if (text[..found.Start] is { Length: > 0 } before)
        {
            builder.AddContent(1, before);
        }

        builder.OpenElement(2, "mark");
        builder.AddContent(3, text[found]);
        builder.CloseElement();
        if (text[found.End..] is { Length: > 0 } after)
        {
            builder.AddContent(4, after);
        }
    };
}
