using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Portal.Features.Help;

/// <summary>One chapter of the 操作手引.</summary>
/// <param name="Title">What people read.</param>
/// <param name="Part">The role it is written for.</param>
/// <param name="Routes">Templates of the pages it explains.</param>
/// <param name="Pictures">Files it shows, as docs/manual.ja.md names them.</param>
/// <param name="Text">Markdown, without heading and pictures.</param>
public sealed record ManualChapter(string Title, string Part, IReadOnlyList<string> Routes, IReadOnlyList<string> Pictures, string Text)
{
    public MarkupString Html { get; } = EmbeddedText.Html(Text);
}

/// <summary>操作手引 — docs/manual.ja.md, which lies in the assembly: a part for each role, a chapter for each page or a few that belong together.</summary>
public static partial class Manual
{
    public static IReadOnlyList<ManualChapter> Chapters { get; } = [.. Read(EmbeddedText.Of("help/manual.ja.md"))];

    /// <summary>Of the page somebody is on; null where the manual has none.</summary>
    public static ManualChapter? Of(Type? page)
    {
        var routes = page?.GetCustomAttributes<RouteAttribute>().Select(r => r.Template).ToList() ?? [];
        return Chapters.FirstOrDefault(c => c.Routes.Intersect(routes).Any());
    }

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
                    [.. Picture().Matches(chapter).Select(m => m.Groups[1].Value)],
                    string.Join('\n', lines.Skip(1).Where(line => !line.StartsWith("<!--", StringComparison.Ordinal) && !Picture().IsMatch(line))).Trim());
            }
        }
    }

    [GeneratedRegex("<!--(.*?)-->")]
    private static partial Regex Pages();

    [GeneratedRegex(@"!\[.*?\]\((.*?)\)")]
    private static partial Regex Picture();
}
