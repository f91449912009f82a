using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Domain.Keys;

namespace Portal.Domain.OperationLog;

/// <summary>証跡の目録 — what an evidence pack holds, byte for byte, when and by whom it was made, and where the log stood then.</summary>
/// <param name="PackId">Also in the row of the log that says the pack was made.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="MadeBy">Account, person and terminal.</param>
/// <param name="LogId">Of the operation log.</param>
/// <param name="LogSequence">Its last row.</param>
/// <param name="LogSeal">That row's seal, in hexadecimal.</param>
/// <param name="Files">SHA-256 of each file, in hexadecimal.</param>
public sealed record EvidenceManifest(
    Guid PackId, DateTime MadeAt, string MadeBy, Guid LogId, long LogSequence, string LogSeal, IReadOnlyDictionary<string, string> Files)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <returns>Null for bytes that are no manifest.</returns>
    public static EvidenceManifest? FromBytes(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<EvidenceManifest>(bytes, Json) is { Files: not null } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The hash of a manifest as the log keeps it: in eights, so that no run of digits can be taken for a My Number and struck out.</summary>
    public static string LogFormOf(string hash) => string.Join('.', hash.Chunk(8).Select(eight => new string(eight)));

    public static string HashOf(byte[] content) => Convert.ToHexString(SHA256.HashData(content));
}

/// <summary>証印 — says with the key of the operation log that a manifest is ours.</summary>
public sealed record EvidenceStamp(int KeyId, string Mac)
{
    public static EvidenceStamp On(byte[] manifest, SecretKey key) => new(key.Id, MacOf(manifest, key));

    public bool Fits(byte[] manifest, SecretKey key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(MacOf(manifest, key)), Encoding.ASCII.GetBytes(Mac ?? ""));

    // Its own words before the bytes: a seal of the log is never the stamp of a pack.
    private static string MacOf(byte[] manifest, SecretKey key) => Convert.ToHexString(HMACSHA256.HashData(key.Bytes, [.. "evidence-pack\n"u8, .. manifest]));
}
