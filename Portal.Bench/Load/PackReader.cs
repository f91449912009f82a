using System.Buffers.Binary;
using System.Text;

namespace Portal.Bench.Load;

/// <summary>Reads the messages of the hub protocol <c>blazorpack</c>: whole numbers, texts, bytes, truths, nulls, arrays and maps.</summary>
internal ref struct PackReader(ReadOnlyMemory<byte> memory)
{
    private readonly ReadOnlySpan<byte> _bytes = memory.Span;
    private int _at;

    /// <summary>The next whole message of what has arrived; false while its end is missing.</summary>
    public static bool TryTake(ref ReadOnlyMemory<byte> arrived, out ReadOnlyMemory<byte> message)
    {
        var (length, at) = (0, 0);
        for (var bytes = arrived.Span; ; at++)
        {
            if (at == bytes.Length)
            {
                message = default;
                return false;
            }

            length |= (bytes[at] & 127) << (7 * at);
            if (bytes[at] < 128)
            {
                break;
            }
        }

        if (arrived.Length < at + 1 + length)
        {
            message = default;
            return false;
        }

        message = arrived.Slice(at + 1, length);
        arrived = arrived[(at + 1 + length)..];
        return true;
    }

    /// <summary>The next value: <see langword="long"/>, <see langword="string"/>, <see cref="ReadOnlyMemory{Byte}"/>, <see langword="bool"/>, <see cref="List{Object}"/> or null.</summary>
    public object? Read()
    {
        var kind = _bytes[_at++];
        return kind switch
        {
            <= 0x7f => (long)kind,
            <= 0x8f => Map(kind & 15),
            <= 0x9f => List(kind & 15),
            <= 0xbf => Text(kind & 31),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 => Bytes((int)Whole(1)),
            0xc5 => Bytes((int)Whole(2)),
            0xc6 => Bytes((int)Whole(4)),
            0xcc => Whole(1),
            0xcd => Whole(2),
            0xce => Whole(4),
            0xcf => Whole(8),
            0xd0 => (long)(sbyte)Whole(1),
            0xd1 => (long)(short)Whole(2),
            0xd2 => (long)(int)Whole(4),
            0xd3 => Whole(8),
            0xd9 => Text((int)Whole(1)),
            0xda => Text((int)Whole(2)),
            0xdb => Text((int)Whole(4)),
            0xdc => List((int)Whole(2)),
            0xdd => List((int)Whole(4)),
            >= 0xe0 => (long)(sbyte)kind,
            _ => throw new InvalidDataException($"MessagePack 0x{kind:x2} is not used here."),
        };
    }

    private long Whole(int size)
    {
        var bytes = _bytes.Slice(_at, size);
        _at += size;
        return size switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
        };
    }

    private string Text(int length) => Encoding.UTF8.GetString(Bytes(length).Span);

    private ReadOnlyMemory<byte> Bytes(int length)
    {
        _at += length;
        return memory.Slice(_at - length, length);
    }

    private List<object?> List(int count)
    {
        List<object?> list = new(count);
        for (var at = 0; at < count; at++)
        {
            list.Add(Read());
        }

        return list;
    }

    /// <summary>Headers, which nobody sends.</summary>
    private object? Map(int count)
    {
        for (var at = 0; at < count * 2; at++)
        {
            Read();
        }

        return null;
    }
}
