using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data;
using Portal.Domain.Maintenance;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;
using Portal.Keys;

namespace Portal.Features.Maintenance.Backups;

/// <summary>What was found in a backup.</summary>
/// <param name="Manifest">As it was written down.</param>
/// <param name="Faults">In words; empty where the backup can be relied on.</param>
public sealed record VerifiedBackup(BackupManifest Manifest, IReadOnlyList<string> Faults)
{
    /// <summary>All that is wrong: rows of the log are sealed with keys this machine does not have; it may have another ledger's.</summary>
    public bool LacksKeys { get; init; }
}

/// <summary>バックアップの検証 — reads a backup to its end, without a ledger: digest, structure, references, counts, and the operation log's seals.</summary>
public sealed class BackupVerifier(KeyRing keys, TimeProvider time)
{
    /// <exception cref="Domain.RuleException">No such file, or none that is readable.</exception>
    public async Task<VerifiedBackup> VerifyAsync(string file, CancellationToken ct)
    {
        var manifest = await BackupFile.ReadManifestAsync(file, ct);
        if (!File.Exists(file))
        {
            throw new Domain.RuleException($"バックアップ {file} がありません。パスを確かめてください。");
        }

        if (await BackupFile.FaultsAsync(file, thorough: true, ct) is { Count: > 0 } broken)
        {
            // What is broken cannot be counted.
            return new(manifest, broken);
        }

        List<string> faults = [];
        faults.AddRange(manifest.Differences(await BackupFile.DescribeAsync(file, manifest.MadeAt, ct)));
        var verdict = await ReaderOf(file).VerifyAsync(null, ct);
        // No second place is asked, so that none is missed.
        var log = verdict.Faults.Where(f => f.Kind is not LogFaultKind.NoCheckpoint).ToList();
        var lacksKeys = faults.Count == 0 && log.Count > 0 && (log.TrueForAll(f => f.Kind is LogFaultKind.KeyMissing) || !await HasItsKeysAsync(file, ct));
        return new(manifest, [.. faults, .. log.Select(f => $"操作ログの検証: {f.Words}")]) { LacksKeys = lacksKeys };
    }

    private async Task<bool> HasItsKeysAsync(string file, CancellationToken ct)
    {
        await using var db = new ReadOnlyLedger($"Data Source={file};Mode=ReadOnly;Pooling=False").CreateDbContext();
        return await LogKeyCheck.FitAsync(db, keys, ct);
    }

    /// <summary>Of the copy alone: the second place knows of rows that came after it.</summary>
    private LogReader ReaderOf(string file)
    {
        var nowhere = new LogCheckpoints(Path.Combine(Path.GetTempPath(), $"portal-no-checkpoints-{Guid.NewGuid():N}"), keys, time, NullLogger<LogCheckpoints>.Instance);
        return new(new ReadOnlyLedger($"Data Source={file};Mode=ReadOnly;Pooling=False"), nowhere, keys);
    }

    private sealed class ReadOnlyLedger(string connection) : Microsoft.EntityFrameworkCore.IDbContextFactory<PortalDb>
    {
        public PortalDb CreateDbContext() => new SqlitePortalDb(PortalDbSetup.ForSqlite(connection).Options);
    }
}
