using ICSharpCode.SharpZipLib.Zip;
using Portal.Domain;
using Portal.Domain.Exchange.Media;

namespace Portal.Features.Exchange.Media;

/// <summary>暗号化ZIP — AES-256 (WinZip's AE-2) with one entry, written as it goes: memory stays flat whatever the size.</summary>
internal static class EncryptedZip
{
    public const string ContentType = "application/zip";

    private const int KeyBits = 256;

    /// <param name="to">Written behind itself only; need not be able to seek, nor to write synchronously.</param>
    /// <param name="entryName">Of the file inside.</param>
    /// <param name="passphrase">Opens it.</param>
    /// <param name="write">Writes the file's content to the stream it is handed.</param>
    /// <param name="ct">Stops it; what was written by then is no ZIP.</param>
    public static async Task WriteAsync(Stream to, string entryName, Passphrase passphrase, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        await using var staging = new StagingStream(to);
        await using var zip = new ZipOutputStream(staging) { IsStreamOwner = false, Password = passphrase.Show(), UseZip64 = UseZip64.Dynamic };
        zip.PutNextEntry(new ZipEntry(entryName) { AESKeySize = KeyBits, IsUnicodeText = true, DateTime = JapanTime.Of(DateTime.UtcNow) });
        await write(new EntryStream(zip, staging), ct);
        zip.CloseEntry();
        zip.Finish();
        await staging.SendAsync(ct);
    }

    /// <summary>Collects what the ZIP writes, which it does synchronously, until it can be sent on.</summary>
    private sealed class StagingStream(Stream to) : WriteOnlyStream
    {
        private const int MaxHeld = 1 << 20;
        private readonly MemoryStream _held = new();

        public override void Write(byte[] buffer, int offset, int count)
        {
            _held.Write(buffer, offset, count);
            // Whoever writes without awaiting gets what the target allows.
            if (_held.Length > MaxHeld)
            {
                to.Write(_held.GetBuffer(), 0, (int)_held.Length);
                _held.SetLength(0);
            }
        }

        public async ValueTask SendAsync(CancellationToken ct)
        {
            await to.WriteAsync(_held.GetBuffer().AsMemory(0, (int)_held.Length), ct);
            _held.SetLength(0);
        }

        public ValueTask SendWhenFullAsync(CancellationToken ct) => _held.Length > MaxHeld / 16 ? SendAsync(ct) : ValueTask.CompletedTask;
    }

    /// <summary>The one entry: compressed and encrypted at once, sent on in pieces.</summary>
    private sealed class EntryStream(ZipOutputStream zip, StagingStream staging) : WriteOnlyStream
    {
        public override void Write(byte[] buffer, int offset, int count) => zip.Write(buffer, offset, count);

        public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            zip.Write(buffer, offset, count);
            await staging.SendWhenFullAsync(cancellationToken);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            zip.Write(buffer.Span);
            await staging.SendWhenFullAsync(cancellationToken);
        }

        public override async Task FlushAsync(CancellationToken cancellationToken) => await staging.SendWhenFullAsync(cancellationToken);
    }

    private abstract class WriteOnlyStream : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
