using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data;

internal static class SearchKeyColumn
{
    /// <summary>
    /// Search keys are compared by code point on both engines: SQLite does so by itself, SQL Server needs a binary collation.
    /// A prefix is then a range, and a range is an index seek.
    /// </summary>
    public static PropertyBuilder<T> IsSearchKey<T>(this PropertyBuilder<T> property, int length)
    {
        property.HasMaxLength(length);
        property.Metadata.SetAnnotation(SearchKeyAnnotation, true);
        return property;
    }

    public const string SearchKeyAnnotation = "Portal:SearchKey";

    public static void UseBinaryCollationOnSqlServer(this ModelBuilder modelBuilder, DatabaseFacade database)
    {
        if (!database.IsSqlServer())
        {
            return;
        }

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            if (property.FindAnnotation(SearchKeyAnnotation) is not null)
            {
                property.SetCollation("Latin1_General_100_BIN2");
            }
        }
    }
}
