using Microsoft.AspNetCore.Components;

namespace Portal.Features.Help;

/// <summary>One version, in the words of whoever uses it.</summary>
/// <param name="Version">As the program calls itself.</param>
/// <param name="Title">Version and month.</param>
/// <param name="Text">Markdown.</param>
public sealed record VersionNotes(string Version, string Title, string Text)
{
    public MarkupString Html { get; } = EmbeddedText.Html(Text);
}

/// <summary>新しくなったこと — CHANGELOG.ja.md, which lies in the assembly, the newest first.</summary>
public static class Changes
{
    public static IReadOnlyList<VersionNotes> All { get; } = [.. EmbeddedText.Of("help/changes.ja.md").Split("\n## ").Skip(1).Select(Read)];

    public static string Newest => All[0].Version;

    private static VersionNotes Read(string text)
    {
        var lines = text.Split('\n');
        return new(lines[0].Split('（', ' ')[0], lines[0].Trim(), string.Join('\n', lines.Skip(1)).Trim());
    }
}
