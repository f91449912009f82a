using System.Text;
using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Features.Exchange;
using Xunit;

namespace Portal.Tests.Exchange;

/// <summary>Files as they come: encodings, headings, and everything that is not a list of lines.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly ImportFixture _fixture = new();

    static BadFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(File()) },
        { "UTF-8 (BOM)", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(File())] },
        { "CP932", Encoding.GetEncoding(932).GetBytes(File()) },
    };

    [Theory, MemberData(nameof(Encodings))]
    public async Task EachEncoding_IsRecognisedAndReadTheSame(string name, byte[] bytes)
    {
        var preview = await _fixture.PreviewAsync(ImportKind.Residents, bytes);

        Assert.Equal((name, 2, 2), (preview.EncodingName, preview.Totals.Lines, preview.Totals.New));
        Assert.Contains(preview.Sample[1].Values, v => v == ("氏名", "髙橋 恵"));
        Assert.Contains(preview.Sample[0].Values, v => v == ("住所", "(表示しません)"));
    }

    [Fact]
    public async Task Headings_AndNone_ReadTheSame()
    {
        var with = await _fixture.PreviewAsync(ImportKind.Residents, Csv.Lines(Csv.ResidentHeader, Csv.Resident()));
        var without = await _fixture.PreviewAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        Assert.Equal(("見出しあり・第1版・15列", 1), (with.Layout.Words, with.Totals.New));
        Assert.Equal(("見出しなし・第1版・15列", 1), (without.Layout.Words, without.Totals.New));
    }

    public static TheoryData<byte[], string> Refused => new()
    {
        { [], "ファイルが空です" },
        { "\r\n\r\n"u8.ToArray(), "行がありません" },
        { Encoding.UTF8.GetBytes(Csv.Lines(Csv.ResidentHeader)), "見出しだけ" },
        { [.. Encoding.UTF8.GetBytes(File()), 0], "3行目に文字ではないデータ(NUL)" },
        { [.. Encoding.UTF8.GetBytes(File()), 0xFF, 0xFE, .. "\r\n"u8], "3行目に UTF-8 として読めない文字" },
        { [.. Encoding.UTF8.Preamble, .. Encoding.GetEncoding(932).GetBytes(File())], "1行目に UTF-8 として読めない文字" },
        { [.. Encoding.GetEncoding(932).GetBytes(File()), 0x83], "Shift_JIS (CP932) として読めない文字" },
        { [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(File())], "UTF-16" },
        { [.. "PK\u0003\u0004"u8, 1, 2, 3], "ブック" },
        { Encoding.UTF8.GetBytes(Csv.Lines(Csv.Resident(), "\"" + Csv.Resident())), "2行目の引用符" },
        { Encoding.UTF8.GetBytes(new string(',', 9_999)), "10,000列" },
        { Encoding.UTF8.GetBytes("宛名番号,氏名,カナ氏名,生年月日" + new string(',', 9_996)), "列が多すぎます" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task WhatIsNoListOfLines_IsRefusedInWords_AndNotKept(byte[] bytes, string words)
    {
        var refusal = await Assert.ThrowsAsync<RuleException>(() => _fixture.PreviewAsync(ImportKind.Residents, bytes));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.FilesLeft);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    public async Task AGigabyteWithoutLineEnd_IsRefusedAfterItsFirstKilobytes(string start)
    {
        var endless = new EndlessLine(start, 1L << 30);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => _fixture.Desk.PreviewAsync(endless, "x.csv", ImportKind.Vrs, A.Clerk, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("1行目が長すぎます", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Position, 1, 1 << 20);
        Assert.Empty(_fixture.FilesLeft);
    }

    [Fact]
    public async Task TheReport_NamesEachBadLine_AndHoldsNoFormula()
    {
        var preview = await _fixture.PreviewAsync(ImportKind.Residents, Csv.Lines(
            Csv.Resident(birth: "=HYPERLINK(\"\"x\"\")"), Csv.Resident(number: "@SUM(1)", birth: "19500231"), Csv.Resident(number: "5", postal: "-1+1")));

        using var reader = new StreamReader(preview.OpenReport());
        var lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Encoding.UTF8.GetPreamble(), await FirstBytesAsync(preview));
        Assert.Equal(["行", "1", "2", "2", "3"], lines.Select(l => l.Split(',')[0]));
        Assert.All(lines.Skip(1).Select(l => l.Split(',')[3].TrimStart('"')), cell => Assert.DoesNotContain(cell[0], "=+-@"));
        Assert.Contains("'=HYPERLINK", lines[1], StringComparison.Ordinal);
    }

    public void Dispose() => _fixture.Dispose();

    private static string File() => Csv.Lines(Csv.Resident(), Csv.Resident(number: Csv.OtherNumber, name: "髙橋 恵", integrated: "9"));

    private static async Task<byte[]> FirstBytesAsync(ImportPreview preview)
    {
        await using var report = preview.OpenReport();
        var bytes = new byte[3];
        await report.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        return bytes;
    }

    /// <summary>Letters without end, made as they are read.</summary>
    private sealed class EndlessLine(string start, long length) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(count, length - Position);
            for (var i = 0; i < taken; i++, Position++)
            {
                buffer[offset + i] = Position < start.Length ? (byte)start[(int)Position] : (byte)'x';
            }

            return taken;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
