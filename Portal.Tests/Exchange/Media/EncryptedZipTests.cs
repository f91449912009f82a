using System.Text;
using ICSharpCode.SharpZipLib.Zip;
using Portal.Domain.Exchange.Media;
using Portal.Features.Exchange.Media;
using Xunit;

namespace Portal.Tests.Exchange.Media;

public sealed class EncryptedZipTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AZip_OpensWithItsPassphrase_AndWithNoOther()
    {
        var passphrase = Passphrase.New();
        var zip = await MakeAsync(passphrase, "操作ログ.xlsx", (to, ct) => to.WriteAsync("花園四丁目の記録"u8.ToArray(), ct).AsTask());

        Assert.Equal("花園四丁目の記録", Encoding.UTF8.GetString(Open(zip, passphrase.Show(), "操作ログ.xlsx")));
        Assert.ThrowsAny<Exception>(() => Open(zip, Passphrase.New().Show(), "操作ログ.xlsx"));
        Assert.ThrowsAny<Exception>(() => Open(zip, null, "操作ログ.xlsx"));
    }

    [Fact]
    public async Task AZip_IsAes256_InItsSecondForm_AndHoldsNothingPlain()
    {
        var zip = await MakeAsync(Passphrase.New(), "a.csv", (to, ct) => to.WriteAsync("0001204873,佐藤"u8.ToArray(), ct).AsTask());

        using var file = new ZipFile(new MemoryStream(zip));
        var entry = Assert.Single(file.OfType<ZipEntry>());
        Assert.Equal((256, true, 99), (entry.AESKeySize, entry.IsCrypted, (int)BitConverter.ToUInt16(zip, 8)));
        // The extra field of AES: vendor version 2 (the CRC of the plain text stays out), "AE", strength 3 = 256 bits.
        Assert.True(zip.AsSpan().IndexOf((byte[])[0x01, 0x99, 0x07, 0x00, 0x02, 0x00, (byte)'A', (byte)'E', 0x03]) >= 0);
        Assert.Equal(-1, zip.AsSpan().IndexOf("0001204873"u8));
        Assert.Equal(-1, zip.AsSpan().IndexOf("佐藤"u8));
    }

    [Fact]
    public async Task AChangedByte_IsFound()
    {
        var passphrase = Passphrase.New();
        var zip = await MakeAsync(passphrase, "a.csv", (to, ct) => to.WriteAsync(new byte[5_000], ct).AsTask());

        zip[zip.AsSpan().IndexOf("a.csv"u8) + 40] ^= 1;

        Assert.ThrowsAny<Exception>(() => Open(zip, passphrase.Show(), "a.csv"));
    }

    [Fact]
    public async Task AMillionRows_AreSentOn_WhileTheyAreWritten_ToATargetThatOnlyAwaits()
    {
        var passphrase = Passphrase.New();
        using var target = new AwaitingOnly();
        long largestHeldBack = 0, written = 0;
        await EncryptedZip.WriteAsync(target, "rows.csv", passphrase, async (to, ct) =>
        {
            var random = new Random(6);
            var block = new byte[64 * 1024];
            for (var i = 0; i < 200; i++)
            {
                random.NextBytes(block);
                await to.WriteAsync(block, ct);
                written += block.Length;
                largestHeldBack = Math.Max(largestHeldBack, written - target.Kept.Length);
            }
        }, Token);

        Assert.InRange(largestHeldBack, 0, 1_000_000);
        Assert.Equal(written, Open(target.Kept.ToArray(), passphrase.Show(), "rows.csv").Length);
    }

    [Fact]
    public void APassphrase_IsAnotherEachTime_AndDoesNotGiveItselfAway()
    {
        var (one, other) = (Passphrase.New(), Passphrase.New());

        Assert.NotEqual(one.Show(), other.Show());
        Assert.Matches("^[2-9A-HJKMNP-Z]{5}(-[2-9A-HJKMNP-Z]{5}){4}$", one.Show());
        Assert.DoesNotContain(one.Show(), $"{one}", StringComparison.Ordinal);
        Assert.DoesNotContain(one.Show(), System.Text.Json.JsonSerializer.Serialize(one), StringComparison.Ordinal);
    }

    internal static byte[] Open(byte[] zip, string? password, string entry)
    {
        using var file = new ZipFile(new MemoryStream(zip)) { Password = password };
        using var content = file.GetInputStream(Assert.Single(file.OfType<ZipEntry>(), e => e.Name == entry));
        using var read = new MemoryStream();
        content.CopyTo(read);
        return read.ToArray();
    }

    private static async Task<byte[]> MakeAsync(Passphrase passphrase, string name, Func<Stream, CancellationToken, Task> write)
    {
        using var stream = new MemoryStream();
        await EncryptedZip.WriteAsync(stream, name, passphrase, write, Token);
        return stream.ToArray();
    }

    /// <summary>As the response of a web server: it refuses to be written without awaiting, and cannot seek.</summary>
    private sealed class AwaitingOnly : Stream
    {
        public MemoryStream Kept { get; } = new();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Kept.WriteAsync(buffer, cancellationToken);
    }
}
