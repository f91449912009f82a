using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Portal.Cli;
using Portal.Data;
using Xunit;

namespace Portal.Tests;

/// <summary>The real program in a process of its own, over one ledger file: what a test may kill.</summary>
/// <param name="folder">Where it works.</param>
/// <param name="ledger">The SQLite file.</param>
internal sealed class PortalProgram(string folder, string ledger)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Of this ledger alone, where a test changes keys.</summary>
    public string KeyFile { get; init; } = TestKeys.File;

    /// <summary>Runs a command, to its end or until it is killed.</summary>
    /// <param name="args">Of the command.</param>
    /// <param name="killAfter">By the clock.</param>
    /// <param name="killWhen">Asked again and again.</param>
    /// <returns>Whether it ended well by itself.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<string> args, TimeSpan? killAfter = null, Func<bool>? killWhen = null)
    {
        using var run = Start([.. args, "--database", ledger]);
        var (output, error) = (run.StandardOutput.ReadToEndAsync(Token), run.StandardError.ReadToEndAsync(Token));
        if (killAfter is { } moment)
        {
            await Task.Delay(moment, Token);
            run.Kill(entireProcessTree: true);
        }

        while (killWhen is not null && !run.HasExited)
        {
            if (killWhen())
            {
                run.Kill(entireProcessTree: true);
                break;
            }

            await Task.Delay(1, Token);
        }

        await run.WaitForExitAsync(Token);
        if (killAfter is null && killWhen is null && run.ExitCode != ExitCode.Done)
        {
            Assert.Fail($"{await output}{await error}");
        }

        return run.ExitCode == ExitCode.Done;
    }

    /// <summary>Starts the portal and waits until it is ready.</summary>
    /// <param name="settings">More of them, as <c>--KeyRing:Store=Database</c>.</param>
    public async Task<RunningPortal> ServeAsync(params IReadOnlyList<string> settings)
    {
        var address = new Uri($"http://localhost:{FreePort()}");
        var run = Start(["--urls", address.ToString(), "--Demo:People=0", $"--ConnectionStrings:Portal=Data Source={ledger}", $"--KeyRing:Folder={Path.Combine(folder, "ring")}", .. settings]);
        // What it says is read, or the pipe fills and the portal waits.
        _ = run.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var said = run.StandardError.ReadToEndAsync(CancellationToken.None);
        using var client = new HttpClient { BaseAddress = address };
        for (var wait = Stopwatch.StartNew(); wait.Elapsed < TimeSpan.FromMinutes(5);)
        {
            Assert.False(run.HasExited, run.HasExited ? await said : null);
            try
            {
                if ((await client.GetAsync("/health/ready", Token)).IsSuccessStatusCode)
                {
                    return new(run, address);
                }
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(100, Token);
        }

        run.Kill(entireProcessTree: true);
        throw new TimeoutException("The portal did not become ready.");
    }

    private Process Start(IReadOnlyList<string> args) => Process.Start(new ProcessStartInfo("dotnet", [typeof(PortalDb).Assembly.Location, .. args])
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Exchange__Folder"] = Path.Combine(folder, "uploads"), ["Keys__File"] = KeyFile },
    })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A portal that answers; killed when disposed, if it was not before.</summary>
internal sealed class RunningPortal(Process process, Uri address) : IDisposable
{
    public Uri Address => address;

    public int ProcessId { get; } = process.Id;

    /// <summary>As the machine's power would.</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    /// <summary>As the operating system asks a service: SIGTERM.</summary>
    public void AskToStop()
    {
        using var asked = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        asked.WaitForExit();
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }
}
