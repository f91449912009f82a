using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class MasterSearchTests
{
    [Theory]
    [InlineData(Engine.Sqlite, "うしお", 1)]
    [InlineData(Engine.Sqlite, "ウシオ", 1)]
    [InlineData(Engine.Sqlite, "0110113", 1)]
    [InlineData(Engine.Sqlite, "０１１０１１３７１９", 1)]
    [InlineData(Engine.Sqlite, "内科", 0)]
    [InlineData(Engine.Sqlite, "0210", 0)]
    [InlineData(Engine.Sqlite, "", 0)]
    public async Task AnInstitution_IsFoundByTheBeginningOfItsNameOrCode(Engine engine, string text, int found)
    {
        using var ledger = TestDb.On(engine);
        ledger.Add(
            new Institution { InstitutionId = Guid.CreateVersion7(), Name = "うしお内科クリニック", Code = "0110113719" },
            new Institution { InstitutionId = Guid.CreateVersion7(), Name = "みなと診療所" });

        Assert.Equal(found, (await new MasterSearch(ledger).InstitutionsAsync(text, TestContext.Current.CancellationToken)).Count);
    }

    [Theory, EveryEngine]
    public async Task ALongList_IsCutAtTwenty(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        ledger.Add([.. Enumerable.Range(0, 30).Select(n => new Institution { InstitutionId = Guid.CreateVersion7(), Name = $"集団接種会場{n:00}" })]);

        Assert.Equal(MasterSearch.MaxRows, (await new MasterSearch(ledger).InstitutionsAsync("集団", TestContext.Current.CancellationToken)).Count);
    }

    [Theory]
    [InlineData("012033", "北海道小樽市")]
    [InlineData("小樽", "北海道小樽市")]
    [InlineData("札幌市", "北海道札幌市")]
    public void AMunicipality_IsFoundByCodeOrName(string text, string name) => Assert.Equal(name, MasterSearch.Municipalities(text)[0].Name);

    [Theory]
    [InlineData("")]
    [InlineData("ない町")]
    public void NoMunicipality_IsFoundForOtherTexts(string text) => Assert.Empty(MasterSearch.Municipalities(text));

    [Theory]
    [InlineData("うしお")]
    [InlineData("0110")]
    public void BothQueries_TranslateForSqlServer(string text)
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("ORDER BY", MasterSearch.Institutions(db, text)!.Take(20).ToQueryString(), StringComparison.Ordinal);
    }
}
