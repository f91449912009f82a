using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;

namespace Portal.Cli;

/// <summary>コマンド — the acts of the portal from a command line. Without a command the web application starts.</summary>
public static class PortalCommands
{
    private static readonly Func<CliHost, Command>[] Commands =
    [
        AccountCommand.Create, BackupCommand.Create, BackupCommand.CreateRestore, CheckCommand.Create, DbCommand.Create, DemoCommand.Create, EvidenceCommand.Create, ExchangeCommand.Create, ImportCommand.Create, KeysCommand.Create, LogCommand.Create,
        MergeCommand.Create, MigrateCommand.Create, PersonnelCommand.Create, ReportCommand.Create, ReviewCommand.Create, SafeguardsCommand.Create, SearchCommand.Create, AsOfCommand.Create,
        UndoCommand.Create,
    ];

    /// <summary>Options the web application takes beside <c>--Section:Key value</c> and <c>--key=value</c>.</summary>
    private static readonly string[] WebOptions = ["--urls", "--environment", "--contentRoot", "--webRoot", "--applicationName", "--http_ports", "--https_ports"];

    private static readonly string[] HelpOptions = ["--help", "-h", "-?", "/?", "--version"];

    /// <summary>Whether the arguments are for a command rather than the web application.</summary>
    public static bool AreMeant(string[] args) =>
        args.Any(HelpOptions.Contains) || (args is [var first, ..] && !IsWebOption(first));

    /// <summary>Runs one command to its end and returns its <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja-JP");
        var parsed = Root(new CliHost(output, error, isWatched: error == Console.Error && !Console.IsErrorRedirected)).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync(Misuse.Describe(parsed));
            return ExitCode.Misused;
        }

        // A command that is stopped finishes its own clean-up before the process ends.
        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) }, cancellationToken);
    }

    private static RootCommand Root(CliHost host)
    {
        var root = new RootCommand("小樽市保健所 予防接種台帳ポータル。コマンドを付けないと画面(Web)を起動します。") { host.Database };
        foreach (var create in Commands)
        {
            root.Add(create(host));
        }

        root.Options.OfType<HelpOption>().Single().Description = "使い方を表示します。";
        root.SetAction(parsed => parsed.RootCommandResult.Command.Parse("--help").Invoke(parsed.InvocationConfiguration));
        return root;
    }

    private static bool IsWebOption(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        && (argument.Contains(':') || argument.Contains('=') || WebOptions.Contains(argument, StringComparer.OrdinalIgnoreCase));
}
