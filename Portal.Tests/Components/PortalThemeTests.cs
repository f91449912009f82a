using System.Globalization;
using System.Text.RegularExpressions;
using MudBlazor;
using Portal.Components;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Components;

/// <summary>portal.css and MudBlazor's theme beside the tokens of デジタル庁デザインシステム (@digital-go-jp/design-tokens 1.1.9, MIT).</summary>
public sealed partial class PortalThemeTests
{
    /// <summary>What the design system calls each of our variables, and its value.</summary>
    private static readonly Dictionary<string, (string Token, string Value)> DesignSystem = new()
    {
        ["blue-50"] = ("blue-50", "#e8f1fe"),
        ["blue-100"] = ("blue-100", "#d9e6ff"),
        ["blue-900"] = ("blue-900", "#0017c1"),
        ["blue-1000"] = ("blue-1000", "#00118f"),
        ["grey-50"] = ("solid-gray-50", "#f2f2f2"),
        ["grey-100"] = ("solid-gray-100", "#e6e6e6"),
        ["grey-200"] = ("solid-gray-200", "#cccccc"),
        ["grey-420"] = ("solid-gray-420", "#949494"),
        ["grey-600"] = ("solid-gray-600", "#666666"),
        ["grey-700"] = ("solid-gray-700", "#4d4d4d"),
        ["ink"] = ("solid-gray-900", "#1a1a1a"),
        ["ok"] = ("success-2, green-800", "#197a4b"),
        ["ok-tint"] = ("green-50", "#e6f5ec"),
        ["warn"] = ("yellow-1100", "#6e5600"),
        ["warn-line"] = ("warning-yellow-2, yellow-900", "#927200"),
        ["warn-tint"] = ("yellow-50", "#fbf5e0"),
        ["error"] = ("error-2, red-900", "#ce0000"),
        ["error-tint"] = ("red-50", "#fdeeee"),
        ["mark"] = ("yellow-100", "#fff0b3"),
        ["changed"] = ("yellow-50", "#fbf5e0"),
        ["focus"] = ("yellow-300", "#ffd43d"),
    };

    /// <summary>Its sizes of text, in rem.</summary>
    private static readonly double[] Sizes = [.875, 1, 1.0625, 1.125, 1.25, 1.375, 1.5, 1.625, 1.75, 2];

    private static string Css { get; } = File.ReadAllText(Path.Combine(ScriptTests.RepositoryRoot(), "Portal", "wwwroot", "portal.css"));

    private static Dictionary<string, string> Variables { get; } =
        Variable().Matches(Css[..Css.IndexOf('}', StringComparison.Ordinal)]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    [Fact]
    public void EveryColour_IsOneOfTheDesignSystem()
    {
        Assert.Equal(DesignSystem.Select(d => (d.Key, d.Value.Value)).Order(), Variables.Where(v => v.Value.StartsWith('#')).Select(v => (v.Key, v.Value)).Order());
        Assert.Empty(Colour().Matches(Css[Css.IndexOf('}', StringComparison.Ordinal)..]).Select(m => m.Value).Except(["#fff", "#000"]));
    }

    [Fact]
    public void MudBlazor_HasTheSameColours()
    {
        var ours = DesignSystem.Values.Select(d => d.Value).Append("#ffffff").ToHashSet();
        var palette = PortalTheme.Theme.PaletteLight;
        string[] used =
        [
            .. new[] { palette.Primary, palette.Secondary, palette.Info, palette.Success, palette.Warning, palette.Error, palette.TextPrimary, palette.TextSecondary, palette.TextDisabled, palette.Background, palette.Surface, palette.LinesDefault, palette.LinesInputs, palette.TableLines }
                .Select(c => c.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex)),
        ];

        Assert.Empty(used.Except(ours));
    }

    [Fact]
    public void EveryText_HasASizeOfTheDesignSystem_ButThatOfTables()
    {
        Assert.Empty(Variables.Where(v => v.Key.StartsWith("text", StringComparison.Ordinal) && v.Key != "text-dense").Select(v => double.Parse(v.Value[..^3], CultureInfo.InvariantCulture)).Except(Sizes));
        Assert.DoesNotContain(FontSize().Matches(Css).Select(m => m.Groups[1].Value), size => !size.StartsWith("var(--text", StringComparison.Ordinal) && size is not "inherit" and not "100%" and not "9pt");
    }

    [Theory]
    [InlineData("ink", "white", 4.5)]
    [InlineData("ink", "mark", 4.5)]
    [InlineData("ink", "changed", 4.5)]
    [InlineData("ink", "grey-50", 4.5)]
    [InlineData("ink", "blue-50", 4.5)]
    [InlineData("grey-700", "white", 4.5)]
    [InlineData("grey-700", "grey-50", 4.5)]
    [InlineData("grey-700", "changed", 4.5)]
    [InlineData("grey-600", "white", 4.5)]
    [InlineData("grey-600", "grey-50", 4.5)]
    [InlineData("blue-900", "white", 4.5)]
    [InlineData("blue-900", "blue-50", 4.5)]
    [InlineData("blue-1000", "blue-50", 4.5)]
    [InlineData("blue-1000", "white", 4.5)]
    [InlineData("ok", "ok-tint", 4.5)]
    [InlineData("ok", "white", 4.5)]
    [InlineData("warn", "warn-tint", 4.5)]
    [InlineData("warn", "white", 4.5)]
    [InlineData("error", "error-tint", 4.5)]
    [InlineData("error", "white", 4.5)]
    [InlineData("warn-line", "white", 3)]
    [InlineData("grey-420", "white", 3)]
    [InlineData("black", "focus", 3)]
    public void WhatStandsOnEachOther_CanBeTold(string one, string other, double least)
    {
        Assert.True(Contrast(one, other) >= least, $"{one} on {other}: {Contrast(one, other):0.00}");
    }

    private static double Contrast(string one, string other)
    {
        var (light, dark) = (Luminance(one), Luminance(other)) is var (a, b) && a > b ? (a, b) : (Luminance(other), Luminance(one));
        return (light + .05) / (dark + .05);
    }

    /// <summary>WCAG's relative luminance.</summary>
    private static double Luminance(string name)
    {
        var hex = name switch { "white" => "#ffffff", "black" => "#000000", _ => Variables[name] };
        double[] parts = [.. new[] { 1, 3, 5 }.Select(at => Convert.ToInt32(hex.Substring(at, 2), 16) / 255d).Select(c => c <= .04045 ? c / 12.92 : Math.Pow((c + .055) / 1.055, 2.4))];
        return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
    }

    [GeneratedRegex(@"--([\w-]+): ([^;]+);")]
    private static partial Regex Variable();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}(?=[;\s)])")]
    private static partial Regex Colour();

    [GeneratedRegex(@"font(?:-size)?: (?:\d{3} )?([^;/]+?)[;/]")]
    private static partial Regex FontSize();
}
