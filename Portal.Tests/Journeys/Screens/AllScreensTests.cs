using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Components;
using Portal.Data;
using Xunit;

namespace Portal.Tests.Journeys.Screens;

/// <summary>The list of screens is whole, and docs/screens shows it.</summary>
public sealed class AllScreensTests
{
    private static IEnumerable<string> Routes => typeof(PortalDb).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template);

    [Fact]
    public void EveryPage_IsInTheList()
    {
        Assert.Empty(Routes.Except(AllScreens.All.Select(s => s.Route)));
        Assert.Empty(AllScreens.All.Select(s => s.Route).Except(Routes).Except(AllScreens.Plain));
        Assert.Distinct(AllScreens.All.Select(s => s.Name));
    }

    [Fact]
    public async Task TheIndex_ShowsAPictureOfEach()
    {
        var file = Path.Combine(ScreenPictures.Folder, "README.md");
        if (ScreenPictures.AreWritten)
        {
            // The pictures come from the walk, before or after this.
            await File.WriteAllTextAsync(file, Index(), TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(Index(), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(AllScreens.All.Select(s => s.Name).Order(StringComparer.Ordinal), Directory.GetFiles(ScreenPictures.Folder, "*.png").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!);
    }

    [Fact]
    public void APalette_KeepsTheColours()
    {
        // Two by two pixels; the second line is written as the difference from the pixel before.
        var picture = Png(2, 2, 0, 255, 0, 0, 0, 23, 193, 1, 0, 23, 193, 255, 233, 63);

        Assert.Equal([0xFF0000, 0x0017C1, 0x0017C1, 0xFF0000], PalettePng.Pixels(picture).Pixels);
        Assert.Equal((8, 3), (PalettePng.Of(picture)[24], PalettePng.Of(picture)[25]));
    }

    private static byte[] Png(int width, int height, params byte[] lines)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(lines);
        }

        var content = packed.ToArray();
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, (byte)width, 0, 0, 0, (byte)height, 8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)content.Length, .. "IDAT"u8, .. content, 0, 0, 0, 0];
    }

    private static string Index()
    {
        var text = new StringBuilder("""
            # 画面の一覧

            Taken from the running portal over an invented ledger (1366×768), one picture a screen; written anew by
            the command in the README, never by hand.


            """);
        foreach (var screen in AllScreens.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {screen.Name}\n\n`{screen.Route}` {(screen.Account.Length == 0 ? "" : $"({screen.Account})")}\n\n![{screen.Name}]({screen.Name}.png)\n\n");
        }

        return text.ToString().ReplaceLineEndings("\n").Replace(" \n", "\n", StringComparison.Ordinal);
    }
}
