using System.CommandLine;

namespace Portal.Cli;

/// <summary>migrate — brings the ledger's schema to this build's version; a SQLite file that is not there yet is made.</summary>
public static class MigrateCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("migrate", "台帳のスキーマを最新にします。SQLite のファイルがなければ空の台帳を作ります。");
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, ReportAsync, cancellationToken, createsLedger: true));
        return command;
    }

    // Opening the session has done the work.
    private static async Task<int> ReportAsync(CliSession session)
    {
        await session.Output.WriteLineAsync("台帳のスキーマは最新です。");
        return ExitCode.Done;
    }
}
