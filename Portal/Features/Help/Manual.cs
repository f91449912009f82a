using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Portal.Features.Help;

/// <summary>One chapter of the 操作手引.</summary>
/// <param name="Title">What people read.</param>
/// <param name="Part">The role it is written for.</param>
/// <param name="Routes">Templates of the pages it explains.</param>
/// <param name="Pieces">What stands below the title.</param>
public sealed record ManualChapter(string Title, string Part, IReadOnlyList<string> Routes, IReadOnlyList<ManualPiece> Pieces);

/// <summary>A stretch of a chapter up to its next picture.</summary>
/// <param name="Picture">Above the text; a chapter may begin without.</param>
/// <param name="Text">Markdown.</param>
public sealed record ManualPiece(ManualPicture? Picture, string Text)
{
    public MarkupString Html { get; } = EmbeddedText.Html(Text);
}

/// <summary>操作手引 — docs/manual.ja.md, which lies in the assembly: a part for each role, a chapter for each page or a few that belong together.</summary>
public static partial class Manual
{
    public static IReadOnlyList<ManualChapter> Chapters { get; } = [.. Read(EmbeddedText.Of("help/manual.ja.md"))];

    /// <summary>By address.</summary>
    public static IReadOnlyDictionary<string, ManualPicture> Pictures { get; } =
        Chapters.SelectMany(c => c.Pieces).Select(p => p.Picture).OfType<ManualPicture>().ToDictionary(p => p.Address);

    /// <summary>Of the page somebody is on.</summary>
    public static ManualChapter Of(Type page) => At(page.GetCustomAttributes<RouteAttribute>().First().Template);

    /// <summary>Of the page with this template or, outside the circuit, this address.</summary>
    public static ManualChapter At(string route) => Chapters.First(c => c.Routes.Contains(route));

    /// <summary>A chapter begins with <c>###</c>; the comment below it names its pages.</summary>
    private static IEnumerable<ManualChapter> Read(string text)
    {
        foreach (var part in text.Split("\n## ").Skip(1))
        {
            foreach (var chapter in part.Split("\n### ").Skip(1))
            {
                var lines = chapter.Split('\n');
                var pages = Pages().Match(chapter);
                yield return new(
                    lines[0].Trim(), part.Split('\n')[0].Trim(), pages.Success ? pages.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
                    [.. Pieces(string.Join('\n', lines.Skip(1).Where(line => !line.StartsWith("<!--", StringComparison.Ordinal))))]);
            }
        }
    }

    /// <summary>Split at its pictures a text leaves their words and files in between: text, words, file, text, words, file, text.</summary>
    private static IEnumerable<ManualPiece> Pieces(string text) =>
        from piece in Picture().Split(text).Prepend("").Prepend("").Chunk(3)
        where piece[1].Length > 0 || !string.IsNullOrWhiteSpace(piece[2])
        select new ManualPiece(piece[1].Length == 0 ? null : ManualPicture.Of(piece[0], piece[1]), piece[2].Trim());

    [GeneratedRegex("<!--(.*?)-->")]
    private static partial Regex Pages();

    [GeneratedRegex(@"!\[(.*?)\]\((.*?)\)")]
    private static partial Regex Picture();
}
