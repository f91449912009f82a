using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Settings;

namespace Portal.Data;

/// <summary>台帳のファイル — of an embedded ledger, and the names of what a restore puts beside it.</summary>
internal sealed record LedgerFile(string Path)
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>The copy of a backup before it takes the ledger's name.</summary>
    public string Restoring => Path + ".restoring";

    /// <summary>What belongs to one file of SQLite's; beside another it would be read into that.</summary>
    public IEnumerable<string> Beside => Companions.Select(suffix => Path + suffix);

    /// <summary>The name a restore that was stopped meant for the ledger before: what belongs to the ledger has it, the ledger has not. Null where there is none.</summary>
    public string? HalfPutAside => PutAside().Where(IsCompanion).Select(f => f[..f.LastIndexOf('-')]).FirstOrDefault(f => !File.Exists(f));

    /// <summary>
    /// Whether the file was deleted, or another put over it, while the process has it open: what is saved then goes into a file nobody finds any more. Asked
    /// of Linux; Windows lets nobody do so. The file itself is not opened: closing it would give up SQLite's locks.
    /// </summary>
    public bool IsReplaced => OperatingSystem.IsLinux() && $"{Places.Real(Path)} (deleted)" is var gone
        && Directory.EnumerateFileSystemEntries("/proc/self/fd").Any(handle => new FileInfo(handle).LinkTarget == gone);

    public static LedgerFile? Of(PortalDb db) => db.Database.IsSqlite() ? new(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource) : null;

    /// <summary>A moment as names of files carry it: they are in order of time when in order of name.</summary>
    public static string Stamp(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The ledger before, after a restore.</summary>
    public LedgerFile Before(DateTime utc) => new($"{Path}.before-{Stamp(utc)}");

    /// <summary>That it is there; else an empty one nobody else may read, where one is wanted.</summary>
    /// <param name="makesOne">Whether a new ledger is what was asked for. To anybody else an empty one would look like the ledger, and its backups would take the place of the real ones.</param>
    /// <exception cref="RuleException">It is not there, or what it has left behind would be lost under a new one.</exception>
    public void Demand(bool makesOne)
    {
        if (Places.Real(Path) is var real && real != Path)
        {
            // SQLite, too, keeps what belongs to a file beside the file, not beside a link to it.
            new LedgerFile(real).Demand(makesOne);
            return;
        }

        DemandNoFolder();
        DemandNoHalfRestore();
        if (File.Exists(Path))
        {
            return;
        }

        // SQLite takes a write-ahead log away that it finds beside an empty file.
        if (Beside.FirstOrDefault(File.Exists) is { } left)
        {
            throw new RuleException($"台帳 {Path} がないのに、その書込みの記録 {left} が残っています。最後に保存した内容がそこにだけあることがあります。台帳のファイルを元の名前に戻してください。新しい台帳から始めるときは、{left} を別のフォルダに移してください。");
        }

        if (!makesOne)
        {
            throw new RuleException($"台帳のファイル {Path} がありません。コマンドか設定 {Places.Ledger} で指定したパスを確かめてください。バックアップからは restore で戻し、新しい台帳は migrate で作ります。");
        }

        try
        {
            // SQLite gives its write-ahead log the same rights. It would make the file with those of the umask.
            OwnerOnly.File(Path, FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(Path))
        {
            // Another process was faster.
        }
    }

    /// <exception cref="RuleException">There is a folder of this name.</exception>
    public void DemandNoFolder()
    {
        if (Directory.Exists(Path))
        {
            throw new RuleException($"{Path} はフォルダです。台帳のファイルの名前まで指定してください。");
        }
    }

    private void DemandNoHalfRestore()
    {
        var half = HalfPutAside;
        if (!File.Exists(Path) && (half is not null || File.Exists(Restoring)))
        {
            throw new RuleException($"台帳 {Path} の復元が途中で止まっています。restore をもう一度実行してください。前の台帳は消えていません。");
        }

        if (half is not null)
        {
            throw new RuleException($"台帳 {Path} の復元が途中で止まっているか、前の台帳 {half} だけが消されています。復元の途中なら restore をもう一度実行してください。台帳がいまのままでよいときは、{half}-wal などの残りを別のフォルダに移してください。");
        }

        if (!File.Exists(Path) && PutAside().Where(f => !IsCompanion(f)).ToList() is [.., var before])
        {
            throw new RuleException(
                $"台帳 {Path} がなく、前の台帳 {before} だけがあります。restore をもう一度実行するか、{before} を元の名前に戻してください。新しい台帳から始めるときは、{before} を別のフォルダに移してください。");
        }
    }

    private static bool IsCompanion(string file) => Companions.Any(suffix => file.EndsWith(suffix, StringComparison.Ordinal));

    private List<string> PutAside() => System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"{System.IO.Path.GetFileName(Path)}.before-*").Order(StringComparer.Ordinal)]
        : [];
}
