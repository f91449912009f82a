using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Cli;
using Portal.Features.Maintenance.Databases;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Maintenance.Databases;

/// <summary>Whoever runs db check is told what is missing or otherwise, and nothing else.</summary>
public sealed class SchemaCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task AFreshlyMigratedDatabase_IsAsItHasToBe(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        if (engine is Engine.SqlServer)
        {
            await RunAsync(ledger, "settings.sql");
            await RunAsync(ledger, "security.sql");
        }

        var findings = await new SchemaCheck(ledger).FindingsAsync(Token);

        // A database of the tests has its server's collation.
        Assert.DoesNotContain(findings, f => !f.StartsWith("データベースの照合順序", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DROP INDEX IX_OperationLog_At", "索引 IX_OperationLog_At（表 OperationLog）がありません（要る形: (At)）")]
    [InlineData("DROP INDEX IX_OperationLog_Sequence; CREATE INDEX IX_OperationLog_Sequence ON OperationLog (Sequence)", "索引 IX_OperationLog_Sequence（表 OperationLog）の形が違います（(Sequence)、要る形: UNIQUE (Sequence)）")]
    [InlineData("DROP INDEX IX_OperationLog_Operation_At; CREATE INDEX IX_OperationLog_Operation_At ON OperationLog (At, Operation)", "の形が違います（(At, Operation)、要る形: (Operation, At)）")]
    [InlineData("DROP INDEX IX_MediumUse_Open; CREATE UNIQUE INDEX IX_MediumUse_Open ON MediumUse (MediumId) WHERE State = 'Waiting'", "索引 IX_MediumUse_Open（表 MediumUse）の形が違います")]
    [InlineData("CREATE INDEX Quick ON Dose (Doctor)", "索引 Quick（表 Dose）はポータルのものではありません")]
    [InlineData("ALTER TABLE Dose DROP COLUMN Doctor", "列 Dose.Doctor がありません（要る形: TEXT NULL）")]
    [InlineData("ALTER TABLE Dose ADD COLUMN Beside TEXT", "列 Dose.Beside はポータルのものではありません")]
    [InlineData("CREATE TABLE Beside (Id INTEGER PRIMARY KEY)", "表 Beside はポータルのものではありません")]
    [InlineData("DROP TABLE JobLease", "表 JobLease がありません")]
    [InlineData("DROP TABLE JobLease; CREATE TABLE JobLease (Name TEXT COLLATE NOCASE NOT NULL PRIMARY KEY, Holder TEXT NOT NULL, Until TEXT NOT NULL)", "列 JobLease.Name の形が違います（TEXT NOT NULL COLLATE NOCASE、要る形: TEXT NOT NULL）")]
    [InlineData("DROP TABLE JobLease; CREATE TABLE JobLease (Name TEXT NOT NULL PRIMARY KEY, Holder TEXT NULL, Until TEXT NOT NULL)", "列 JobLease.Holder の形が違います（TEXT NULL、要る形: TEXT NOT NULL）")]
    [InlineData("DROP TABLE JobLease; CREATE TABLE JobLease (Name TEXT NOT NULL, Holder TEXT NOT NULL PRIMARY KEY, Until TEXT NOT NULL)", "表 JobLease の主キーが違います（(Holder)、要る形: (Name)）")]
    [InlineData("DROP TRIGGER OperationLog_NoDelete", "操作ログを書き換えから守るトリガー OperationLog_NoDelete がありません")]
    [InlineData("CREATE TRIGGER Spy AFTER INSERT ON Dose BEGIN SELECT 1; END", "トリガー Spy はポータルのものではありません")]
    [InlineData("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%_TwoNodes'", "_TwoNodes が未適用です。ポータルを止めて migrate を実行してください。")]
    [InlineData("INSERT INTO __EFMigrationsHistory VALUES ('20991231235959_Later', '12.0.0')", "20991231235959_Later をこの版のポータルは知りません")]
    public async Task AFault_IsOneLine_WithWhatToDo(string fault, string words)
    {
        using var ledger = TestDb.OnSqlite();
        await using (var db = ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync(fault, Token);
        }

        var finding = Assert.Single(await new SchemaCheck(ledger).FindingsAsync(Token));

        Assert.Contains(words, finding, StringComparison.Ordinal);
        Assert.EndsWith("ください。", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReferenceThatIsGone_AndOneThatTakesRowsAlong_AreNamed()
    {
        using var ledger = TestDb.OnSqlite();
        await using (var db = ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'ON DELETE CASCADE', '') WHERE name = 'FieldChange'; PRAGMA writable_schema = OFF; PRAGMA schema_version = 9999", Token);
        }

        var findings = await new SchemaCheck(ledger).FindingsAsync(Token);

        Assert.Equal(2, findings.Count);
        Assert.StartsWith("表 FieldChange の外部キー (RevisionId) → Revision(RevisionId) ON DELETE CASCADE がありません", findings[0], StringComparison.Ordinal);
        Assert.StartsWith("表 FieldChange の外部キー (RevisionId) → Revision(RevisionId) はポータルのものではありません", findings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCommand_EndsWithOne_WhereSomethingDiffers()
    {
        using var ledger = TestDb.OnSqlite();
        var file = new SqliteConnectionStringBuilder(ledger.ConnectionString).DataSource;
        Assert.Equal((ExitCode.Done, ""), await CheckAsync(file));
        await using (var db = ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("DROP INDEX IX_OperationLog_At", Token);
        }

        var (code, output) = await CheckAsync(file);

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("索引 IX_OperationLog_At", Assert.Single(output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOlderLedger_IsNotBroughtUpToDate_ByLookingAtIt()
    {
        using var ledger = TestDb.OnSqlite();
        await using (var db = ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%_TwoNodes'", Token);
        }

        await CheckAsync(new SqliteConnectionStringBuilder(ledger.ConnectionString).DataSource);

        await using var after = ledger.CreateDbContext();
        Assert.Single(await after.Database.GetPendingMigrationsAsync(Token));
    }

    private static async Task<(int Code, string Output)> CheckAsync(string file)
    {
        using var output = new StringWriter();
        var code = await PortalCommands.RunAsync(["db", "check", "--database", file], output, TextWriter.Null, Token);
        return (code, output.ToString());
    }

    private static async Task RunAsync(TestDb ledger, string script)
    {
        await using var db = ledger.CreateDbContext();
        foreach (var batch in (await File.ReadAllTextAsync(Path.Combine(ScriptTests.RepositoryRoot(), "db", script), Token)).ReplaceLineEndings("\n").Split("\nGO\n"))
        {
            await db.Database.ExecuteSqlRawAsync(batch, Token);
        }
    }
}
