namespace Portal.Domain.Ledger;

/// <summary>
/// 個人番号の保管行 — one person's My Number, encrypted and bound to the person, and its blind index. Holds no digit of it; only the vault
/// makes and opens these rows.
/// </summary>
public class EncryptedMyNumber
{
    public const int NonceLength = 12;
    public const int TagLength = 16;
    public const int IndexLength = 32;

    /// <summary>Whose.</summary>
    public required Guid LedgerPersonId { get; init; }

    /// <summary>Of the encryption key.</summary>
    public required int KeyId { get; set; }

    public required byte[] Nonce { get; set; }
    public required byte[] Cipher { get; set; }
    public required byte[] Tag { get; set; }

    /// <summary>Of the index key.</summary>
    public required int IndexKeyId { get; set; }

    /// <summary>索引: equal for equal numbers under one key, and only for them.</summary>
    public required byte[] BlindIndex { get; set; }

    /// <summary>UTC; when the number in use came.</summary>
    public required DateTime RegisteredAt { get; set; }

    public required string RegisteredBy { get; set; }
    public Guid Version { get; set; }
}
