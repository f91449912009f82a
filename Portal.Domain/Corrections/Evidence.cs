namespace Portal.Domain.Corrections;

/// <summary>根拠資料 — the scanned slip or letter behind a correction.</summary>
public class Evidence
{
    public const int MaxBytes = 10 * 1024 * 1024;
    public const int FileNameMaxLength = 200;

    public required Guid EvidenceId { get; init; }
    public required Guid LedgerPersonId { get; init; }
    public required string FileName { get; init; }
    public required string ContentType { get; init; }
    public required byte[] Content { get; init; }

    /// <summary>SHA-256, 64 hexadecimal characters.</summary>
    public required string Sha256 { get; init; }

    public required string AttachedBy { get; init; }
    public required DateTime AttachedAt { get; init; }
}
