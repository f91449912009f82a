using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Data;

// dotnet-ef makes its contexts here; neither needs a database, and nothing is saved.

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqlitePortalDb>
{
    public SqlitePortalDb CreateDbContext(string[] args) => new(PortalDbSetup.ForSqlite("Data Source=design.db").Options);
}

internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerPortalDb>
{
    public SqlServerPortalDb CreateDbContext(string[] args) => new(PortalDbSetup.ForSqlServer("Server=offline").Options);
}
