using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Exchange;

public class BulkStorageTests
{
    /// <summary>Rows written in bulk must be found by the same queries as rows saved one by one.</summary>
    [Fact]
    public async Task ABulkRow_IsStoredAsTheContextWouldStoreIt()
    {
        using var fixture = new ImportFixture();
        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(reason: "転出", movedOn: "20230401", building: "潮見荘101", former: "鈴木", alias: "ケイ", isProtected: "1")));
        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())));
        await fixture.ImportAsync(ImportKind.Coupons, Csv.Lines(Csv.Coupon()));
        var bulk = await RowsAsync(fixture);

        await using (var db = fixture.Ledger.CreateDbContext())
        {
            var person = await db.People.Include(p => p.Residence).AsNoTracking().SingleAsync(Token);
            var dose = await db.Doses.AsNoTracking().SingleAsync(Token);
            var coupon = await db.Coupons.AsNoTracking().SingleAsync(Token);
            await db.Doses.ExecuteDeleteAsync(Token);
            await db.Coupons.ExecuteDeleteAsync(Token);
            await db.People.ExecuteDeleteAsync(Token);
            db.AddRange(person, dose, coupon);
            await db.SaveChangesAsync(Token);
        }

        Assert.Equal(bulk, await RowsAsync(fixture));
        Assert.Contains(bulk, row => row.StartsWith("Dose.RecordedAt text", StringComparison.Ordinal));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<List<string>> RowsAsync(ImportFixture fixture)
    {
        await using var db = fixture.Ledger.CreateDbContext();
        await db.Database.OpenConnectionAsync(Token);
        var rows = new List<string>();
        foreach (var type in (Type[])[typeof(LedgerPerson), typeof(ResidenceSpan), typeof(Dose), typeof(Coupon)])
        {
            foreach (var column in db.Model.FindEntityType(type)!.GetProperties().Select(p => p.GetColumnName()).Order())
            {
                await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"SELECT typeof(\"{column}\") || ' ' || coalesce(\"{column}\", '') FROM \"{type.Name}\"";
                rows.Add($"{type.Name}.{column} {await command.ExecuteScalarAsync(Token)}");
            }
        }

        return rows;
    }
}
