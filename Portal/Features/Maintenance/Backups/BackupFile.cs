using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Maintenance;

namespace Portal.Features.Maintenance.Backups;

/// <summary>One backup on the disk: a SQLite file and, beside it, its <see cref="BackupManifest"/> as <c>.json</c>.</summary>
internal static class BackupFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static string ManifestOf(string backup) => backup + ".json";

    /// <exception cref="RuleException">There is none, or it cannot be read.</exception>
    public static async Task<BackupManifest> ReadManifestAsync(string backup, CancellationToken ct)
    {
        var path = ManifestOf(backup);
        if (!File.Exists(path))
        {
            throw new RuleException($"控え書き {path} がありません。バックアップは、同じ名前の .json と一緒に置いてください。");
        }

        try
        {
            await using var text = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<BackupManifest>(text, Json, ct) is { Format: BackupManifest.CurrentFormat, Rows: not null } manifest
                ? manifest
                : throw new RuleException($"控え書き {path} はこのポータルのバックアップのものではありません。");
        }
        catch (JsonException)
        {
            throw new RuleException($"控え書き {path} を読めません。壊れていない方のバックアップを使ってください。");
        }
    }

    public static async Task WriteManifestAsync(string path, BackupManifest manifest, CancellationToken ct)
    {
        await using var text = OwnerOnly.File(path, FileMode.Create);
        await JsonSerializer.SerializeAsync(text, manifest, Json, ct);
        text.Flush(flushToDisk: true);
    }

    /// <summary>An empty file only the portal's account can read: a backup is as much worth protecting as the ledger.</summary>
    public static void Make(string path) => OwnerOnly.File(path, FileMode.Create).Dispose();

    /// <summary>Reads the file once for its digest, once for its rows.</summary>
    /// <param name="path">A closed SQLite file.</param>
    /// <param name="madeAt">UTC.</param>
    /// <param name="ct">Between tables.</param>
    public static async Task<BackupManifest> DescribeAsync(string path, DateTime madeAt, CancellationToken ct)
    {
        string sha256;
        long bytes;
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1024 * 1024, FileOptions.SequentialScan))
        {
            (sha256, bytes) = (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct)), file.Length);
        }

        await using var connection = Open(path);
        var rows = new Dictionary<string, long>();
        foreach (var table in await TextsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", ct))
        {
            rows[table] = await NumberAsync(connection, $"SELECT COUNT(*) FROM \"{table}\"", ct);
        }

        var schema = (await TextsAsync(connection, "SELECT MAX(MigrationId) FROM __EFMigrationsHistory", ct))[0];
        var logId = (await TextsAsync(connection, "SELECT LogId FROM LogHead", ct)).FirstOrDefault();
        return new(
            BackupManifest.CurrentFormat, madeAt, ThisBuild.Version, schema, logId is null ? Guid.Empty : Guid.Parse(logId),
            await NumberAsync(connection, "SELECT COALESCE(MAX(Sequence), 0) FROM OperationLog", ct), bytes, sha256, rows);
    }

    /// <summary>What SQLite itself finds broken, at most a few lines; empty where the file is sound.</summary>
    /// <param name="path">A closed SQLite file.</param>
    /// <param name="thorough">Indexes against their tables too, and every reference: minutes where the other way takes seconds.</param>
    /// <param name="ct">Before each check.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string path, bool thorough, CancellationToken ct)
    {
        try
        {
            await using var connection = Open(path);
            return await FaultsAsync(connection, thorough, ct);
        }
        catch (SqliteException broken) when (IsBroken(broken))
        {
            return ["ファイルが途中で切れているか、壊れています。"];
        }
    }

    internal static bool IsBroken(SqliteException failure) => failure.SqliteErrorCode is SqliteCode.Corrupt or SqliteCode.NotADatabase;

    private static async Task<List<string>> FaultsAsync(SqliteConnection connection, bool thorough, CancellationToken ct)
    {
        var said = await TextsAsync(connection, thorough ? "PRAGMA integrity_check(10)" : "PRAGMA quick_check(10)", ct);
        var faults = said.Where(line => line != "ok").ToList();
        if (thorough && (await TextsAsync(connection, "PRAGMA foreign_key_check", ct)).Count is > 0 and var orphans)
        {
            faults.Add($"参照先のない行が{orphans:N0}行あります。");
        }

        return faults;
    }

    /// <summary>Reads only, and leaves no other file beside it.</summary>
    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static async Task<List<string>> TextsAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static async Task<long> NumberAsync(SqliteConnection connection, string sql, CancellationToken ct) =>
        long.Parse((await TextsAsync(connection, sql, ct))[0], CultureInfo.InvariantCulture);
}
