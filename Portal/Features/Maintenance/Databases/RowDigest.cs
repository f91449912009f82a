using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Features.Maintenance.Databases;

/// <summary>How many rows a table has, and what they say.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">Their number.</param>
/// <param name="Digest">64 hexadecimal characters.</param>
public sealed record TableDigest(string Table, long Rows, string Digest);

/// <summary>
/// 照合値 — the same for the same rows on either engine. Each row is a text both engines agree on, hashed with SHA-256; the hashes are added up
/// (modulo 2^256), since the two put keys in different orders. A row too many, too few or otherwise changes the sum.
/// </summary>
internal sealed class RowDigest
{
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly ulong[] _sum = new ulong[SHA256.HashSizeInBytes / sizeof(ulong)];

    public long Rows { get; private set; }

    public void Add(IEnumerable<object?> row)
    {
        _text.ResetWrittenCount();
        foreach (var value in row)
        {
            Write(Text(value));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_text.WrittenSpan, hash);
        var carry = UInt128.Zero;
        for (var at = 0; at < _sum.Length; at++)
        {
            carry += (UInt128)_sum[at] + BinaryPrimitives.ReadUInt64LittleEndian(hash[(at * sizeof(ulong))..]);
            _sum[at] = (ulong)carry;
            carry >>= 64;
        }

        Rows++;
    }

    public TableDigest Of(string table) => new(table, Rows, string.Concat(_sum.Select(part => part.ToString("x16", CultureInfo.InvariantCulture))));

    /// <summary>With its length before it: two values cannot be taken for one.</summary>
    private void Write(string? text)
    {
        Encoding.UTF8.GetBytes(text is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{text.Length}:"), _text);
        Encoding.UTF8.GetBytes(text ?? "", _text);
    }

    /// <summary>Not as either engine keeps it: SQLite writes moments as text, SQL Server fills up the places of a decimal.</summary>
    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        Guid id => id.ToString("D"),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? "1" : "0",
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A value of {value.GetType().Name} has no text here."),
    };
}
