using System.CommandLine;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Cli;

/// <summary>
/// What every command is made with: the writers, the <c>--database</c> option all share, and <see cref="RunAsync"/>, which opens
/// the ledger and turns failures into one line on the error stream and an exit code.
/// </summary>
public sealed class CliHost(TextWriter output, TextWriter error)
{
    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>A path from the working directory of the shell; without it the configured database is used.</summary>
    public Option<string?> Database { get; } = new("--database")
    {
        Description = "台帳のファイル(SQLite)。省略すると設定ファイルのデータベースを使います。",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Runs one act on the ledger asked for.</summary>
    /// <param name="parsed">The command line, for <see cref="Database"/>.</param>
    /// <param name="act">Returns an <see cref="ExitCode"/>.</param>
    /// <param name="cancellationToken">Set by Ctrl+C.</param>
    /// <param name="createsLedger">Whether a ledger file that is not there yet is made.</param>
    public async Task<int> RunAsync(ParseResult parsed, Func<CliSession, Task<int>> act, CancellationToken cancellationToken, bool createsLedger = false)
    {
        try
        {
            var file = parsed.GetValue(Database);
            DemandLedgerFile(file, createsLedger);
            await using var services = Services(file);
            await Schema.EnsureCurrentAsync(services.GetRequiredService<IDbContextFactory<PortalDb>>(), cancellationToken);
            return await act(new CliSession(services, Staff.System(Terminal()), Output, Error));
        }
        catch (OperationCanceledException)
        {
            await Error.WriteLineAsync("中断しました。台帳は中断前のままです。");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (InWords(exception) is { } words)
        {
            await Error.WriteLineAsync(words);
            return ExitCode.Failed;
        }
    }

    private static void DemandLedgerFile(string? file, bool createsLedger)
    {
        if (file is null)
        {
            return;
        }

        if (createsLedger && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            throw new RuleException($"フォルダ {folder} がありません。先に作成してください。");
        }

        if (!createsLedger && !File.Exists(file))
        {
            throw new RuleException($"台帳のファイル {file} がありません。パスを確かめるか、migrate --database {file} で作成してください。");
        }
    }

    private static ServiceProvider Services(string? file)
    {
        var contentRoot = ContentRoot.Find();
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
        var configuration = new ConfigurationManager();
        configuration.SetBasePath(contentRoot);
        configuration.AddJsonFile("appsettings.json", optional: true).AddJsonFile($"appsettings.{environment}.json", optional: true).AddEnvironmentVariables();
        if (file is not null)
        {
            configuration["Database:Provider"] = PortalDbSetup.Sqlite;
            configuration["ConnectionStrings:Portal"] = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file) }.ToString();
        }

        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddPortalServices(configuration, contentRoot)
            .BuildServiceProvider();
    }

    private static string Terminal() => Environment.MachineName is { Length: > Staff.TerminalMaxLength } name
        ? name[..Staff.TerminalMaxLength]
        : Environment.MachineName;

    /// <summary>What to tell the operator, or null for a failure nobody foresaw.</summary>
    private static string? InWords(Exception exception) => exception switch
    {
        RuleException or SchemaOutdatedException => exception.Message,
        FileNotFoundException { FileName: { } name } => $"ファイル {name} がありません。パスを確かめてください。",
        DirectoryNotFoundException => "フォルダがありません。パスを確かめてください。",
        UnauthorizedAccessException => "ファイルを開く権限がありません。ファイルの権限を確かめてください。",
        SqliteException { SqliteErrorCode: 26 } => "台帳のファイルではありません。--database のファイルを確かめてください。",
        SqliteException { SqliteErrorCode: 5 } => "台帳が他の処理で使われています。終わってからもう一度実行してください。",
        SqliteException { SqliteErrorCode: 14 } => "台帳のファイルを開けません。フォルダがあるか、書き込めるかを確かめてください。",
        DbException or DbUpdateException => $"データベースに接続または書込みできません({exception.GetType().Name})。接続の設定を確かめてください。",
        IOException => "ファイルを読み書きできません。他のソフトで開いていないか、空き容量があるかを確かめてください。",
        _ => null,
    };
}
