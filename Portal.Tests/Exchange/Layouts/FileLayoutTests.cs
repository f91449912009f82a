using Portal.Domain.Exchange.Layouts;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Exchange.Layouts;

/// <summary>Layouts as data. PORTAL_WRITE_DOCS=1 writes docs/exchange anew instead of comparing.</summary>
public sealed class FileLayoutTests
{
    private const string WriteVariable = "PORTAL_WRITE_DOCS";

    public static TheoryData<string> Names => [.. LayoutDocuments.Names];

    [Theory, MemberData(nameof(Names))]
    public async Task EveryLayout_IsDescribedAsItIs(string name)
    {
        var file = Path.Combine(ScriptTests.RepositoryRoot(), "docs", "exchange", $"{name}.md");
        var text = LayoutDocuments.Text(FileLayout.Of(name));
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        Assert.True(text == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), $"{file} is not what the layout says. Run this test with {WriteVariable}=1 and commit the file.");
    }

    [Theory]
    [InlineData("digits", "3", "12", null)]
    [InlineData("digits", "3", "1234", "甲が3文字を超えています")]
    [InlineData("digits", "3", "１２", "甲が数字ではありません")]
    [InlineData("digits", "3", "", "甲がありません")]
    [InlineData("date", "8", "20240229", null)]
    [InlineData("date", "8", "20230229", "甲が日付(YYYYMMDD)ではありません")]
    [InlineData("amount", "6", "0.25", null)]
    [InlineData("amount", "6", "0,25", "甲が数ではありません")]
    [InlineData("text", "9", "甲\u0001", "甲に制御文字があります")]
    public void AValue_IsCheckedByItsColumn(string type, string width, string value, string? fault)
    {
        var layout = FileLayout.Parse("x-1", [$"column\t甲\tA\t{type}\t{width}\t必須\t"]);

        Assert.Equal(fault, layout.Fault([value]));
    }

    [Fact]
    public void ACode_IsOneOfThoseOfItsRule()
    {
        var layout = FileLayout.Parse("x-1", ["column\t区分\tA\tcode\t1\t必須\t1=追加|2=更新"]);

        Assert.Null(layout.Fault(["2"]));
        Assert.Equal("区分が1=追加|2=更新のどれでもありません", layout.Fault(["3"]));
        Assert.Equal("列が1ではなく2あります", layout.Fault(["1", "2"]));
    }

    [Fact]
    public void ARemoval_NeedsOnlyWhatNamesTheRecord()
    {
        var layout = FileLayout.Of("replica-1");
        var removal = layout.Columns.Select(c => c.Item switch { "Line" => "1", "Act" => "3", "RecordId" => "0f", _ => null }).ToList();

        Assert.Null(layout.Fault(removal));
        removal[layout.IndexOf("Act")] = "1";
        Assert.Equal("統合宛名番号がありません", layout.Fault(removal));
    }

    [Theory]
    [InlineData("column\t甲\tA\tcolour\t3\t必須\t")]
    [InlineData("column\t甲\tA\tdigits\t0\t必須\t")]
    [InlineData("column\t甲\tA\tdigits\t3\tきっと\t")]
    [InlineData("encoding\tcp932")]
    [InlineData("title\t空")]
    public void AFileThatCannotBeRead_IsRefusedByName(string line) =>
        Assert.StartsWith("x-1", Assert.Throws<FormatException>(() => FileLayout.Parse("x-1", [line])).Message, StringComparison.Ordinal);
}
