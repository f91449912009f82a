using System.Diagnostics;
using System.Security.Cryptography;

namespace Portal.Domain.Keys;

/// <summary>One key of 256 bits. It never shows itself: <see cref="ToString"/> and the debugger name it and see no byte.</summary>
[DebuggerDisplay("{Use} {Id}")]
public sealed class SecretKey
{
    public const int Length = 32;

    private readonly byte[] _bytes;

    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public SecretKey(KeyUse use, int id, DateTime madeAt, byte[] bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A key has {Length} bytes.", nameof(bytes));
        }

        (Use, Id, MadeAt, _bytes) = (use, id, madeAt, bytes);
    }

    public KeyUse Use { get; }

    /// <summary>From 1 within its use; what was written with it names it.</summary>
    public int Id { get; }

    /// <summary>UTC.</summary>
    public DateTime MadeAt { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public static SecretKey Make(KeyUse use, int id, DateTime now) => new(use, id, now, RandomNumberGenerator.GetBytes(Length));

    public override string ToString() => $"{Use.Label()} 第{Id}号";
}
