using Markdig;
using Microsoft.AspNetCore.Components;

namespace Portal.Features.Help;

/// <summary>A text that lies in the assembly, and what is shown of it.</summary>
internal static class EmbeddedText
{
    // The files are ours; even so no HTML in them reaches a page.
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static string Of(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Whatever lies there.</summary>
    public static Stream Open(string name) =>
        typeof(EmbeddedText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"'{name}' is not in the assembly.");

    public static MarkupString Html(string markdown) => (MarkupString)Markdown.ToHtml(markdown, Plain);
}
