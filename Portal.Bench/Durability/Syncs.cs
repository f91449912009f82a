using System.Globalization;

namespace Portal.Bench.Durability;

/// <summary>How often the ledger is made to reach the disk, counted by strace: a kill cannot show it, only the loss of power would.</summary>
internal static class Syncs
{
    private const string Strace = "/usr/bin/strace";
    private const int Corrections = 100;

    /// <summary>Opening the form writes a row of the log, saving writes the correction: a clerk alone has two commits to one answer.</summary>
    private const int CommitsEach = 2;

    public static async Task CountAsync(string ledger, string folder, Report report, CancellationToken cancellationToken)
    {
        if (!File.Exists(Strace))
        {
            Report.Note("fdatasync per commit: not counted, strace is not installed");
            return;
        }

        var trace = Path.Combine(folder, "strace.txt");
        using var life = await KilledClerks.StartAsync(ledger, 1, [Strace, "-f", "-qq", "-y", "-e", "trace=fdatasync,fsync", "-e", "signal=none", "-o", trace], cancellationToken);
        var atStart = await WalSyncsAsync(trace, ledger, cancellationToken);
        var lines = await life.WorkAsync([], Corrections, TimeSpan.Zero, cancellationToken);
        var done = lines.Count(line => line.StartsWith(CorrectingClerks.Done, StringComparison.Ordinal));
        var syncs = await WalSyncsAsync(trace, ledger, cancellationToken) - atStart;
        report.Line("fdatasync of the write-ahead log per commit", syncs / (double)(done * CommitsEach), "", 1, string.Create(CultureInfo.InvariantCulture, $"{syncs} for {done} corrections, each with its opened form"), atLeast: true);
    }

    private static async Task<int> WalSyncsAsync(string trace, string ledger, CancellationToken cancellationToken) =>
        (await File.ReadAllLinesAsync(trace, cancellationToken)).Count(line => line.Contains($"{ledger}-wal>", StringComparison.Ordinal) && line.Contains("sync(", StringComparison.Ordinal));
}
