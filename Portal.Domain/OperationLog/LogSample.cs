using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Domain.OperationLog;

/// <summary>抽出 — rows drawn by lot, as many as asked for, whatever comes by. The same seed draws the same rows.</summary>
internal sealed class LogSample(int size, Guid seed)
{
    private readonly PriorityQueue<LogReviewRow, ulong> _drawn = new(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));

    public IEnumerable<LogReviewRow> Drawn => _drawn.UnorderedItems.Select(item => item.Element).OrderBy(row => row.Sequence);

    public void Offer(LogReviewRow row)
    {
        if (size == 0)
        {
            return;
        }

        var lot = Lot(row.Sequence);
        if (_drawn.Count < size)
        {
            _drawn.Enqueue(row, lot);
        }
        else
        {
            _drawn.EnqueueDequeue(row, lot);
        }
    }

    private ulong Lot(long sequence)
    {
        Span<byte> ticket = stackalloc byte[24];
        seed.TryWriteBytes(ticket);
        BinaryPrimitives.WriteInt64BigEndian(ticket[16..], sequence);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ticket, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
