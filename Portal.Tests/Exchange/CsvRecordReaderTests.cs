using Portal.Domain;
using Portal.Domain.Exchange;
using Xunit;

namespace Portal.Tests.Exchange;

public class CsvRecordReaderTests
{
    [Theory]
    [InlineData("a,b\r\nc,d\r\n")]
    [InlineData("a,b\nc,d")]
    [InlineData("a,b\rc,d\r")]
    [InlineData("\"a\",\"b\"\r\n\r\n\"c\",\"d\"")]
    public void EveryLineEnd_SeparatesLines(string text) =>
        Assert.Equal(["a|b", "c|d"], All(text).Select(r => string.Join('|', r.Fields)));

    [Fact]
    public void AQuotedValue_KeepsCommasQuotesAndLineEnds_AndLaterLinesKeepTheirNumbers()
    {
        var lines = All("1,\"a,\"\"b\"\"\r\nc\"\r\n\r\n2,d");

        Assert.Equal("a,\"b\"\r\nc", lines[0].Fields[1]);
        Assert.Equal("1,\"a,\"\"b\"\"\r\nc\"", lines[0].Text);
        Assert.Equal([1, 4], lines.Select(l => l.LineNumber));
    }

    [Fact]
    public void AnUnclosedQuote_IsRefusedWithTheLineItOpensOn()
    {
        var refusal = Assert.Throws<RuleException>(() => All("a,b\r\nc,\"d\r\ne,f\r\n"));

        Assert.StartsWith("2行目の引用符", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextAfterAClosingQuote_IsMarked() => Assert.True(All("\"a\"b,c").Single().HasStrayQuote);

    [Fact]
    public void AQuoteInsideAPlainValue_IsPartOfIt() => Assert.Equal("a\"b", All("a\"b,c").Single().Fields[0]);

    [Fact]
    public void TenThousandColumns_AreCountedAndNotKept()
    {
        var line = All(new string(',', 9_999)).Single();

        Assert.Equal(10_000, line.ColumnCount);
        Assert.Equal(CsvRecordReader.MaxColumns, line.Fields.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ALineWithoutEnd_IsRefusedWithItsNumber(bool quoted)
    {
        var refusal = Assert.Throws<RuleException>(() => All("a\r\n" + (quoted ? "\"" : "") + new string('x', CsvRecordReader.MaxLineLength + 1)));

        Assert.StartsWith("2行目が長すぎます", refusal.Message, StringComparison.Ordinal);
    }

    private static List<CsvRecord> All(string text)
    {
        var reader = new CsvRecordReader(new StringReader(text));
        var lines = new List<CsvRecord>();
        while (reader.Read() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
