using System.IO.Compression;
using Xunit;

namespace Portal.Tests.Leaks;

/// <summary>The positive control of the leak scan: what is there is found, in every way of writing it.</summary>
public class LeakScannerTests
{
    private const string Number = "983205673214";

    public static TheoryData<string> Ways => new(LeakScanner.Ways.Select(way => way.Name));

    [Theory, MemberData(nameof(Ways))]
    public void EachWayOfWriting_IsFound_AmongOtherBytes(string way)
    {
        var pattern = LeakScanner.Ways.Single(w => w.Name == way).Encode(Number);
        var noise = new byte[5_000];
        new Random(3).NextBytes(noise);
        byte[] data = [.. noise, .. pattern, .. noise];

        Assert.Contains($"x at {noise.Length}: {way} of number 1", new LeakScanner(["123456789018", Number]).Find(data, "x"));
        Assert.Empty(new LeakScanner(["123456789018"]).Find(data, "x"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("xy")]
    [InlineData("xyz")]
    [InlineData("番号は")]
    public void InTheMiddleOfAText_Base64IsFoundAtEveryAlignment(string before) => Assert.NotEmpty(new LeakScanner([Number])
        .Find(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{before}{Number}です")), "x"));

    [Fact]
    public void InAWorkbook_ItIsFound()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = new StreamWriter(archive.CreateEntry("xl/sharedStrings.xml").Open()))
        {
            entry.Write($"<t>{Number}</t>");
        }

        Assert.Contains("book.xlsx!xl/sharedStrings.xml at 3: UTF-8 of number 0", new LeakScanner([Number]).Find(file.ToArray(), "book.xlsx"));
    }
}
