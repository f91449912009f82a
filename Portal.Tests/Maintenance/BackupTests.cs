using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Cli;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Features.Maintenance.Backups;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.Maintenance;

public sealed class BackupTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly FakeTimeProvider _time = new(A.Now);
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-backups-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LedgerFile => new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource;

    private BackupDesk Desk => new(_ledger, _time);

    private BackupVerifier Verifier => new(TestKeys.Ring, _time);

    public void Dispose()
    {
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ABackup_IsSound_HasEveryRow_AndIsWrittenInTheLog()
    {
        _ledger.Add(A.Person(), Entry());

        var made = await Desk.MakeAsync(A.Administrator, _folder, ct: Token);

        var (manifest, faults) = await Verifier.VerifyAsync(made.File, Token);
        Assert.Empty(faults);
        Assert.Equal((1, 1, 1), (manifest.Rows["LedgerPerson"], manifest.Rows["OperationLog"], manifest.LogSequence));
        await using var db = _ledger.CreateDbContext();
        var row = await db.OperationLog.SingleAsync(e => e.Operation == Operation.BackupMade, Token);
        Assert.Contains(manifest.Sha256, row.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABackupWhoseRowCannotBeWritten_IsKept_AndSaysSo()
    {
        _ledger.Add(A.Person(), Entry());
        RuleException refusal;
        using (_ledger.Hold())
        {
            refusal = await Assert.ThrowsAsync<RuleException>(() => new BackupDesk(_ledger.Impatient(), _time).MakeAsync(A.Administrator, _folder, ct: Token));
        }

        var file = Assert.Single(BackupDesk.In(_folder));
        Assert.StartsWith($"バックアップ {file} はできていて使えますが、操作ログに書けませんでした。台帳が他の処理で使われています", refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await Verifier.VerifyAsync(file, Token)).Faults);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("another ledger's")]
    public async Task WithoutItsKeys_ARestoreAsksForThem_AndChangesNothing(string which)
    {
        _ledger.Add(A.Person(), Entry());
        var made = await Desk.MakeAsync(A.Administrator, _folder, ct: Token);
        var others = new KeyFile(Path.Combine(_folder, "others.json"));
        others.MakeUnlessThere(A.Now);
        var keys = new KeyRing(others);
        if (which == "missing")
        {
            keys.Rotate(KeyUse.OperationLog, A.Now);
            keys.Remove(KeyUse.OperationLog, 1);
        }

        var target = Path.Combine(_folder, "restored.db");

        var refusal = await Assert.ThrowsAsync<RuleException>(() => new BackupRestorer(new BackupVerifier(keys, _time), _time).RestoreAsync(made.File, target, Token));

        Assert.Contains("先にこの台帳の鍵の控えを戻して", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task ARestoreStoppedAfterTheWriteAheadLogWasPutAside_IsEndedUnderTheSameName()
    {
        _ledger.Add(A.Person(), Entry());
        var made = await Desk.MakeAsync(A.Administrator, _folder, ct: Token);
        var broken = Path.Combine(_folder, "broken.db");
        await File.WriteAllTextAsync(broken, "not a database any more", Token);
        await File.WriteAllTextAsync(broken + ".restoring", "half a copy", Token);
        await File.WriteAllTextAsync(broken + ".before-20260101T000000Z-wal", "the last commits", Token);

        var before = await new BackupRestorer(Verifier, _time).RestoreAsync(made.File, broken, Token);

        Assert.Equal(broken + ".before-20260101T000000Z", before);
        Assert.Equal("not a database any more", await File.ReadAllTextAsync(before!, Token));
        Assert.False(File.Exists(broken + ".restoring"));
        Assert.Null(new LedgerFile(broken).HalfPutAside);
    }

    [Theory, InlineData("-journal"), InlineData("-wal"), InlineData("-shm")]
    public async Task ABrokenLedger_IsPutAside_WithWhatBelongsToIt_AndNothingOfItIsReadIntoTheRestoredOne(string suffix)
    {
        _ledger.Add(A.Person(), Entry());
        var made = await Desk.MakeAsync(A.Administrator, _folder, ct: Token);
        var broken = Path.Combine(_folder, "broken.db");
        await File.WriteAllTextAsync(broken, "not a database any more", Token);
        await File.WriteAllTextAsync(broken + suffix, "of another file", Token);

        var before = await new BackupRestorer(Verifier, _time).RestoreAsync(made.File, broken, Token);

        Assert.False(File.Exists(broken + suffix));
        Assert.Equal("of another file", await File.ReadAllTextAsync(before + suffix, Token));
        Assert.Equal(await File.ReadAllBytesAsync(made.File, Token), await File.ReadAllBytesAsync(broken, Token));
    }

    [Fact]
    public async Task ABackup_HoldsNoKeys_AndOnlyItsOwnerReadsIt()
    {
        var made = await Desk.MakeAsync(A.Administrator, _folder, ct: Token);

        Assert.Equal([made.File, made.File + ".json"], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
        var key = Convert.ToBase64String(TestKeys.Ring.Current(KeyUse.OperationLog).Bytes.ToArray());
        Assert.DoesNotContain(key, await File.ReadAllTextAsync(made.File, Token), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(_folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task WhileOthersWrite_ABackup_IsOneMoment()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = Task.Run(async () =>
        {
            for (var at = 1; !stop.IsCancellationRequested; at++)
            {
                var person = A.Person(residentNumber: $"{at:0000000000}");
                _ledger.Add(person, A.Dose(person), Entry());
                await Task.Yield();
            }
        }, Token);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await Task.Delay(100, Token);
            _time.Advance(TimeSpan.FromMinutes(1));
            var made = await Desk.MakeAsync(A.Administrator, _folder, ct: Token);

            var (manifest, faults) = await Verifier.VerifyAsync(made.File, Token);
            Assert.Empty(faults);
            Assert.Equal(manifest.Rows["LedgerPerson"], manifest.Rows["Dose"]);
        }

        await stop.CancelAsync();
        await writing;
        Assert.Equal(5, BackupDesk.In(_folder).Count);
    }

    [Fact]
    public async Task OnlyAsManyBackupsStay_AsAreToBeKept()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "ledger-20200101T000000Z.db.part"), "cut off", Token);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            await Desk.MakeAsync(A.Administrator, _folder, keep: 2, ct: Token);
        }

        var left = BackupDesk.In(_folder);
        Assert.Equal(2, left.Count);
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
        Assert.Contains(_time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", null), left[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABackupThatFails_LeavesNothing_AndIsWrittenAsFailed()
    {
        var blocked = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(blocked, "no folder", Token);

        await Assert.ThrowsAnyAsync<IOException>(() => Desk.MakeAsync(A.Administrator, blocked, ct: Token));

        await using var db = _ledger.CreateDbContext();
        Assert.Equal(OperationResult.Failed, (await db.OperationLog.SingleAsync(e => e.Operation == Operation.BackupMade, Token)).Result);
        Assert.Equal([blocked], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("SHA-256")]
    [InlineData("行数")]
    [InlineData("操作ログの検証")]
    public async Task ABackupThatWasTouched_IsNotSound(string said)
    {
        _ledger.Add(A.Person(), Entry());
        var made = await Desk.MakeAsync(A.Administrator, _folder, ct: Token);
        await using (var copy = new SqliteConnection($"Data Source={made.File};Pooling=False"))
        {
            await copy.OpenAsync(Token);
            await using var command = copy.CreateCommand();
            command.CommandText = string.Concat(await TriggersAsync(copy)) + "DELETE FROM LedgerPerson; UPDATE OperationLog SET Detail = 'x'";
            await command.ExecuteNonQueryAsync(Token);
        }

        var (_, faults) = await Verifier.VerifyAsync(made.File, Token);

        Assert.Contains(faults, f => f.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ABackupCutOff_IsRefused_AndTheLedgerStays()
    {
        _ledger.Add(A.Person());
        var made = await Desk.MakeAsync(A.Administrator, _folder, ct: Token);
        await using (var file = new FileStream(made.File, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        var (code, _, error) = await RunAsync("restore", made.File, "--reason", "試し");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("台帳", error, StringComparison.Ordinal);
        await using var db = _ledger.CreateDbContext();
        Assert.Equal(1, await db.People.CountAsync(Token));
    }

    [Fact]
    public async Task ARestore_BringsBackWhatWasThere_KeepsWhatCameAfter_AndIsWrittenInTheLog()
    {
        _ledger.Add(A.Person());
        Assert.Equal(ExitCode.Done, (await RunAsync("backup", "--to", _folder)).Code);
        _ledger.Add(A.Person("鈴木 一", "スズキ ハジメ", "0009"), Entry());

        var (code, output, error) = await RunAsync("restore", BackupDesk.In(_folder).Single(), "--reason", "誤った取込のため");

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains("前の台帳は", output, StringComparison.Ordinal);
        await using (var db = _ledger.CreateDbContext())
        {
            Assert.Equal(1, await db.People.CountAsync(Token));
            Assert.Contains("誤った取込のため", (await db.OperationLog.SingleAsync(e => e.Operation == Operation.LogRestored, Token)).Purpose, StringComparison.Ordinal);
        }

        Assert.StartsWith("操作ログの検証: 異常なし", (await RunAsync("log", "verify")).Output, StringComparison.Ordinal);
        var before = Directory.GetFiles(Path.GetDirectoryName(LedgerFile)!, Path.GetFileName(LedgerFile) + ".before-*").Single();
        await using var kept = new SqlitePortalDb(PortalDbSetup.ForSqlite($"Data Source={before};Pooling=False").Options);
        Assert.Equal(2, await kept.People.CountAsync(Token));
    }

    [Fact]
    public async Task ARestore_WaitsForNobody_WhoHasTheLedgerOpen()
    {
        Assert.Equal(ExitCode.Done, (await RunAsync("backup", "--to", _folder)).Code);
        await using var open = _ledger.CreateDbContext();
        await using var transaction = await open.Database.BeginTransactionAsync(Token);
        await open.People.CountAsync(Token);

        var (code, _, error) = await RunAsync("restore", BackupDesk.In(_folder).Single(), "--reason", "試し");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("ポータルと、動いている処理を止めてから", error, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ALedgerThatIsLost_ComesBack_EvenWithoutTheSecondPlaceOfItsLog(bool withoutCheckpoints)
    {
        _ledger.Add(A.Person());
        await RunAsync("log", "verify");
        Assert.Equal(ExitCode.Done, (await RunAsync("backup", "--to", _folder)).Code);
        if (withoutCheckpoints)
        {
            Directory.Delete(LedgerFile + "-checkpoints", recursive: true);
        }

        SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(LedgerFile, "the disk is broken", Token);

        var (code, output, error) = await RunAsync("restore", BackupDesk.In(_folder).Single(), "--reason", "ディスクの故障");

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Equal(withoutCheckpoints, output.Contains("控えが1件もないため、照合できませんでした", StringComparison.Ordinal));
        Assert.Equal(!withoutCheckpoints, output.Contains("番までは控えと一致しています", StringComparison.Ordinal));
        Assert.StartsWith("操作ログの検証: 異常なし", (await RunAsync("log", "verify")).Output, StringComparison.Ordinal);
        await using var db = _ledger.CreateDbContext();
        Assert.Equal(1, await db.People.CountAsync(Token));
    }

    [Fact]
    public async Task ARestoreWithoutAReason_IsRefused()
    {
        Assert.Equal(ExitCode.Done, (await RunAsync("backup", "--to", _folder)).Code);

        var (code, _, error) = await RunAsync("restore", BackupDesk.In(_folder).Single());

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("--reason", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnSqlServer_ItsAdministratorMakesBackups()
    {
        var refusal = await Assert.ThrowsAsync<RuleException>(() => new BackupDesk(new Offline(_ledger), _time).MakeAsync(A.Administrator, _folder, ct: Token));

        Assert.Contains("db/maintenance", refusal.Message, StringComparison.Ordinal);
    }

    private static OperationLogEntry Entry() => OperationLogEntry.For(A.Clerk, A.Now, Operation.LedgerSearched, detail: "1件");

    private static async Task<List<string>> TriggersAsync(SqliteConnection copy)
    {
        await using var command = copy.CreateCommand();
        command.CommandText = "SELECT 'DROP TRIGGER \"' || name || '\"; ' FROM sqlite_master WHERE type = 'trigger'";
        await using var reader = await command.ExecuteReaderAsync(Token);
        List<string> drops = [];
        while (await reader.ReadAsync(Token))
        {
            drops.Add(reader.GetString(0));
        }

        return drops;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        SqliteConnection.ClearAllPools();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PortalCommands.RunAsync([.. args, "--database", LedgerFile], output, error, Token);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>The first context says what engine it is; the log of the refusal goes into the ledger.</summary>
    private sealed class Offline(TestDb ledger) : IDbContextFactory<PortalDb>
    {
        private readonly Stack<PortalDb> _first = new([TestDb.SqlServerOffline()]);

        public PortalDb CreateDbContext() => _first.TryPop(out var db) ? db : ledger.CreateDbContext();
    }
}
