using System.CommandLine;
using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Demo;

namespace Portal.Bench.Load;

/// <param name="Folder">Where the made ledger, the keys and the cookies' keys are.</param>
/// <param name="Clerks">Each a circuit.</param>
/// <param name="Seconds">Of one measurement.</param>
/// <param name="WarmUpSeconds">Before anything is measured.</param>
/// <param name="Pace">1: think times of 3 to 48 seconds; 10: a tenth of them.</param>
/// <param name="Restarts">After how many restarts the first clicks are measured.</param>
/// <param name="Hostile">Whether it is measured once more beside a hostile user.</param>
/// <param name="Seed">Of what the clerks do.</param>
/// <param name="Program">A published portal; null: the one built with the bench.</param>
/// <param name="Office">Gives every clerk an ID of their own.</param>
internal sealed record LoadWish(string Folder, int Clerks, int Seconds, int WarmUpSeconds, double Pace, int Restarts, bool Hostile, int Seed, string? Program, Func<CancellationToken, Task> Office);

/// <summary>load — an office of clerks over real circuits.</summary>
internal static class LoadCommand
{
    private static readonly CliHost Host = new(Console.Out, Console.Error, isWatched: false);

    public static Command Create()
    {
        var people = new Option<int>("--people") { DefaultValueFactory = _ => 300_000, Description = "People of the ledger that is made, once for each folder." };
        var database = new Option<string?>("--database") { Description = "A ledger of a development start instead; it gets IDs for the clerks, and doses are corrected." };
        var clerks = new Option<int>("--clerks") { DefaultValueFactory = _ => 200, Description = "How many, each with one circuit." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 600, Description = "Of one measurement." };
        var warmUp = new Option<int>("--warm-up") { DefaultValueFactory = _ => 30, Description = "Seconds before anything is measured." };
        var pace = new Option<double>("--pace") { DefaultValueFactory = _ => 1, Description = "1: think times of 3 to 48 seconds; 10: a tenth of them." };
        var restarts = new Option<int>("--restarts") { DefaultValueFactory = _ => 5, Description = "After how many restarts the first clicks are measured." };
        var hostile = new Option<bool>("--hostile") { Description = "Measures once more beside one user with 200 tabs and 5,000 events a second." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Of what the clerks do." };
        var folder = new Option<string>("--folder") { DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "portal-load"), Description = "Where the made ledger is kept between runs." };
        var program = new Option<string?>("--program") { Description = "The Portal of a published build (deploy/README.md) instead of the one built with the bench." };
        var command = new Command("load", "Drives real circuits of an office of clerks against a portal of its own.") { people, database, clerks, seconds, warmUp, pace, restarts, hostile, seed, folder, program };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var work = Path.GetFullPath(parsed.GetRequiredValue(folder));
            Directory.CreateDirectory(work);
            Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
            if (parsed.GetValue(database) is not { } ledger)
            {
                Environment.SetEnvironmentVariable("Keys__File", Path.Combine(work, "keys.json"));
                ledger = Path.Combine(work, $"ledger-{parsed.GetValue(people)}.db");
                await MakeAsync(ledger, parsed.GetValue(people), cancellationToken);
            }

            var wish = new LoadWish(
                work, parsed.GetValue(clerks), parsed.GetValue(seconds), parsed.GetValue(warmUp), parsed.GetValue(pace), parsed.GetValue(restarts), parsed.GetValue(hostile), parsed.GetValue(seed), parsed.GetValue(program),
                stop => LoadOffice.AddAsync(Host, ledger, parsed.GetValue(clerks), stop));
            var report = new Report();
            Report.Heading($"Load: {wish.Clerks} clerks for {wish.Seconds} s at pace {wish.Pace}, {Path.GetFileName(ledger)}, seed {wish.Seed}");
            try
            {
                await new LoadRun(wish, ledger).RunAsync(report, cancellationToken);
            }
            catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
            {
                // The command line takes it for Ctrl+C and says nothing.
                throw new TimeoutException(late.Message, late);
            }

            return report.Close();
        });
        return command;
    }

    /// <summary>Goes on where an earlier run was stopped; a whole ledger is left as it is.</summary>
    private static async Task MakeAsync(string ledger, int people, CancellationToken cancellationToken)
    {
        var made = await Host.RunAsync(
            new RootCommand { Host.Database }.Parse(["--database", ledger]),
            async session =>
            {
                await new DemoFill(session.DbFactory, TimeProvider.System).RunAsync(new DemoLedger(people, dosesPerPerson: 5), session.By, _ => { }, cancellationToken);
                return ExitCode.Done;
            },
            cancellationToken,
            createsLedger: true);
        SqliteConnection.ClearAllPools();
        if (made != ExitCode.Done)
        {
            throw new InvalidOperationException("The ledger could not be made.");
        }
    }
}
