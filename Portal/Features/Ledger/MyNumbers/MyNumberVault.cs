using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Keys;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>
/// 個人番号の金庫 — the one class that encrypts and decrypts My Numbers: AES-256-GCM bound to the table, the person, the column and the key;
/// and that makes the 索引, an HMAC under a key of its own, by which equal numbers are found. Written with the newest keys, read with those
/// the row names.
/// </summary>
public sealed class MyNumberVault(KeyRing keys)
{
    /// <summary>As they were named when the first row was written: part of what is authenticated, so never renamed.</summary>
    private static readonly byte[] Place = Encoding.ASCII.GetBytes("EncryptedMyNumber\0Cipher\0");

    /// <summary>A row for somebody who has none.</summary>
    public EncryptedMyNumber Make(Guid personId, MyNumber number, string by, DateTime now)
    {
        var row = new EncryptedMyNumber
        {
            LedgerPersonId = personId,
            KeyId = 0,
            Nonce = [],
            Cipher = [],
            Tag = [],
            IndexKeyId = 0,
            BlindIndex = [],
            RegisteredAt = now,
            RegisteredBy = by,
        };
        Put(row, number);
        return row;
    }

    /// <summary>Puts a number into a row, in the place of the one it held.</summary>
    public void Put(EncryptedMyNumber row, MyNumber number)
    {
        Encrypt(row, number);
        Index(row, number);
    }

    /// <exception cref="MyNumberRefusedException">The row or the key is not what it was.</exception>
    public ShownMyNumber Show(EncryptedMyNumber row) => new(Decrypt(row).Reveal());

    /// <summary>Whether the row holds this number: what the index found is compared once more.</summary>
    /// <exception cref="MyNumberRefusedException">The row or the key is not what it was.</exception>
    public bool Holds(EncryptedMyNumber row, MyNumber number) => CryptographicOperations.FixedTimeEquals(Bytes(Decrypt(row)), Bytes(number));

    /// <summary>Encrypts a row anew with the newest key, or makes its index anew.</summary>
    /// <exception cref="MyNumberRefusedException">The row or the key is not what it was.</exception>
    public void Rekey(EncryptedMyNumber row, KeyUse use)
    {
        var number = Decrypt(row);
        if (use == KeyUse.MyNumber)
        {
            Encrypt(row, number);
        }
        else
        {
            Index(row, number);
        }
    }

    /// <summary>
    /// What a number's index is under each key of the ring, the oldest first: whoever asks in this order meets a row also while its index
    /// is made anew.
    /// </summary>
    public IReadOnlyList<byte[]> IndexesOf(MyNumber number) =>
        [.. keys.All.Where(k => k.Use == KeyUse.MyNumberIndex).OrderBy(k => k.Id).Select(k => HMACSHA256.HashData(k.Bytes, Bytes(number)))];

    private void Encrypt(EncryptedMyNumber row, MyNumber number)
    {
        var key = keys.Current(KeyUse.MyNumber);
        var plain = Bytes(number);
        var (nonce, cipher, tag) = (RandomNumberGenerator.GetBytes(EncryptedMyNumber.NonceLength), new byte[plain.Length], new byte[EncryptedMyNumber.TagLength]);
        using var aes = new AesGcm(key.Bytes, EncryptedMyNumber.TagLength);
        aes.Encrypt(nonce, plain, cipher, tag, BoundTo(row.LedgerPersonId, key.Id));
        CryptographicOperations.ZeroMemory(plain);
        (row.KeyId, row.Nonce, row.Cipher, row.Tag, row.Version) = (key.Id, nonce, cipher, tag, Guid.NewGuid());
    }

    private void Index(EncryptedMyNumber row, MyNumber number)
    {
        var key = keys.Current(KeyUse.MyNumberIndex);
        (row.IndexKeyId, row.BlindIndex, row.Version) = (key.Id, HMACSHA256.HashData(key.Bytes, Bytes(number)), Guid.NewGuid());
    }

    private MyNumber Decrypt(EncryptedMyNumber row)
    {
        var plain = new byte[row.Cipher.Length];
        try
        {
            var key = keys.Find(KeyUse.MyNumber, row.KeyId) ?? throw new CryptographicException("The key is not in the ring.");
            using var aes = new AesGcm(key.Bytes, EncryptedMyNumber.TagLength);
            aes.Decrypt(row.Nonce, row.Cipher, row.Tag, plain, BoundTo(row.LedgerPersonId, row.KeyId));
            return MyNumber.Parse(Encoding.ASCII.GetString(plain));
        }
        catch (Exception changed) when (changed is CryptographicException or ArgumentException)
        {
            throw new MyNumberRefusedException(MyNumberRefusal.Unreadable);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Table, column, person and key: a cipher moved to another person's row, or said to be of another key, does not open.</summary>
    private static byte[] BoundTo(Guid personId, int keyId)
    {
        var bound = new byte[Place.Length + 16 + sizeof(int)];
        Place.CopyTo(bound, 0);
        personId.TryWriteBytes(bound.AsSpan(Place.Length), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bound.AsSpan(Place.Length + 16), keyId);
        return bound;
    }

    private static byte[] Bytes(MyNumber number) => Encoding.ASCII.GetBytes(number.Reveal());
}
