using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Demo;
using Portal.Domain.Accounts;

namespace Portal.Bench;

/// <summary>A large ledger and one of a tenth of its size, invented once and kept for the next run.</summary>
/// <param name="Folder">Where the files are.</param>
/// <param name="LargePeople">People of the large ledger.</param>
/// <param name="DosesPerPerson">Five, so that 300,000 people have 1,500,000 doses.</param>
internal sealed record Ledgers(string Folder, int LargePeople, double DosesPerPerson = 5)
{
    public string Large => FileOf(LargePeople);
    public string Small => FileOf(LargePeople / 10);

    /// <summary>A copy to write into, so that the next run measures the same file.</summary>
    public string Scratch(string source)
    {
        // A pooled connection would go on writing into the file deleted here.
        SqliteConnection.ClearAllPools();
        var copy = Path.Combine(Folder, "scratch.db");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(copy + suffix);
        }

        File.Copy(source, copy);

        // Nothing measured shall wait for the copy to reach the disk.
        using var written = File.OpenHandle(copy, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(written);
        return copy;
    }

    public static async Task<Ledgers> PrepareAsync(string folder, int people, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var ledgers = new Ledgers(folder, people);
        await ledgers.MakeAsync(ledgers.Small, people / 10, cancellationToken);
        await ledgers.MakeAsync(ledgers.Large, people, cancellationToken);
        return ledgers;
    }

    private string FileOf(int people) => Path.Combine(Folder, $"ledger-{people}.db");

    private async Task MakeAsync(string file, int people, CancellationToken cancellationToken)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", BenchChain.New());
        await Schema.EnsureCurrentAsync(factory, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var outcome = await new DemoFill(factory, TimeProvider.System).RunAsync(
            new DemoLedger(people, dosesPerPerson: DosesPerPerson), Staff.System("bench"), _ => { }, cancellationToken);
        if (outcome == DemoOutcome.Made)
        {
            SqliteConnection.ClearAllPools();
            Console.WriteLine($"made {file}: {people:N0} people in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {new FileInfo(file).Length / 1024 / 1024} MiB");
        }
    }
}
