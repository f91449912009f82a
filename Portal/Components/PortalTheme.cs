using MudBlazor;

namespace Portal.Components;

/// <summary>The office's look for MudBlazor parts; <c>portal.css</c> has the same colours as variables for everything else.</summary>
public static class PortalTheme
{
    private static readonly string[] Fonts =
        ["BIZ UDPGothic", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0017c1",
            PrimaryDarken = "#00118f",
            PrimaryLighten = "#e8f1fe",
            Secondary = "#4d4d4d",
            Info = "#0017c1",
            Success = "#197a4b",
            Warning = "#6e5600",
            Error = "#ce0000",
            Dark = "#1a1a1a",
            Black = "#1a1a1a",
            TextPrimary = "#1a1a1a",
            TextSecondary = "#4d4d4d",
            TextDisabled = "#666666",
            ActionDefault = "#4d4d4d",
            ActionDisabled = "#666666",
            ActionDisabledBackground = "#f2f2f2",
            Background = "#ffffff",
            BackgroundGray = "#f2f2f2",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1a1a1a",
            DrawerBackground = "#f2f2f2",
            DrawerText = "#1a1a1a",
            LinesDefault = "#cccccc",
            LinesInputs = "#666666",
            TableLines = "#e6e6e6",
            TableHover = "#f2f2f2",
            Divider = "#cccccc",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "52px", DrawerWidthLeft = "208px" },
        // A line separates as well as a shadow does and costs less attention.
        Shadows = new Shadow { Elevation = [.. Enumerable.Repeat("none", 26)] },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.6", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Fonts, FontSize = "1.25rem", FontWeight = "700", LineHeight = "1.4", LetterSpacing = "normal" },
            H2 = new H2Typography { FontFamily = Fonts, FontSize = "1rem", FontWeight = "700", LineHeight = "1.5", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1.125rem", FontWeight = "700", LineHeight = "1.5", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.6", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.90625rem", LineHeight = "1.6", LetterSpacing = "normal" },
            Button = new ButtonTypography
            {
                FontFamily = Fonts,
                FontSize = "0.90625rem",
                FontWeight = "700",
                LineHeight = "1.5",
                LetterSpacing = "normal",
                TextTransform = "none",
            },
            Caption = new CaptionTypography { FontFamily = Fonts, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
        },
    };
}
