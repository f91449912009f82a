using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Data;
using Portal.Domain.Keys;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.Security;

/// <summary>The real program, started in Production without the keys it needs: one line with the cure, and no portal.</summary>
public sealed class StartWithoutKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-start-").FullName;

    private string Ledger => Path.Combine(_folder, "ledger.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task NothingSaysWhereTheyAre()
    {
        await AssertRefusedAsync([], "鍵の置き場所が設定されていません", "keys init", "Keys:File");

        Assert.Empty(Directory.EnumerateFiles(_folder, "*.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task TheFileIsNotThere()
    {
        var file = Path.Combine(_folder, "keys.json");

        await AssertRefusedAsync([("Keys__File", file)], $"鍵ファイル {file} がありません", "保管してある鍵ファイル");

        Assert.False(File.Exists(file), "Production made keys by itself.");
    }

    [Fact]
    public async Task TheKeysOfOneUseAreMissing()
    {
        var file = new KeyFile(Path.Combine(_folder, "keys.json"));
        file.Write([.. KeySource.MakeAll(A.Now).Where(key => key.Use != KeyUse.MyNumberIndex)]);

        await AssertRefusedAsync([("Keys__File", file.Path)], "鍵束に「個人番号の索引」の鍵がありません");
    }

    private async Task AssertRefusedAsync((string Name, string Value)[] settings, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PortalDb).Assembly.Location, "--urls", "http://127.0.0.1:0"])
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
                ["Keys__File"] = null,
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
            Assert.Equal((ExitCode.Failed, ""), (portal.ExitCode, await output));
            Assert.False(File.Exists(Ledger), "A ledger was made that no key belongs to.");
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
