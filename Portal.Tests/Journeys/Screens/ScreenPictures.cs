using Microsoft.Playwright;
using Portal.Tests.Data;

namespace Portal.Tests.Journeys.Screens;

/// <summary>docs/screens: a picture of every screen at the office's size, small enough for the repository.</summary>
internal static class ScreenPictures
{
    public const string WriteVariable = "PORTAL_WRITE_SCREENS";

    public static string Folder { get; } = Path.Combine(ScriptTests.RepositoryRoot(), "docs", "screens");

    public static bool AreWritten { get; } = Environment.GetEnvironmentVariable(WriteVariable) == "1";

    /// <summary>Where and on which machine a picture was taken is nobody's business.</summary>
    private const string Unnamed = """
        ([folder, machine]) => {
          const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
          for (let text; (text = texts.nextNode());) {
            if (text.data.includes(folder)) { text.data = text.data.replace(/\S*ledger/, '/srv/otaru-portal/ledger'); }
            if (text.data.startsWith(`${machine}、`) || text.data.startsWith(`${machine}・`)) { text.data = text.data.replace(machine, 'server1'); }
          }
        }
        """;

    public static async Task WriteAsync(IPage page, Screen screen)
    {
        await page.EvaluateAsync(Unnamed, new[] { Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar), Environment.MachineName });
        var picture = await page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        await File.WriteAllBytesAsync(Path.Combine(Folder, $"{screen.Name}.png"), PalettePng.Of(picture));
    }
}
