using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Data;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Data;

/// <summary>What the model promises a SQL Server of its texts and statements.</summary>
public sealed class SqlServerShapeTests
{
    /// <summary>Files, results and keys that have no bound of the domain's.</summary>
    private static readonly HashSet<string> Unbounded = ["Draft.Payload", "HeldLine.Text", "Evidence.Content", "Passkey.Data", "ReportFigures.Text"];

    [Fact]
    public void EveryText_HasALength_ButThoseNamed()
    {
        using var db = TestDb.SqlServerOffline();

        var unbounded = Columns(db).Where(c => c.StoreType.EndsWith("(max)", StringComparison.Ordinal)).Select(c => $"{c.Table.Name}.{c.Name}");

        Assert.Equal(Unbounded.Order(StringComparer.Ordinal), unbounded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EverySearchKey_IsComparedByCodePoint_AndNothingElseIs()
    {
        using var db = TestDb.SqlServerOffline();
        var keys = db.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(e => e.GetProperties())
            .Where(p => p.FindAnnotation(SearchKeyColumn.SearchKeyAnnotation) is not null).Select(p => p.GetColumnName()).ToHashSet();

        Assert.NotEmpty(keys);
        Assert.All(Columns(db), c => Assert.Equal(keys.Contains(c.Name) ? "Latin1_General_100_BIN2" : null, c.Collation));
    }

    [Fact]
    public void NoIndexedText_IsWiderThanAnIndexMayBe()
    {
        using var db = TestDb.SqlServerOffline();
        var indexes = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.SelectMany(t => t.Indexes);

        Assert.All(indexes, i => Assert.True(i.Columns.Sum(Bytes) <= 1_700, $"{i.Name}: {i.Columns.Sum(Bytes)}"));
    }

    [Fact]
    public void AValueOfASearch_IsAParameter_OfItsColumnsLength()
    {
        using var db = TestDb.SqlServerOffline();
        var name = "'; DROP TABLE LedgerPerson --";

        var command = db.People.Where(p => p.Name == name).CreateDbCommand();

        Assert.DoesNotContain("DROP TABLE", command.CommandText, StringComparison.Ordinal);
        Assert.Equal(db.Model.FindEntityType(typeof(LedgerPerson))!.FindProperty(nameof(LedgerPerson.Name))!.GetMaxLength(), command.Parameters[0].Size);
    }

    private static IEnumerable<IColumn> Columns(PortalDb db) => db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.SelectMany(t => t.Columns);

    private static int Bytes(IColumn column) => column.StoreTypeMapping switch
    {
        { Size: { } size, IsUnicode: true } when column.StoreType.StartsWith('n') => size * 2,
        { Size: { } size } => size,
        _ => 16,
    };
}
