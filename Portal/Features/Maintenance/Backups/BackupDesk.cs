using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Maintenance;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Maintenance.Backups;

/// <summary>A backup that is whole, and where it lies.</summary>
/// <param name="File">Its path.</param>
/// <param name="Manifest">What is in it.</param>
/// <param name="Took">From the first byte to the last check.</param>
public sealed record MadeBackup(string File, BackupManifest Manifest, TimeSpan Took);

/// <summary>
/// バックアップ — copies the embedded ledger while everybody goes on working, looks whether the copy is sound, and only then gives it its name.
/// On SQL Server its administrator makes backups with <c>db/maintenance</c>.
/// </summary>
public sealed class BackupDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const string Prefix = "ledger-";
    private const string Unfinished = ".part";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="by">Who; a schedule as the system.</param>
    /// <param name="folder">Is made if it is not there.</param>
    /// <param name="keep">How many backups stay in it, this one among them; null for all.</param>
    /// <param name="ct">Between steps; what was begun is taken away.</param>
    /// <exception cref="RuleException">Not an embedded ledger, no room on the disk, or the copy is not sound.</exception>
    public async Task<MadeBackup> MakeAsync(Staff by, string folder, int? keep = null, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.SystemMaintain, Operation.BackupMade, now, cancellationToken: ct);
        var start = Stopwatch.GetTimestamp();
        var file = Path.Combine(folder, $"{Prefix}{LedgerFile.Stamp(now)}.db");
        var made = new MadeBackup(file, await CopyAsync(by, folder, file, now, ct), Stopwatch.GetElapsedTime(start));
        try
        {
            await LogAsync(
                by, now, OperationResult.Done,
                $"{Path.GetFileName(file)} {made.Manifest.Bytes:N0}バイト、操作ログ{made.Manifest.LogSequence:N0}番まで、{made.Took.TotalSeconds:0.0}秒、SHA-256 {made.Manifest.Sha256}");
        }
        catch (Exception failure) when (FailureWords.Of(failure) is { } words)
        {
            throw new RuleException($"バックアップ {file} はできていて使えますが、操作ログに書けませんでした。{words}");
        }

        Thin(folder, keep);
        return made;
    }

    private async Task<BackupManifest> CopyAsync(Staff by, string folder, string file, DateTime now, CancellationToken ct)
    {
        try
        {
            OwnerOnly.Folder(folder);
            return await CopyAsync(file, now, ct);
        }
        catch (Exception failure) when (FailureWords.Of(failure) is { } words)
        {
            await LogAsync(by, now, OperationResult.Failed, words);
            throw;
        }
    }

    private async Task LogAsync(Staff by, DateTime now, OperationResult result, string detail)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.BackupMade, detail: detail, result: result));
        await db.SaveChangesAsync();
    }

    /// <summary>The backups of a folder, the newest first; what was not finished is none.</summary>
    public static IReadOnlyList<string> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"{Prefix}*.db").Where(f => File.Exists(BackupFile.ManifestOf(f))).OrderDescending(StringComparer.Ordinal)]
        : [];

    private async Task<BackupManifest> CopyAsync(string file, DateTime now, CancellationToken ct)
    {
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        if (!db.Database.IsSqlite())
        {
            throw new RuleException("このポータルのデータベースは SQL Server です。バックアップは db/maintenance/backup.sql をデータベース管理者が実行してください。");
        }

        var part = file + Unfinished;
        try
        {
            await db.Database.OpenConnectionAsync(ct);
            DemandRoom((SqliteConnection)db.Database.GetDbConnection(), file);
            await Task.Run(() => Copy((SqliteConnection)db.Database.GetDbConnection(), part), ct);
            if (await BackupFile.FaultsAsync(part, thorough: false, ct) is { Count: > 0 } faults)
            {
                throw new RuleException($"できた写しが壊れています（{faults[0]}）。台帳のファイルとディスクを確かめてください。");
            }

            var manifest = await BackupFile.DescribeAsync(part, now, ct);
            await BackupFile.WriteManifestAsync(BackupFile.ManifestOf(file), manifest, ct);
            File.Move(part, file, overwrite: true);
            return manifest;
        }
        catch
        {
            File.Delete(part);
            File.Delete(BackupFile.ManifestOf(file));
            throw;
        }
    }

    private static void DemandRoom(SqliteConnection ledger, string file)
    {
        var path = new SqliteConnectionStringBuilder(ledger.ConnectionString).DataSource;
        var bytes = new FileInfo(path).Length + (File.Exists(path + "-wal") ? new FileInfo(path + "-wal").Length : 0);
        if (new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace is var free && free < bytes)
        {
            throw new RuleException($"バックアップの置き場所に空きが足りません（要る量 {bytes / 1_000_000:N0}MB、空き {free / 1_000_000:N0}MB）。空きを増やすか、別の場所を指定してください。");
        }
    }

    /// <summary>In one step, as SQLite offers it: what is written meanwhile stays out of the copy, and nobody waits.</summary>
    private static void Copy(SqliteConnection ledger, string part)
    {
        BackupFile.Make(part);
        using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = part, Pooling = false }.ToString()))
        {
            copy.Open();
            ledger.BackupDatabase(copy);
            using var command = copy.CreateCommand();
            // One file, which opens where nothing may be written.
            command.CommandText = "PRAGMA journal_mode=DELETE";
            command.ExecuteNonQuery();
        }

        using var whole = new FileStream(part, FileMode.Open, FileAccess.ReadWrite);
        whole.Flush(flushToDisk: true);
    }

    /// <summary>Takes the oldest away, and what a stopped run left.</summary>
    private static void Thin(string folder, int? keep)
    {
        foreach (var left in Directory.EnumerateFiles(folder, $"{Prefix}*.db{Unfinished}*"))
        {
            File.Delete(left);
        }

        foreach (var old in keep is { } most ? In(folder).Skip(most) : [])
        {
            File.Delete(old);
            File.Delete(BackupFile.ManifestOf(old));
        }
    }
}
