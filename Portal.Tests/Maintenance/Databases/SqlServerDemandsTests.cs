using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Scaffolding.Metadata;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Portal.Features.Maintenance.Databases;
using Portal.Features.Maintenance.Status;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Maintenance.Databases;

/// <summary>The half of db check that asks a SQL Server, as far as it can be tried without one.</summary>
public sealed class SqlServerDemandsTests
{
    private static IReadOnlyList<RoleRight> All => SqlServerDemands.Rights;

    [Theory, InlineData(SqlServerDemands.SettingsQuery), InlineData(SqlServerDemands.RightsQuery), InlineData(SqlServerDemands.OwnersQuery), InlineData(BackupStatus.LogBackupQuery)]
    public void EveryQuestion_IsReadBySqlServer2019(string sql)
    {
        using var reader = new StringReader(sql);

        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);

        Assert.Empty(errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"));
    }

    [Fact]
    public void TheRightsDemanded_AreThoseOfTheScript()
    {
        using var reader = new StreamReader(Path.Combine(ScriptTests.RepositoryRoot(), "db", "security.sql"));
        var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out _);

        var given = script.Batches.SelectMany(b => b.Statements).OfType<SecurityStatement>().SelectMany(statement =>
            from right in statement.Permissions
            from role in statement.Principals
            select new RoleRight(
                statement is DenyStatement ? "DENY" : "GRANT", string.Join(' ', right.Identifiers.Select(i => i.Value.ToUpperInvariant())),
                statement.SecurityTargetObject?.ObjectName.MultiPartIdentifier.Identifiers[^1].Value ?? "DATABASE", role.Identifier.Value));

        Assert.Equal(given.OrderBy(r => r.ToString(), StringComparer.Ordinal), All.OrderBy(r => r.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public void ARightThatIsMissing_OrTooMuch_IsNamed_WithTheScript()
    {
        Assert.Empty(SqlServerDemands.RightFaults(All));
        Assert.Contains(
            "ロール portal_app の権限がありません: DENY UPDATE ON OperationLog。db/security.sql",
            Assert.Single(SqlServerDemands.RightFaults([.. All.Where(r => r is not { State: "DENY", On: "OperationLog", Right: "UPDATE" })])), StringComparison.Ordinal);
        Assert.Contains(
            "余分な権限があります: GRANT ALTER ON dbo",
            Assert.Single(SqlServerDemands.RightFaults([.. All, new("GRANT", "ALTER", "dbo", "portal_app")])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1, "CHECKSUM", "FULL", true, SqlServerDemands.Collation, null)]
    [InlineData(false, 1, "CHECKSUM", "FULL", true, SqlServerDemands.Collation, "READ_COMMITTED_SNAPSHOT")]
    [InlineData(true, 0, "CHECKSUM", "FULL", true, SqlServerDemands.Collation, "ALLOW_SNAPSHOT_ISOLATION")]
    [InlineData(true, 1, "NONE", "FULL", true, SqlServerDemands.Collation, "PAGE_VERIFY")]
    [InlineData(true, 1, "CHECKSUM", "SIMPLE", true, SqlServerDemands.Collation, "復旧モデル")]
    [InlineData(true, 1, "CHECKSUM", "FULL", false, SqlServerDemands.Collation, "QUERY_STORE")]
    [InlineData(true, 1, "CHECKSUM", "FULL", true, "Japanese_CI_AS", "照合順序が Japanese_CI_AS")]
    public void ASettingThatIsOtherwise_IsNamed(bool committedSnapshot, byte snapshots, string pages, string recovery, bool queryStore, string collation, string? words)
    {
        var faults = SqlServerDemands.SettingFaults(committedSnapshot, snapshots, pages, recovery, queryStore, collation).ToList();

        Assert.Equal(words is null ? 0 : 1, faults.Count);
        Assert.All(faults, f => Assert.Contains(words!, f, StringComparison.Ordinal));
    }

    [Fact]
    public void TheReaderOfCatalogues_IsFound_WithoutAServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Equal("SqlServerDatabaseModelFactory", SqlServerSchema.Reader(db).GetType().Name);
    }

    [Theory]
    [InlineData("([State]=N'Waiting' OR [State]=N'Approved')", false)]
    [InlineData("([State] IN ('Waiting', 'Approved'))", true)]
    public void AFilter_IsComparedAsTheServerKeepsIt(string kept, bool isLike)
    {
        using var db = TestDb.SqlServerOffline();
        var index = Wanted(db).Tables["MediumUse"].Indexes["IX_MediumUse_Open"];

        Assert.Equal(isLike, index.IsLike(index with { Filter = kept }));
    }

    [Fact]
    public void WhatTheServerSays_IsTakenAsTheModelSaysIt()
    {
        using var db = TestDb.SqlServerOffline();
        var wanted = Wanted(db);

        var found = wanted with { Tables = wanted.Tables.ToDictionary(t => t.Key, t => t.Key == "Dose" ? SqlServerSchema.Shape(Live()) : t.Value) };

        var lines = SchemaComparison.Differences(wanted, found, "").ToList();
        Assert.Contains(lines, l => l.StartsWith("列 Dose.Doctor の形が違います（nvarchar(50) NULL、要る形: nvarchar(", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("Dose.DoseId ", StringComparison.Ordinal) || l.Contains("Dose.AmountMl", StringComparison.Ordinal) || l.Contains("ledger_", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("主キー", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("表 Dose の外部キー (LedgerPersonId) → LedgerPerson(LedgerPersonId) ON DELETE CASCADE はポータルのものではありません", StringComparison.Ordinal));
    }

    /// <summary>As EF's reader hands it out.</summary>
    private static DatabaseTable Live()
    {
        var table = new DatabaseTable { Name = "Dose", Schema = "dbo" };
        var id = Column(table, "DoseId", "uniqueidentifier", false);
        Column(table, "Doctor", "nvarchar(50)", true);
        Column(table, "AmountMl", "decimal(5, 3)", true);
        Column(table, "ledger_start_transaction_id", "bigint", false);
        var person = Column(table, "LedgerPersonId", "uniqueidentifier", false);
        table.PrimaryKey = new DatabasePrimaryKey { Table = table, Name = "PK_Dose" };
        table.PrimaryKey.Columns.Add(id);
        var people = new DatabaseTable { Name = "LedgerPerson", Schema = "dbo" };
        var reference = new DatabaseForeignKey { Table = table, PrincipalTable = people, OnDelete = ReferentialAction.Cascade };
        reference.Columns.Add(person);
        reference.PrincipalColumns.Add(Column(people, "LedgerPersonId", "uniqueidentifier", false));
        table.ForeignKeys.Add(reference);
        return table;
    }

    private static DatabaseColumn Column(DatabaseTable table, string name, string type, bool isNullable)
    {
        var column = new DatabaseColumn { Table = table, Name = name, StoreType = type, IsNullable = isNullable };
        table.Columns.Add(column);
        return column;
    }

    private static SchemaShape Wanted(Portal.Data.PortalDb db) => SchemaShape.Of(db.GetService<IDesignTimeModel>().Model.GetRelationalModel(), new HashSet<string>());
}
