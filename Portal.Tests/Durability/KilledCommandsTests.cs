using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Data;
using Portal.Features.Maintenance.Backups;
using Portal.Features.OperationLog;
using Xunit;

namespace Portal.Tests.Durability;

/// <summary>Commands of the administrator, killed in the middle: what they leave is whole or nothing, and the same command goes on.</summary>
public sealed class KilledCommandsTests : IDisposable
{
    private const int Kills = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-killed-command-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LedgerFile => Path.Combine(_folder, "ledger.db");

    private string Backups => Path.Combine(_folder, "backups");

    private PortalProgram Program => new(_folder, LedgerFile);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ABackup_IsWhole_OrNone()
    {
        await Program.RunAsync(["demo", "--people", "5000"]);
        var kills = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var moment = kill;
            kills += await Program.RunAsync(["backup", "--to", Backups], killWhen: () => Parts().Any(p => new FileInfo(p).Length > moment * 200_000L)) ? 0 : 1;
            foreach (var backup in BackupDesk.In(Backups))
            {
                Assert.True(await Program.RunAsync(["restore", backup, "--verify"]));
            }
        }

        Assert.True(kills > 0, "Every backup had ended before it could be killed.");
        Assert.True(await Program.RunAsync(["backup", "--to", Backups]));
        Assert.Empty(Parts());
        Assert.True(await Program.RunAsync(["restore", BackupDesk.In(Backups)[0], "--verify"]));
        Assert.True(await Program.RunAsync(["log", "verify"]));
    }

    [Fact]
    public async Task AChangeOfKeys_LeavesEveryNumberReadable_AndGoesOn()
    {
        var program = new PortalProgram(_folder, LedgerFile) { KeyFile = Path.Combine(_folder, "keys.json") };
        await new PortalProgram(_folder, LedgerFile).RunAsync(["keys", "init", "--file", program.KeyFile]);
        await program.RunAsync(["demo", "--people", "2000"]);
        var numbers = Count("SELECT COUNT(*) FROM EncryptedMyNumber");

        // The new key is in the file, and no row has it; then rows have it, and the end is not written.
        foreach (var moment in new[] { "SELECT COUNT(*) FROM OperationLog WHERE Operation = 'MyNumberRekeyed'", "SELECT COUNT(*) FROM EncryptedMyNumber WHERE KeyId > 1" })
        {
            Assert.False(await program.RunAsync(["keys", "rotate", "my-number"], killWhen: () => Count(moment) > 0), "It had ended before it could be killed.");
        }

        Assert.Equal(numbers, Count("SELECT COUNT(*) FROM EncryptedMyNumber"));
        Assert.True(await program.RunAsync(["keys", "list"]));
        Assert.True(await program.RunAsync(["keys", "rotate", "my-number"]));
        Assert.Equal((numbers, 1), (Count("SELECT COUNT(*) FROM EncryptedMyNumber"), Count("SELECT COUNT(DISTINCT KeyId) FROM EncryptedMyNumber")));
        Assert.True(await program.RunAsync(["log", "verify"]));
    }

    [Fact]
    public async Task AMigration_IsDoneInTheEnd_WhereverItWasKilled()
    {
        foreach (var kill in Enumerable.Range(1, Kills))
        {
            using (var db = new PortalDbSetup.SqliteFactory($"Data Source={LedgerFile};Pooling=False", LogChain.None).CreateDbContext())
            {
                await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First(), Token);
            }

            await Program.RunAsync(["migrate"], killWhen: () => Count("SELECT COUNT(*) FROM __EFMigrationsHistory") > kill || Count("SELECT COUNT(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'") > 0);
            // The lock of a process that is gone is taken away after five minutes; they have passed.
            Execute("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); UPDATE \"__EFMigrationsLock\" SET \"Timestamp\" = datetime('now', '-6 minutes')");

            Assert.True(await Program.RunAsync(["migrate"]));
            Assert.True(await Program.RunAsync(["db", "check"]));
            Assert.True(await Program.RunAsync(["log", "verify"]));
            SqliteConnection.ClearAllPools();
            File.Delete(LedgerFile);
            File.Delete(LedgerFile + "-wal");
            File.Delete(LedgerFile + "-shm");
            Directory.Delete(LogCheckpoints.FolderBeside(LedgerFile), recursive: true);
        }
    }

    [Fact]
    public async Task ARestore_LeavesAWholeLedger_WhereverItWasKilled_AndIsDoneTheNextTime()
    {
        await Program.RunAsync(["demo", "--people", "2000"]);
        await Program.RunAsync(["backup", "--to", Backups]);
        var (backup, people) = (BackupDesk.In(Backups)[0], Count("SELECT COUNT(*) FROM LedgerPerson"));
        var (kills, before) = (0, 0);
        // While it is copied, at the moment it takes the ledger's place, and when the log is about to say so.
        foreach (var moment in new Func<bool>[] { () => File.Exists(LedgerFile + ".restoring"), () => Asides().Length > before, () => Asides().Length > before && !File.Exists(LedgerFile + ".restoring") })
        {
            before = Asides().Length;
            kills += await Program.RunAsync(["restore", backup, "--reason", "訓練"], killWhen: moment) ? 0 : 1;

            Assert.Equal(people, Count("SELECT COUNT(*) FROM LedgerPerson"));
            Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        }

        Assert.True(kills > 0, "Every restore had ended before it could be killed.");
        Assert.True(await Program.RunAsync(["restore", backup, "--reason", "訓練"]));
        Assert.False(File.Exists(LedgerFile + ".restoring"));
        Assert.True(await Program.RunAsync(["log", "verify"]));
    }

    private string[] Asides() => Directory.GetFiles(_folder, "ledger.db.before-*");

    private string[] Parts() => Directory.Exists(Backups) ? Directory.GetFiles(Backups, "*.part") : [];

    private long Count(string question) => (long)Ask(question);

    private object Ask(string question)
    {
        using var connection = Open(SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar()!;
    }

    private void Execute(string statement)
    {
        using var connection = Open(SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = LedgerFile, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
