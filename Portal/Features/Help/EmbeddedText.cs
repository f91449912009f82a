namespace Portal.Features.Help;

/// <summary>A text that lies in the assembly.</summary>
internal static class EmbeddedText
{
    public static string Of(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"'{name}' is not in the assembly."));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
