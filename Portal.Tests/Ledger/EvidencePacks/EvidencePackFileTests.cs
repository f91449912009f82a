using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Portal.Cli;
using Xunit;

namespace Portal.Tests.Ledger.EvidencePacks;

public sealed class EvidencePackFileTests : IDisposable
{
    private readonly EvidencePackDeskTests.Fixture _at = new(Engine.Sqlite);
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-packs-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task APack_AsItWasMade_IsGenuine() => Assert.Empty(await FaultsAsync(await _at.MakeAsync()));

    [Theory]
    [InlineData("record.html", "record.html が書き換えられています。")]
    [InlineData("record.json", "record.json が書き換えられています。")]
    [InlineData("manifest.json", "manifest.json")]
    [InlineData("stamp.json", "manifest.json の証印が合いません")]
    public async Task AChangedEntry_IsNamed(string name, string words)
    {
        var file = await _at.MakeAsync();
        var content = EvidencePackDeskTests.Entry(file, name);
        content[content.Length / 2] ^= 1;

        Assert.Contains(await FaultsAsync(With(file, name, content)), fault => fault.Contains(words, StringComparison.Ordinal) || fault.Contains("別物", StringComparison.Ordinal) || fault.Contains("を読めません", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AManifestMadeToFitAChangedSheet_StillLacksTheStamp()
    {
        var file = await _at.MakeAsync();
        var manifest = Portal.Domain.OperationLog.EvidenceManifest.FromBytes(EvidencePackDeskTests.Entry(file, "manifest.json"))!;
        var page = "<p>別の記録</p>"u8.ToArray();
        var fitted = manifest with { Files = new Dictionary<string, string>(manifest.Files) { ["record.html"] = Portal.Domain.OperationLog.EvidenceManifest.HashOf(page) } };

        var faults = await FaultsAsync(With(With(file, "record.html", page), "manifest.json", fitted.ToBytes()));

        Assert.Contains("証印が合いません", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APack_TheLogKnowsNothingOf_IsNotGenuine()
    {
        var file = await _at.MakeAsync();
        using var elsewhere = new EvidencePackDeskTests.Fixture(Engine.Sqlite);

        var finding = await elsewhere.Desk.VerifyAsync(new MemoryStream(file), Stop);

        Assert.Contains("作成の記録がありません", Assert.Single(finding.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoPack_IsRefusedInWords()
    {
        var file = await _at.MakeAsync();
        Assert.Contains("ZIPファイルとして読めません", Assert.Single(await FaultsAsync([1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("4つではありません", Assert.Single(await FaultsAsync(With(file, "another.txt", [1]))), StringComparison.Ordinal);
        Assert.Contains("大きすぎます", Assert.Single(await FaultsAsync(With(file, "record.html", new byte[30_000_000]))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCommand_SaysSo_AndTellsTheShell()
    {
        var good = Path.Combine(_folder, "good.zip");
        var bad = Path.Combine(_folder, "bad.zip");
        var file = await _at.MakeAsync();
        await File.WriteAllBytesAsync(good, file, Stop);
        await File.WriteAllBytesAsync(bad, With(file, "record.html", "x"u8.ToArray()), Stop);

        var (goodCode, goodSaid) = await RunAsync(good);
        var (badCode, badSaid) = await RunAsync(bad);

        Assert.Equal((ExitCode.Done, ExitCode.Failed), (goodCode, badCode));
        Assert.StartsWith("真正", goodSaid, StringComparison.Ordinal);
        Assert.Contains("record.html が書き換えられています", badSaid, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _at.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(byte[] file) => (await _at.Desk.VerifyAsync(new MemoryStream(file), Stop)).Faults;

    private async Task<(int Code, string Said)> RunAsync(string file)
    {
        using StringWriter output = new(), error = new();
        var database = new SqliteConnectionStringBuilder(_at.Db.ConnectionString).DataSource;
        var code = await PortalCommands.RunAsync(["evidence", "verify", file, "--database", database], output, error, Stop);
        return (code, output.ToString());
    }

    private static byte[] With(byte[] file, string name, byte[] content)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)?.Delete();
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        return stream.ToArray();
    }
}
