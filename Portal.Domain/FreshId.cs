using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Domain;

/// <summary>
/// A new UUID version 7 (RFC 9562): as <see cref="Guid.CreateVersion7()"/>, but its randomness is drawn some hundred at a time. Every row
/// read makes one before its own is set, and asking the system each time costs more than reading the row.
/// </summary>
public static class FreshId
{
    private const int Width = 16;
    private const int DrawnAtOnce = 256 * Width;

    [ThreadStatic]
    private static byte[]? _drawn;

    [ThreadStatic]
    private static int _used;

    public static Guid Next()
    {
        if (_drawn is null || _used == DrawnAtOnce)
        {
            RandomNumberGenerator.Fill(_drawn ??= new byte[DrawnAtOnce]);
            _used = 0;
        }

        Span<byte> id = _drawn.AsSpan(_used, Width);
        _used += Width;
        BinaryPrimitives.WriteInt64BigEndian(id, (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() << 16) | BinaryPrimitives.ReadUInt16BigEndian(id[6..]));
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new(id, bigEndian: true);
    }
}
