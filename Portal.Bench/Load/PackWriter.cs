using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Portal.Bench.Load;

/// <summary>Writes one message of the hub protocol <c>blazorpack</c>: MessagePack arrays behind their length. Only what a browser sends.</summary>
internal sealed class PackWriter
{
    private const int Invocation = 1;
    private const int Ping = 6;

    private readonly ArrayBufferWriter<byte> _body = new();

    public static ReadOnlyMemory<byte> Beat { get; } = new PackWriter().Array(1).Number(Ping).Framed();

    /// <summary>A call of a method of the circuit's hub.</summary>
    /// <param name="invocationId">Null: no answer is waited for.</param>
    /// <param name="target">The method.</param>
    /// <param name="arguments">Texts, whole numbers, truths and nulls.</param>
    public static ReadOnlyMemory<byte> Call(string? invocationId, string target, params IReadOnlyList<object?> arguments)
    {
        var pack = new PackWriter().Array(6).Number(Invocation);
        pack.Byte(0x80);
        pack.Value(invocationId).Value(target).Array(arguments.Count);
        foreach (var argument in arguments)
        {
            pack.Value(argument);
        }

        return pack.Array(0).Framed();
    }

    private ReadOnlyMemory<byte> Framed()
    {
        List<byte> framed = new(_body.WrittenCount + 5);
        var length = _body.WrittenCount;
        for (; length > 127; length >>= 7)
        {
            framed.Add((byte)((length & 127) | 128));
        }

        framed.Add((byte)length);
        framed.AddRange(_body.WrittenSpan);
        return framed.ToArray();
    }

    private PackWriter Array(int count)
    {
        Byte((byte)(0x90 | count));
        return this;
    }

    private PackWriter Value(object? value)
    {
        switch (value)
        {
            case null:
                Byte(0xc0);
                break;
            case bool truth:
                Byte(truth ? (byte)0xc3 : (byte)0xc2);
                break;
            case string text:
                Text(text);
                break;
            default:
                Number(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }

        return this;
    }

    private PackWriter Number(long number)
    {
        if (number is >= 0 and <= 127)
        {
            Byte((byte)number);
            return this;
        }

        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = 0xd3;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], number);
        _body.Write(bytes);
        return this;
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> head = stackalloc byte[5];
        head[0] = 0xdb;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], bytes.Length);
        _body.Write(head);
        _body.Write(bytes);
    }

    private void Byte(byte value) => _body.Write([value]);
}
