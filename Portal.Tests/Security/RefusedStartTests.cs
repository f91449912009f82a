using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Data;
using Portal.Domain.Keys;
using Portal.Keys;
using Portal.Settings;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>The real program, started in Production where it cannot: without keys, without a place or with a wrong one, at an address nobody listens at, on a database that is not there.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-start-").FullName;

    private string Ledger => Path.Combine(_folder, "ledger.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task WithoutAWordOfTheKeys_ThereAreNone()
    {
        await AssertWithoutKeysAsync([], "鍵の置き場所が設定されていません", "keys init", "Keys:File");

        Assert.Empty(Directory.EnumerateFiles(_folder, "*.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AKeyFileThatIsNotThere_IsNotMade()
    {
        var file = Path.Combine(_folder, "keys.json");

        await AssertWithoutKeysAsync([("Keys__File", file)], $"鍵ファイル {file} がありません", "保管してある鍵ファイル");

        Assert.False(File.Exists(file), "Production made keys by itself.");
    }

    [Fact]
    public async Task KeysOfOneUseThatAreMissing_AreNamed()
    {
        var file = new KeyFile(Path.Combine(_folder, "keys.json"));
        file.Write([.. KeySource.MakeAll(A.Now).Where(key => key.Use != KeyUse.MyNumberIndex)]);

        await AssertWithoutKeysAsync([("Keys__File", file.Path)], "鍵束に「個人番号の索引」の鍵がありません");
    }

    [Fact]
    public async Task WithoutANamedLedger_ThereIsNone()
    {
        Assert.Equal(Places.NotNamed(Places.Ledger), await AssertAsync([], [("ConnectionStrings__Portal", null)]));
        Assert.Equal(Places.NotNamed(Places.Ledger), await AssertAsync(["log", "verify"], [("ConnectionStrings__Portal", null)]));
    }

    [Theory, InlineData, InlineData("log", "verify")]
    public async Task ASlipInTheLedgersFolder_MakesNoEmptyLedgerThere(params string[] command)
    {
        var nowhere = Path.Combine(_folder, "dta");

        await AssertAsync(command, [("ConnectionStrings__Portal", $"Data Source={Path.Combine(nowhere, "ledger.db")}")], $"フォルダ {nowhere} がありません");

        Assert.False(Directory.Exists(nowhere));
    }

    /// <summary>A schedule of backups would otherwise put an empty ledger in the place of one real backup after the other.</summary>
    [Fact]
    public async Task WhereTheLedgerIsNot_NothingIsStarted_AndNoBackupIsMadeOfNothing()
    {
        var backups = Path.Combine(_folder, "backups");
        await AssertAsync([], [], $"台帳のファイル {Ledger} がありません");
        await AssertAsync(["backup", "--to", backups, "--keep", "2"], [], $"台帳のファイル {Ledger} がありません");
        await AssertAsync(["log", "verify"], [], $"台帳のファイル {Ledger} がありません");

        Assert.False(File.Exists(Ledger));
        Assert.False(Directory.Exists(backups));
    }

    /// <summary>The next version's files take the place of the folder.</summary>
    [Fact]
    public async Task WhatIsToBeKept_IsNotMadeInTheProgramsFolder()
    {
        var program = Path.GetDirectoryName(typeof(PortalDb).Assembly.Location)!;
        var (keys, ledger, backups) = (Path.Combine(program, "kept-keys.json"), Path.Combine(program, "kept-ledger.db"), Path.Combine(program, "kept-backups"));
        Assert.Equal(ExitCode.Done, await PortalCommands.RunAsync(["migrate", "--database", Ledger], TextWriter.Null, TextWriter.Null, TestContext.Current.CancellationToken));

        await AssertAsync(["keys", "init", "--file", keys], [], $"--file の {keys}", "外の場所を指定");
        await AssertAsync(["migrate", "--database", ledger], [], $"--database の {ledger}");
        await AssertAsync(["backup", "--to", backups], [], $"--to の {backups}");
        await AssertAsync(["restore", "ledger-20260101T000000Z.db", "--reason", "訓練", "--database", ledger], [], $"--database の {ledger}");

        Assert.False(File.Exists(keys) || File.Exists(ledger) || Directory.Exists(backups));
    }

    [Theory]
    [InlineData("htp://localhost:5080", "「htp://localhost:5080」は使えません")]
    [InlineData("http://192.0.2.1:5080", "このサーバーのものではありません")]
    public async Task AnAddressNobodyCanListenAt_IsTold(string address, string words)
    {
        await File.Create(Ledger).DisposeAsync();

        await AssertAsync(["--urls", address], [], words);
    }

    [Theory, InlineData, InlineData("db", "check")]
    public async Task AServerThatDoesNotAnswer_IsNamed_WithItsDatabase_AndNobodysPassword(params string[] command)
    {
        var line = await AssertAsync(
            command,
            [
                ("Database__Provider", "SqlServer"), ("ConnectionStrings__Portal", "Server=127.0.0.1,1;Database=Yobosesshu;User Id=portaluser;Password=geheim;Connect Timeout=1;Encrypt=False"),
                ("OperationLog__CheckpointFolder", Path.Combine(_folder, "checkpoints")), ("Exchange__Folder", Path.Combine(_folder, "imports")),
            ],
            "サーバー 127.0.0.1,1、データベース Yobosesshu");

        Assert.DoesNotContain("portaluser", line, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".before-20260101T000000Z", "restore をもう一度実行するか")]
    [InlineData(".restoring", "復元が途中で止まっています")]
    public async Task WhereARestoreHasStoppedWithoutALedger_NoEmptyOneIsMade(string left, string words)
    {
        await File.WriteAllTextAsync(Ledger + left, "the ledger before", TestContext.Current.CancellationToken);

        await AssertAsync([], [], words, Ledger);

        Assert.False(File.Exists(Ledger));
    }

    private async Task AssertWithoutKeysAsync((string Name, string? Value)[] settings, params string[] words)
    {
        await AssertAsync([], [("Keys__File", null), .. settings], words);

        Assert.False(File.Exists(Ledger), "A ledger was made that no key belongs to.");
    }

    /// <summary>It ends by itself, with one line on the error stream; what the log says meanwhile goes to the other.</summary>
    /// <param name="args">A command, or of the web application; none for its address.</param>
    /// <param name="settings">Of the environment; null takes one away.</param>
    /// <param name="words">In the line.</param>
    /// <returns>The line.</returns>
    private async Task<string> AssertAsync(string[] args, (string Name, string? Value)[] settings, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PortalDb).Assembly.Location, .. args is [] ? ["--urls", "http://127.0.0.1:0"] : args])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__Portal"] = $"Data Source={Ledger}",
                ["KeyRing__Folder"] = Path.Combine(_folder, "keys"),
                ["Keys__File"] = TestKeys.File,
                ["Keys__Content"] = null,
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var portal = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var (output, error) = (portal.StandardOutput.ReadToEndAsync(patience.Token), portal.StandardError.ReadToEndAsync(patience.Token));
            await portal.WaitForExitAsync(patience.Token);

            var line = Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
            Assert.Equal(ExitCode.Failed, portal.ExitCode);
            await output;
            return line;
        }
        finally
        {
            if (!portal.HasExited)
            {
                portal.Kill(entireProcessTree: true);
            }
        }
    }
}
