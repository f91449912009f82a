using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Keys;

namespace Portal.Domain.OperationLog;

/// <summary>What a line of the checkpoint file says.</summary>
public enum CheckpointKind
{
    /// <summary>控え: at this moment the log ended with this row.</summary>
    Head,

    /// <summary>復元: the database was put back to an older copy, which ended with this row; what was said before of later rows no longer holds.</summary>
    Restored,
}

/// <summary>控え — where the log stood at one moment, in UTC, signed, kept in a second place. What it names can no longer be cut off unseen.</summary>
public sealed record LogCheckpoint(CheckpointKind Kind, Guid LogId, long Sequence, string Seal, DateTime At, int KeyId, string Signature)
{
    private const char Between = '\t';

    public static LogCheckpoint Sign(CheckpointKind kind, LogHead head, DateTime at, SecretKey key)
    {
        var unsigned = new LogCheckpoint(kind, head.LogId, head.Sequence, Convert.ToHexString(head.Seal), at, key.Id, "");
        return unsigned with { Signature = unsigned.SignatureWith(key) };
    }

    public bool IsSignedWith(SecretKey key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SignatureWith(key)), Encoding.ASCII.GetBytes(Signature));

    /// <summary>One line of text.</summary>
    public string ToLine() => string.Join(Between, Content(), Signature);

    public static bool TryParse(string line, out LogCheckpoint checkpoint)
    {
        var parts = line.Split(Between);
        checkpoint = null!;
        if (parts.Length != 7
            || !Enum.TryParse<CheckpointKind>(parts[0], out var kind)
            || !Guid.TryParse(parts[1], out var logId)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || !DateTime.TryParse(parts[4], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            || !int.TryParse(parts[5], NumberStyles.None, CultureInfo.InvariantCulture, out var keyId))
        {
            return false;
        }

        checkpoint = new LogCheckpoint(kind, logId, sequence, parts[3], at, keyId, parts[6]);
        return true;
    }

    private string SignatureWith(SecretKey key) => Convert.ToHexString(HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes("checkpoint" + Between + Content())));

    private string Content() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind}{Between}{LogId:N}{Between}{Sequence}{Between}{Seal}{Between}{At:O}{Between}{KeyId}");
}
