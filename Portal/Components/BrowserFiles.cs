using System.Globalization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Portal.Domain;

namespace Portal.Components;

/// <summary>選んだファイル — what somebody chose in a browser, read over the circuit; what goes wrong on that way is said in words.</summary>
internal static class BrowserFiles
{
    internal const string Unreadable =
        "ファイルを最後まで読み取れませんでした。選んだ後にファイルを変えたり、媒体を抜いたりしていないか確かめて、もう一度選んでください。何も取り込んでいません。";

    /// <exception cref="RuleException">It is larger than <paramref name="maxBytes"/>; or, while it is read, it cannot be read on.</exception>
    public static Stream OpenForReading(this IBrowserFile file, long maxBytes, CancellationToken cancellationToken = default) => file.Size <= maxBytes
        ? new Reading(file.OpenReadStream(maxBytes, cancellationToken))
        : throw new RuleException(string.Create(CultureInfo.InvariantCulture, $"ファイルが大きすぎます（{maxBytes / (1024 * 1024)}MBまで）。ファイルの選択を確かめてください。"));

    /// <summary>Only reads forward, as an upload can.</summary>
    private sealed class Reading(Stream from) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => from.Length;

        public override long Position
        {
            get => from.Position;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await from.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception failure) when (failure is JSException or IOException or TimeoutException)
            {
                throw new RuleException(Unreadable);
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await from.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
