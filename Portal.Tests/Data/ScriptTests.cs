using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Portal.Data;
using Xunit;

namespace Portal.Tests.Data;

/// <summary>db/schema.sql and the migrations behind it. PORTAL_WRITE_SCHEMA=1 writes the file anew instead of comparing.</summary>
public class ScriptTests
{
    private const string WriteVariable = "PORTAL_WRITE_SCHEMA";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.SqlServer)]
    public void TheMigrations_HoldTheWholeModel(Engine engine)
    {
        using PortalDb db = engine == Engine.Sqlite
            ? new SqlitePortalDb(PortalDbSetup.ForSqlite("Data Source=:memory:").Options)
            : TestDb.SqlServerOffline();

        Assert.False(db.Database.HasPendingModelChanges(), "Add a migration for both engines: dotnet ef migrations add … (db/README.md).");
    }

    [Fact]
    public async Task SchemaSql_IsWhatTheMigrationsGenerate()
    {
        var file = Path.Combine(RepositoryRoot(), "db", "schema.sql");
        var script = Script();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        }

        Assert.True(
            script == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"db/schema.sql is not what the migrations generate. Run this test with {WriteVariable}=1 and commit the file.");
    }

    [Fact]
    public void SchemaSql_IsReadBySqlServer2019()
    {
        using var reader = new StringReader(Script());

        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);

        Assert.Empty(errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"));
    }

    [Fact]
    public void EveryObject_OfTheSchema_IsValid_WithoutAWarning()
    {
        using var db = TestDb.SqlServerOffline();
        using var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        foreach (var batch in db.Database.GenerateCreateScript().Split("GO" + Environment.NewLine, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(batch => !batch.Contains("INSERT INTO", StringComparison.Ordinal)))
        {
            model.AddObjects(batch);
        }

        Assert.NotEmpty(model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass));
        Assert.Empty(model.Validate().Select(m => m.ToString()));
    }

    public static TheoryData<string> AdministratorScripts() =>
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot(), "db"), "*.sql", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(RepositoryRoot(), f)).Where(f => !f.EndsWith("schema.sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(AdministratorScripts))]
    public async Task EveryScript_OfTheAdministrator_IsReadBySqlServer2022_AndNamedInTheReadme(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), file), TestContext.Current.CancellationToken);
        using var reader = new StringReader(text);

        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);

        Assert.Empty(errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"));
        Assert.StartsWith("--", text, StringComparison.Ordinal);
        var readme = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "db", "README.md"), TestContext.Current.CancellationToken);
        Assert.Contains(Path.GetRelativePath("db", file).Replace('\\', '/'), readme, StringComparison.Ordinal);
    }

    private static string Script()
    {
        using var db = TestDb.SqlServerOffline();
        return db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent).ReplaceLineEndings("\n");
    }

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Otaru.Portal.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
