namespace Portal.Domain.Maintenance;

/// <summary>
/// バックアップの控え書き — lies beside each backup of an embedded ledger and says what has to be in it. It holds counts and digests,
/// nothing of a resident, and no key: keys are kept apart, or a stolen backup would open itself.
/// </summary>
/// <param name="Format">Of this record; 1.</param>
/// <param name="MadeAt">UTC; the moment the copy was begun.</param>
/// <param name="Portal">Version of the program that made it.</param>
/// <param name="Schema">Name of the last migration.</param>
/// <param name="LogId">Which operation log.</param>
/// <param name="LogSequence">Number of its last row.</param>
/// <param name="Bytes">Of the file.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal characters.</param>
/// <param name="Rows">Rows by table.</param>
public sealed record BackupManifest(
    int Format, DateTime MadeAt, string Portal, string Schema, Guid LogId, long LogSequence, long Bytes, string Sha256, IReadOnlyDictionary<string, long> Rows)
{
    public const int CurrentFormat = 1;

    /// <summary>Compares with what was counted in the file.</summary>
    /// <returns>What is not as written down, in words; empty where all is.</returns>
    public IEnumerable<string> Differences(BackupManifest found)
    {
        if (found.Bytes != Bytes || found.Sha256 != Sha256)
        {
            yield return "ファイルが作成後に変わっています（SHA-256 が控え書きと違います）。";
        }

        if (found.Schema != Schema)
        {
            yield return $"スキーマが控え書きと違います（{Schema} → {found.Schema}）。";
        }

        if (found.LogId != LogId || found.LogSequence != LogSequence)
        {
            yield return $"操作ログの末尾が控え書きと違います（{LogSequence:N0}番 → {found.LogSequence:N0}番）。";
        }

        foreach (var table in Rows.Keys.Union(found.Rows.Keys).Order(StringComparer.Ordinal))
        {
            if (Rows.GetValueOrDefault(table, -1) is var before && found.Rows.GetValueOrDefault(table, -1) is var now && before != now)
            {
                yield return $"表 {table} の行数が控え書きと違います（{before:N0} → {now:N0}）。";
            }
        }
    }
}
