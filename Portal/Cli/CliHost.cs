using System.CommandLine;
using System.CommandLine.Parsing;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Keys;
using Portal.Settings;

namespace Portal.Cli;

/// <summary>
/// What every command is made with: the writers, the <c>--database</c> option all share, and <see cref="RunAsync"/>, which opens
/// the ledger and turns failures into one line on the error stream and an exit code.
/// </summary>
public sealed class CliHost(TextWriter output, TextWriter error, bool isWatched)
{
    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>A path from the working directory of the shell; without it the configured database is used.</summary>
    public Option<string?> Database { get; } = new("--database")
    {
        Description = "台帳のファイル(SQLite)。省略すると設定ファイルのデータベースを使います。",
        HelpName = "FILE",
        Recursive = true,
        Validators = { DemandName },
    };

    /// <summary>Of the keys' own commands; without it the configured key file is used.</summary>
    public Option<string?> KeyFile { get; } = new("--file")
    {
        Description = "鍵ファイル。省略すると設定 Keys:File のものを使います。データベースとそのバックアップとは別の場所に置いてください。",
        HelpName = "FILE",
        Recursive = true,
        Validators = { DemandName },
    };

    /// <summary>Runs one act on the ledger asked for.</summary>
    /// <param name="parsed">The command line, for <see cref="Database"/>.</param>
    /// <param name="act">Returns an <see cref="ExitCode"/>.</param>
    /// <param name="cancellationToken">Set by Ctrl+C.</param>
    /// <param name="createsLedger">Whether a ledger file that is not there yet is made.</param>
    public Task<int> RunAsync(ParseResult parsed, Func<CliSession, Task<int>> act, CancellationToken cancellationToken, bool createsLedger = false) => RunPlainAsync(async () =>
    {
        var file = parsed.GetValue(Database);
        DemandLedgerFile(file, createsLedger);
        await using var services = Services(file, parsed.GetValue(KeyFile));
        await services.PrepareLedgerAsync(createsLedger, cancellationToken);
        return await act(Session(services));
    });

    /// <summary>Runs an act on a database as it stands: nothing is brought up to date before.</summary>
    public Task<int> RunAsItStandsAsync(ParseResult parsed, Func<CliSession, Task<int>> act) => RunPlainAsync(async () =>
    {
        DemandLedgerFile(parsed.GetValue(Database), createsLedger: false);
        await using var services = Services(parsed.GetValue(Database), parsed.GetValue(KeyFile));
        DemandLedgerFile(PortalDbSetup.SqliteFile(services.GetRequiredService<IConfiguration>(), ContentRoot.Find()), createsLedger: false);
        return await act(Session(services));
    });

    /// <summary>Runs an act between two databases as they stand.</summary>
    /// <param name="from">Of the configuration, with the file of <see cref="Database"/> if there is one.</param>
    /// <param name="to">Of the same.</param>
    /// <param name="act">Is handed a session on either.</param>
    public Task<int> RunBetweenAsync(Func<IConfiguration, LedgerPlace> from, Func<IConfiguration, LedgerPlace> to, Func<CliSession, CliSession, Task<int>> act) => RunPlainAsync(async () =>
    {
        var (source, target) = (from(Configuration()), to(Configuration()));
        if (source == target)
        {
            throw new RuleException("元のデータベースと写し先が同じです。--database と --to-file、または設定 ConnectionStrings:CopyFrom と CopyTo を確かめてください。");
        }

        DemandLedgerFile(source.File, createsLedger: false);
        DemandLedgerFile(target.File, createsLedger: false);
        await using var old = Services(source.Apply);
        await using var next = Services(target.Apply);
        return await act(Session(old), Session(next));
    });

    /// <summary>Runs an act on the file of an embedded ledger, which may be missing or broken: it is not opened.</summary>
    public Task<int> RunUnopenedAsync(ParseResult parsed, Func<CliSession, string, Task<int>> act) => RunPlainAsync(async () =>
    {
        var file = parsed.GetValue(Database);
        await using var services = Services(file, parsed.GetValue(KeyFile));
        var ledger = PortalDbSetup.SqliteFile(services.GetRequiredService<IConfiguration>(), ContentRoot.Find())
            ?? throw new RuleException("このポータルのデータベースは SQL Server です。db/maintenance の手順で、データベース管理者が行ってください。");
        return await act(Session(services), ledger);
    });

    /// <summary>Runs an act that needs no ledger.</summary>
    public async Task<int> RunPlainAsync(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (OperationCanceledException)
        {
            await Error.WriteLineAsync("中断しました。台帳は中断前のままです。");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (FailureWords.Of(exception) is { } words)
        {
            await Error.WriteLineAsync(words);
            return ExitCode.Failed;
        }
    }

    /// <summary>For what an act is told to make and somebody will look for.</summary>
    /// <exception cref="RuleException">It would lie in the program's folder, outside Development.</exception>
    public static void DemandOutsideProgram(string option, string path) => Places.DemandOutsideProgram(Configuration(), ContentRoot.Find(), option, path);

    private CliSession Session(IServiceProvider services) => new(services, Staff.System(Terminal()), Output, Error, isWatched);

    /// <summary>A variable of the shell that was not set.</summary>
    private static void DemandName(OptionResult given)
    {
        if (given.Tokens is [{ Value: var name }] && string.IsNullOrWhiteSpace(name))
        {
            given.AddError($"{given.Option.Name} にファイルの名前を指定してください。");
        }
    }

    private static void DemandLedgerFile(string? file, bool createsLedger)
    {
        if (file is null)
        {
            return;
        }

        var whole = Path.GetFullPath(file);
        if (!createsLedger)
        {
            new LedgerFile(whole).Demand(makesOne: false);
        }
        else if (Path.GetDirectoryName(whole) is { } folder && !Directory.Exists(folder))
        {
            throw new RuleException($"フォルダ {folder} がありません。先に作成してください。");
        }
        else
        {
            DemandOutsideProgram("--database", whole);
        }
    }

    private static ServiceProvider Services(string? file, string? keyFile) => Services(configuration =>
    {
        if (file is not null)
        {
            LedgerPlace.OfFile(file).Apply(configuration);
        }
        else if (!Places.IsDevelopment(configuration) && Places.LedgerFaults(configuration, ContentRoot.Find()).ToList() is { Count: > 0 } faults)
        {
            throw new RuleException(string.Join(Environment.NewLine, faults));
        }

        if (keyFile is not null)
        {
            (configuration["Keys:Content"], configuration[KeySetup.FileSetting]) = (null, Path.GetFullPath(keyFile));
        }
    });

    private static ServiceProvider Services(Action<IConfiguration> adjust)
    {
        var configuration = Configuration();
        adjust(configuration);
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddPortalServices(configuration, ContentRoot.Find())
            .BuildServiceProvider();
    }

    private static ConfigurationManager Configuration()
    {
        var contentRoot = ContentRoot.Find();
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
        var configuration = new ConfigurationManager();
        configuration.SetBasePath(contentRoot);
        configuration.AddJsonFile("appsettings.json", optional: true).AddJsonFile($"appsettings.{environment}.json", optional: true).AddEnvironmentVariables();
        configuration["environment"] = environment;
        return configuration;
    }

    private static string Terminal() => Environment.MachineName is { Length: > Staff.TerminalMaxLength } name
        ? name[..Staff.TerminalMaxLength]
        : Environment.MachineName;
}
