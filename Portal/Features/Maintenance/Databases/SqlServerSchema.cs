using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Scaffolding.Metadata;
using Portal.Data;

namespace Portal.Features.Maintenance.Databases;

/// <summary>
/// What a SQL Server database says of itself, read by EF's own reader of catalogues (the one behind <c>dotnet ef dbcontext scaffold</c>), which
/// many servers have tried. On SQLite that reader looks through every row of every table, so there <see cref="SqliteSchema"/> reads.
/// </summary>
internal static class SqlServerSchema
{
    /// <summary>Columns the engine itself adds to a ledger table (<c>db/ledger.sql</c>).</summary>
    private const string LedgerPrefix = "ledger_";

    private static readonly HashSet<string> NoGuards = [];

    public static async Task<SchemaShape> ReadAsync(PortalDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var read = Reader(db).Create(db.Database.GetDbConnection(), new DatabaseModelFactoryOptions());
        return new(read.Tables.Where(t => t is not DatabaseView && t.Schema is null or "dbo").ToDictionary(t => t.Name, Shape), NoGuards);
    }

    /// <summary>The provider names its services in an attribute, as tools find them.</summary>
    internal static IDatabaseModelFactory Reader(PortalDb db)
    {
        var provider = typeof(SqlServerDbContextOptionsExtensions).Assembly;
        var services = new ServiceCollection();
        var name = provider.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName;
        ((IDesignTimeServices)Activator.CreateInstance(provider.GetType(name, throwOnError: true)!)!).ConfigureDesignTimeServices(services);
        var reader = services.Last(s => s.ServiceType == typeof(IDatabaseModelFactory)).ImplementationType!;
        return (IDatabaseModelFactory)ActivatorUtilities.CreateInstance(db.GetInfrastructure(), reader);
    }

    internal static TableShape Shape(DatabaseTable table) => new(
        table.Name,
        table.Columns.Where(c => !c.Name.StartsWith(LedgerPrefix, StringComparison.Ordinal)).ToDictionary(c => c.Name, c => new ColumnShape(c.Name, c.StoreType ?? "", c.IsNullable, c.Collation)),
        [.. table.PrimaryKey?.Columns.Select(c => c.Name) ?? []],
        table.Indexes.Where(i => i.Name is not null).ToDictionary(i => i.Name!, i => new IndexShape(i.Name!, [.. i.Columns.Select(c => c.Name)], i.IsUnique, i.Filter)),
        [.. table.ForeignKeys.Select(f => new ReferenceShape(
            [.. f.Columns.Select(c => c.Name)], f.PrincipalTable.Name, [.. f.PrincipalColumns.Select(c => c.Name)], f.OnDelete is ReferentialAction.Cascade))]);
}
