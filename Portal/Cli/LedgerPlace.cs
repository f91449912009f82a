using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Domain;

namespace Portal.Cli;

/// <summary>Where a ledger lies: an engine and a connection. The connection may hold a password and is never printed.</summary>
/// <param name="Provider">As <c>Database:Provider</c> names it.</param>
/// <param name="Connection">As <c>ConnectionStrings:Portal</c> holds it.</param>
public sealed record LedgerPlace(string Provider, string Connection)
{
    /// <summary>Of an embedded ledger; a relative one lies below the portal.</summary>
    public string? File => Provider == PortalDbSetup.Sqlite ? Path.Combine(ContentRoot.Find(), new SqliteConnectionStringBuilder(Connection).DataSource) : null;

    public static LedgerPlace OfFile(string file) => new(PortalDbSetup.Sqlite, new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file) }.ToString());

    /// <summary>A file from the command line, else the connection of a setting of its own, else the portal's own where that is of this engine.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="engine"><c>sqlite</c> or <c>sqlserver</c>.</param>
    /// <param name="file">Of an embedded ledger.</param>
    /// <param name="setting">Below <c>ConnectionStrings</c>.</param>
    /// <param name="isOwn">Whether the portal's own is meant where nothing is said.</param>
    /// <exception cref="RuleException">Nothing says where.</exception>
    public static LedgerPlace Of(IConfiguration configuration, string engine, string? file, string setting, bool isOwn)
    {
        var provider = engine == "sqlite" ? PortalDbSetup.Sqlite : PortalDbSetup.SqlServer;
        if (provider == PortalDbSetup.Sqlite && file is not null)
        {
            return OfFile(file);
        }

        var connection = configuration.GetConnectionString(setting) ?? (isOwn && configuration["Database:Provider"] == provider ? configuration.GetConnectionString("Portal") : null);
        return connection is null
            ? throw new RuleException($"{engine} の接続先が分かりません。環境変数 ConnectionStrings__{setting} で指定してください{(provider == PortalDbSetup.Sqlite ? "。ファイルなら --database（元）、--to-file（写し先）でも指定できます" : null)}。")
            : new(provider, connection);
    }

    public void Apply(IConfiguration configuration) =>
        (configuration["Database:Provider"], configuration["ConnectionStrings:Portal"], configuration["ConnectionStrings:PortalReports"]) = (Provider, Connection, null);

    /// <summary>Not the one a record would print.</summary>
    public override string ToString() => Provider;
}
