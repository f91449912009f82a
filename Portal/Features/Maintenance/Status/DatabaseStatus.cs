using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;

namespace Portal.Features.Maintenance.Status;

/// <summary>データベース: engine, schema, size, room.</summary>
internal static class DatabaseStatus
{
    private const string Subject = "データベース";

    /// <summary>A tenth of a full disk is soon gone.</summary>
    private const double FewPercent = 10;

    public static async Task<IReadOnlyList<StatusLine>> LinesAsync(PortalDb db, CancellationToken ct)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).Count();
        var last = (await db.Database.GetAppliedMigrationsAsync(ct)).LastOrDefault();
        return
        [
            new(Subject, "エンジン", await EngineAsync(db, ct)),
            pending == 0 ? new(Subject, "スキーマ", $"最新です（{last}）", TagKind.Ok) : new(Subject, "スキーマ", $"未適用が{pending}件あります。db/schema.sql を実行してください。", TagKind.Error),
            .. db.Database.IsSqlite() ? OfFile(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource) : [await OfServerAsync(db, ct)],
        ];
    }

    private static async Task<string> EngineAsync(PortalDb db, CancellationToken ct) => db.Database.IsSqlite()
        ? $"SQLite {await db.Database.SqlQuery<string>($"SELECT sqlite_version() AS Value").SingleAsync(ct)}（組込み）"
        : $"SQL Server {await db.Database.SqlQuery<string>($"SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(50)) AS Value").SingleAsync(ct)}";

    private static IEnumerable<StatusLine> OfFile(string path)
    {
        var (file, wal) = (new FileInfo(path), new FileInfo(path + "-wal"));
        yield return new(Subject, "大きさ", $"{Megabytes(file.Length)}、書込みの記録（-wal） {Megabytes(wal.Exists ? wal.Length : 0)}");
        var disk = new DriveInfo(file.DirectoryName!);
        var free = 100.0 * disk.AvailableFreeSpace / disk.TotalSize;
        yield return new(Subject, "ディスクの空き", $"{Megabytes(disk.AvailableFreeSpace)}（{free.ToString("0", CultureInfo.InvariantCulture)}%）{(free < FewPercent ? "。不要なものを消すか、ディスクを増やしてください。" : null)}", free < FewPercent ? TagKind.Error : TagKind.Ok);
    }

    private static async Task<StatusLine> OfServerAsync(PortalDb db, CancellationToken ct)
    {
        // In pages of 8 KB.
        var pages = await db.Database.SqlQuery<long>($"SELECT SUM(CAST(size AS bigint)) AS Value FROM sys.database_files").SingleAsync(ct);
        return new(Subject, "大きさ", Megabytes(pages * 8 * 1024));
    }

    private static string Megabytes(long bytes) => $"{bytes / 1_000_000.0:N0}MB";
}
