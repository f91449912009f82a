using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Portal.Components;
using Portal.Domain;
using Xunit;

namespace Portal.Tests.Components;

public sealed class BrowserFilesTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void AFileThatIsTooLarge_IsRefusedBeforeItIsRead()
    {
        var refusal = Assert.Throws<RuleException>(() => new Chosen(3 * 1024 * 1024, () => 0).OpenForReading(2 * 1024 * 1024, Token));

        Assert.Contains("2MBまで", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(JSException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TimeoutException))]
    public async Task AFileThatCannotBeReadOn_IsSaidToBeUnreadable(Type failure)
    {
        await using var stream = new Chosen(100, () => throw (Exception)Activator.CreateInstance(failure, "gone")!).OpenForReading(100, Token);

        var refusal = await Assert.ThrowsAsync<RuleException>(async () => await stream.ReadExactlyAsync(new byte[10], Token));

        Assert.Equal(BrowserFiles.Unreadable, refusal.Message);
    }

    [Fact]
    public async Task AFile_IsReadToItsEnd()
    {
        var left = 100;
        await using var stream = new Chosen(100, () => left == 0 ? 0 : left -= 50).OpenForReading(100, Token);
        using var to = new MemoryStream();

        await stream.CopyToAsync(to, Token);

        Assert.Equal(50, to.Length);
    }

    private sealed class Chosen(long size, Func<int> read) : IBrowserFile
    {
        public string Name => "file.csv";
        public DateTimeOffset LastModified => A.Now;
        public long Size => size;
        public string ContentType => "text/csv";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) => new Source(size, read);
    }

    private sealed class Source(long length, Func<int> read) : MemoryStream
    {
        public override long Length => length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(read());
    }
}
