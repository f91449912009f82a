using System.CommandLine;
using Portal.Cli;
using Portal.Demo;

namespace Portal.Bench.Durability;

/// <param name="Folder">Where the ledger, its keys and what strace says are.</param>
/// <param name="Kills">How often.</param>
/// <param name="Answers">Corrections told as saved, in all.</param>
/// <param name="Clerks">How many write at once.</param>
/// <param name="Seed">Of the moments of the kills.</param>
internal sealed record DurabilityWish(string Folder, int Kills, int Answers, int Clerks, int Seed);

/// <summary>durability — kill -9 in the middle of corrections, and nothing is lost, doubled or half.</summary>
internal static class DurabilityCommand
{
    public const string ClerksName = "durability-clerks";

    private static readonly CliHost Host = new(Console.Out, Console.Error, isWatched: false);

    public static Command Create()
    {
        var kills = new Option<int>("--kills") { DefaultValueFactory = _ => 200, Description = "How often the process is killed." };
        var answers = new Option<int>("--answers") { DefaultValueFactory = _ => 20_000, Description = "Corrections told as saved, in all." };
        var clerks = new Option<int>("--clerks") { DefaultValueFactory = _ => 20, Description = "How many correct at once." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => Random.Shared.Next(), Description = "Of the moments of the kills; printed." };
        var people = new Option<int>("--people") { DefaultValueFactory = _ => 2_000, Description = "People of the ledger." };
        var folder = new Option<string>("--folder") { DefaultValueFactory = _ => Directory.CreateTempSubdirectory("portal-durability-").FullName, Description = "Where to work; made anew." };
        var command = new Command("durability", "Kills the process that corrects doses again and again, and looks for what is lost, doubled or half.") { kills, answers, clerks, seed, people, folder };
        command.SetAction((parsed, cancellationToken) =>
        {
            var wish = new DurabilityWish(Path.GetFullPath(parsed.GetRequiredValue(folder)), parsed.GetValue(kills), parsed.GetValue(answers), parsed.GetValue(clerks), parsed.GetValue(seed));
            return RunAsync(wish, parsed.GetValue(people), cancellationToken);
        });
        return command;
    }

    /// <summary>The process that is killed.</summary>
    public static Command CreateClerks()
    {
        var clerks = new Option<int>("--clerks");
        var command = new Command(ClerksName) { Host.Database, clerks };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => Host.RunAsync(
            parsed, session => new CorrectingClerks(session, parsed.GetValue(clerks)).RunAsync(Console.In, cancellationToken), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(DurabilityWish wish, int people, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(wish.Folder);
        // Read by this process and by every one it starts.
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
        Environment.SetEnvironmentVariable("Keys__File", Path.Combine(wish.Folder, "keys.json"));
        var ledger = Path.Combine(wish.Folder, "ledger.db");
        File.Delete(ledger);
        var host = new RootCommand { Host.Database };
        return Host.RunAsync(
            host.Parse(["--database", ledger]),
            async session =>
            {
                await new DemoFill(session.DbFactory, TimeProvider.System).RunAsync(new DemoLedger(people), session.By, _ => { }, cancellationToken);
                var report = new Report();
                Report.Heading($"Durability: {wish.Kills} kills of {wish.Clerks} clerks who correct, {people:N0} people, seed {wish.Seed}");
                await new DurabilityRun(session, ledger, wish).RunAsync(report, cancellationToken);
                await Syncs.CountAsync(ledger, wish.Folder, report, cancellationToken);
                return report.Close();
            },
            cancellationToken,
            createsLedger: true);
    }
}
