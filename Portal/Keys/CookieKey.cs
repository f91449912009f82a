using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Keys;

namespace Portal.Keys;

/// <summary>
/// One key of the framework's (Data Protection) in the database, for all nodes: what cookies, drafts and code generators are protected with.
/// It is sealed whole with a key of the ring, so who holds the database can neither read one nor put one of their own there.
/// </summary>
public sealed class CookieKey
{
    public const int SealedMaxLength = 8_000;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    private static readonly byte[] Place = Encoding.ASCII.GetBytes("CookieKey.Sealed");

    public required Guid CookieKeyId { get; init; }

    /// <summary>Which key of <see cref="KeyUse.CookieKeys"/> it is sealed with.</summary>
    public required int KeyId { get; set; }

    /// <summary>Nonce, tag and cipher of its text.</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime MadeAt { get; init; }

    public static CookieKey Seal(string text, SecretKey key, DateTime now)
    {
        var id = Guid.CreateVersion7(now);
        return new() { CookieKeyId = id, KeyId = key.Id, Sealed = Seal(id, text, key), MadeAt = now };
    }

    /// <exception cref="CryptographicException">It was sealed otherwise, or changed since.</exception>
    public string Open(SecretKey key)
    {
        if (Sealed.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("Too short to be sealed.");
        }

        var plain = new byte[Sealed.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Decrypt(Sealed.AsSpan(0, NonceLength), Sealed.AsSpan(NonceLength + TagLength), Sealed.AsSpan(NonceLength, TagLength), plain, BoundTo(CookieKeyId, key.Id));
        return Encoding.UTF8.GetString(plain);
    }

    /// <exception cref="CryptographicException">The key it was sealed with is another.</exception>
    public void Reseal(SecretKey old, SecretKey with) => (Sealed, KeyId) = (Seal(CookieKeyId, Open(old), with), with.Id);

    private static byte[] Seal(Guid id, string text, SecretKey key)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var whole = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(whole.AsSpan(0, NonceLength), plain, whole.AsSpan(NonceLength + TagLength), whole.AsSpan(NonceLength, TagLength), BoundTo(id, key.Id));
        CryptographicOperations.ZeroMemory(plain);
        return whole;
    }

    private static byte[] BoundTo(Guid id, int keyId)
    {
        var bound = new byte[Place.Length + 16 + sizeof(int)];
        Place.CopyTo(bound, 0);
        id.TryWriteBytes(bound.AsSpan(Place.Length), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bound.AsSpan(Place.Length + 16), keyId);
        return bound;
    }
}

internal sealed class CookieKeyMapping : IEntityTypeConfiguration<CookieKey>
{
    public void Configure(EntityTypeBuilder<CookieKey> builder)
    {
        builder.ToTable("CookieKey");
        builder.Property(k => k.CookieKeyId).ValueGeneratedNever();
        builder.Property(k => k.KeyId).IsConcurrencyToken();
        builder.Property(k => k.Sealed).HasMaxLength(CookieKey.SealedMaxLength);
    }
}
