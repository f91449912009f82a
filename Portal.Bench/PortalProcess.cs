using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Portal.Data;

namespace Portal.Bench;

/// <summary>The portal itself in a process of its own, at a free port, over one ledger file.</summary>
internal sealed class PortalProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];

    private PortalProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to the first answer that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>What its log says of faults: each with the first words of it.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_said)
            {
                return [.. _said.Index().Where(l => l.Item.StartsWith("fail:", StringComparison.Ordinal) || l.Item.StartsWith("crit:", StringComparison.Ordinal))
                    .Select(l => $"{l.Item} {string.Join(' ', _said.Skip(l.Index + 1).Take(2).Select(following => following.Trim()))}")];
            }
        }
    }

    /// <summary>Resident memory, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="ledger">The file.</param>
    /// <param name="folder">Where it keeps its own.</param>
    /// <param name="program">A published portal instead of the one built beside the bench.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<PortalProcess> StartAsync(string ledger, string folder, string? program, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var address = new Uri($"http://localhost:{FreePort()}");
        var portal = new PortalProcess(Start(ledger, folder, program ?? typeof(PortalDb).Assembly.Location, address), address);
        using var client = new HttpClient { BaseAddress = address };
        while (!await IsReadyAsync(client, cancellationToken))
        {
            if (portal._process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2))
            {
                portal.Dispose();
                throw new InvalidOperationException($"The portal did not become ready.\n{portal.Said()}");
            }

            await Task.Delay(20, cancellationToken);
        }

        portal.ReadyAfter = watch.Elapsed;
        return portal;
    }

    /// <summary>As the machine's power would: SIGKILL.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    public string Said()
    {
        lock (_said)
        {
            return string.Join('\n', _said);
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetAsync("/health/ready", cancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Process Start(string ledger, string folder, string program, Uri address) => Process.Start(new ProcessStartInfo(
        program.EndsWith(".dll", StringComparison.Ordinal) ? "dotnet" : program,
        [
            .. program.EndsWith(".dll", StringComparison.Ordinal) ? new[] { program } : [], "--urls", address.ToString(), "--Demo:People=0", "--SignIn:AttemptsPerMinute=100000", $"--ConnectionStrings:Portal=Data Source={Path.GetFullPath(ledger)}",
            $"--KeyRing:Folder={Path.Combine(Path.GetFullPath(folder), "ring")}",
        ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // As deploy/systemd does.
        Environment = { ["MALLOC_ARENA_MAX"] = "2", ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Exchange__Folder"] = Path.Combine(Path.GetFullPath(folder), "uploads") },
    })!;

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            if (line.Data is { } text && _said.Count < 10_000)
            {
                _said.Add(text);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
