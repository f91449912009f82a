extern alias Bench;

using System.Diagnostics;
using Bench::Portal.Bench.Durability;
using Xunit;

namespace Portal.Tests.Durability;

/// <summary>Clerks who correct in a process that is killed ten times in the middle of it; the bench does it two hundred times.</summary>
public sealed class KilledClerksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-durability-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TenKills_LoseNothing_DoubleNothing_LeaveNothingHalf()
    {
        using var bench = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(WrittenLedger).Assembly.Location, "durability", "--kills", "10", "--answers", "300", "--people", "300", "--folder", _folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = bench.StandardError.ReadToEndAsync(Token);
        var said = await bench.StandardOutput.ReadToEndAsync(Token);
        await bench.WaitForExitAsync(Token);

        Assert.True(said.Contains("ok   corrections told as saved", StringComparison.Ordinal), $"{said}{await error}");
        Assert.True(said.Contains("ok   lost, doubled, half", StringComparison.Ordinal), said);
        Assert.DoesNotContain("MISS fdatasync", said, StringComparison.Ordinal);
    }
}
