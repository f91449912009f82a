using System.Diagnostics;

namespace Portal.Bench.Durability;

/// <summary>One life of the process that is killed.</summary>
internal sealed class KilledClerks : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private KilledClerks(Process process) => _process = process;

    /// <summary>From the start of the process until it could take a correction.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <param name="ledger">The SQLite file.</param>
    /// <param name="clerks">How many write at once.</param>
    /// <param name="under">A program to run it under; null runs it alone.</param>
    /// <param name="cancellationToken">Of the whole run.</param>
    public static async Task<KilledClerks> StartAsync(string ledger, int clerks, IReadOnlyList<string>? under, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        List<string> command = [.. under ?? [], "dotnet", typeof(KilledClerks).Assembly.Location, DurabilityCommand.ClerksName, "--database", ledger, "--clerks", $"{clerks}"];
        var life = new KilledClerks(Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        if (await life._process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken) != CorrectingClerks.Ready)
        {
            life.Dispose();
            throw new InvalidOperationException("The process did not start on what the one before left behind.");
        }

        life.ReadyAfter = watch.Elapsed;
        return life;
    }

    /// <summary>Lets the clerks work, and kills the process in the middle of it.</summary>
    /// <param name="again">What they were not answered before.</param>
    /// <param name="answers">Killed when this many corrections were told as saved.</param>
    /// <param name="then">And so much later.</param>
    /// <param name="cancellationToken">Of the whole run.</param>
    /// <returns>Every line that was said up to the kill.</returns>
    public async Task<IReadOnlyList<string>> WorkAsync(IEnumerable<AskedCorrection> again, int answers, TimeSpan then, CancellationToken cancellationToken)
    {
        foreach (var asked in again)
        {
            await _process.StandardInput.WriteLineAsync(asked.ToString().AsMemory(), cancellationToken);
        }

        await _process.StandardInput.WriteLineAsync(CorrectingClerks.Go.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        List<string> lines = [];
        Task? killing = null;
        for (var done = 0; await ReadAsync(cancellationToken) is { } line;)
        {
            lines.Add(line);
            done += line.StartsWith(CorrectingClerks.Done, StringComparison.Ordinal) ? 1 : 0;
            if (done == answers)
            {
                killing ??= KillAsync(then, cancellationToken);
            }
        }

        if (killing is null)
        {
            throw new InvalidOperationException("The process ended before it was killed.");
        }

        await killing;
        return lines;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private Task<string?> ReadAsync(CancellationToken cancellationToken) => _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);

    private async Task KillAsync(TimeSpan then, CancellationToken cancellationToken)
    {
        await Task.Delay(then, cancellationToken);
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(cancellationToken);
    }
}
