using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Data;

/// <summary>The scripts of db/ beside schema.sql.</summary>
public sealed class DbScriptTests
{
    private const string Write = "PORTAL_WRITE_SCHEMA";

    [Theory, InlineData("security.sql"), InlineData("ledger.sql")]
    public void EveryScript_IsReadBySqlServer2022(string name)
    {
        using var reader = new StreamReader(PathOf(name));

        var script = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);

        Assert.Empty(errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"));
        Assert.NotEmpty(Assert.IsType<TSqlScript>(script).Batches);
    }

    [Fact]
    public async Task ThePortal_CannotChangeOrDeleteARowOfTheLog()
    {
        var script = await File.ReadAllTextAsync(PathOf("security.sql"), TestContext.Current.CancellationToken);

        Assert.Contains("DENY UPDATE, DELETE ON [dbo].[OperationLog] TO [portal_app];", script, StringComparison.Ordinal);
        Assert.Contains("DENY INSERT, DELETE ON [dbo].[LogHead] TO [portal_app];", script, StringComparison.Ordinal);
    }

    [Theory, InlineData("EncryptedMyNumber"), InlineData("Credential"), InlineData("Session"), InlineData("CookieKey")]
    public async Task WhoeverCounts_ReadsNoSecret(string table)
    {
        var script = await File.ReadAllTextAsync(PathOf("security.sql"), TestContext.Current.CancellationToken);

        Assert.Contains($"DENY SELECT ON [dbo].[{table}] TO [portal_reports];", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryTable_TheScriptNames_IsInTheModel()
    {
        await using var db = TestDb.SqlServerOffline();
        var tables = db.Model.GetEntityTypes().Select(e => e.GetTableName()).Append("__EFMigrationsHistory").ToHashSet();
        var script = await File.ReadAllTextAsync(PathOf("security.sql"), TestContext.Current.CancellationToken);

        var named = script.Split("[dbo].[").Skip(1).Select(part => part[..part.IndexOf(']', StringComparison.Ordinal)]).ToHashSet();

        Assert.Contains("OperationLog", named);
        Assert.Empty(named.Except(tables));
    }

    [Fact]
    public async Task LedgerSql_IsTheModelsTable_AppendOnly()
    {
        var expected = LedgerScript();
        if (Environment.GetEnvironmentVariable(Write) is not null)
        {
            await File.WriteAllTextAsync(PathOf("ledger.sql"), expected, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, (await File.ReadAllTextAsync(PathOf("ledger.sql"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    private static string LedgerScript()
    {
        using var db = TestDb.SqlServerOffline();
        var table = db.Model.FindEntityType(typeof(OperationLogEntry))!.GetTableName();
        var statements = db.Database.GenerateCreateScript().ReplaceLineEndings("\n").Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var create = statements.Single(s => s.StartsWith($"CREATE TABLE [{table}] (", StringComparison.Ordinal));
        var indexes = statements.Where(s => s.Contains($" ON [{table}] (", StringComparison.Ordinal));
        return $"""
            -- Optional, SQL Server 2022: the operation log as an append-only ledger table, in which the engine itself lets nobody change a row.
            -- Run between schema.sql and the first start: a table that holds rows cannot become a ledger table, and such rows can never be
            -- taken out again, by anybody. Generated from the model; held to it by a test.

            IF EXISTS (SELECT 1 FROM [sys].[tables] WHERE [name] = N'{table}' AND [ledger_type] <> 0)
                THROW 50000, N'{table} is a ledger table already.', 1;
            IF EXISTS (SELECT 1 FROM [{table}])
                THROW 50001, N'{table} holds rows. It can become a ledger table before the first start only.', 1;
            DROP TABLE [{table}];
            GO

            {create.TrimEnd(';')} WITH (LEDGER = ON (APPEND_ONLY = ON));
            GO

            {string.Join("\nGO\n\n", indexes)}
            GO

            """.ReplaceLineEndings("\n");
    }

    private static string PathOf(string name) => Path.Combine(ScriptTests.RepositoryRoot(), "db", name);
}
