using Microsoft.Playwright;
using Portal.Tests.Data;

namespace Portal.Tests.Journeys.Screens;

/// <summary>docs/screens: a picture of every screen at the office's size, small enough for the repository.</summary>
internal static class ScreenPictures
{
    public const string WriteVariable = "PORTAL_WRITE_SCREENS";

    public static string Folder { get; } = Path.Combine(ScriptTests.RepositoryRoot(), "docs", "screens");

    public static bool AreWritten { get; } = Environment.GetEnvironmentVariable(WriteVariable) == "1";

    public static async Task WriteAsync(IPage page, Screen screen)
    {
        var picture = await page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        await File.WriteAllBytesAsync(Path.Combine(Folder, $"{screen.Name}.png"), PalettePng.Of(picture));
    }
}
