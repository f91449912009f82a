using Microsoft.EntityFrameworkCore;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Exchange;

public class ResidentImportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task Residents_BringPeople_WithKeysAndStays(Engine engine)
    {
        using var fixture = new ImportFixture(engine);

        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(reason: "死亡", movedOn: "20230401", isProtected: "1"), Csv.Resident(number: Csv.OtherNumber, integrated: "3")));

        await using var db = fixture.Ledger.CreateDbContext();
        var person = await db.People.Include(p => p.Residence).SingleAsync(p => p.ResidentNumber == Csv.Number, Token);
        Assert.Equal(A.Person().KanaKey, person.KanaKey);
        Assert.Equal(A.Day("2023-04-01"), person.DiedOn);
        Assert.Equal("2010-04-01/2023-04-01:Died", ResidenceSpan.ToText(person.Residence));
        Assert.True(person.IsProtected);
        Assert.Equal(2, await db.People.CountAsync(Token));
    }

    [Theory]
    [InlineData("統合宛名番号", "0001204999", "佐藤 和子", "サトウ カズコ", "19500304")]
    [InlineData("氏名と生年月日", "0001204873", "鈴木 一郎", "スズキ イチロウ", "19880101")]
    public async Task AResidentWhoMightBeSomebodyElse_IsHeld(string reason, string number, string name, string kana, string birth)
    {
        using var fixture = new ImportFixture();
        var known = A.Person();
        known.IntegratedNumber = "000000002001";
        fixture.Ledger.Add(known);

        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(number: number, name: name, kana: kana, birth: birth)));

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Contains(reason, (await db.HeldLines.SingleAsync(Token)).Reason, StringComparison.Ordinal);
        Assert.Equal("佐藤 和子", (await db.People.SingleAsync(Token)).Name);
    }

    [Theory, EveryEngine]
    public async Task AMovedResident_IsChanged_ItemByItem(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(building: "潮見荘101", former: "鈴木")));

        var run = await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(address: "稲穂2丁目3番4号", postal: "", reason: "転出", movedOn: "20230401")));

        await using var db = fixture.Ledger.CreateDbContext();
        var person = await db.People.Include(p => p.Residence).SingleAsync(Token);
        Assert.Equal(1, run.ChangedCount);
        Assert.Equal(("稲穂2丁目3番4号", null, null, "0470024", A.Day("2023-04-01")), (person.Address, person.Building, person.FormerName, person.PostalCode, person.MovedOutOn));
        Assert.Equal(["address", "building", "formerName", "residence"], (await db.Revisions.Include(r => r.Changes).SingleAsync(Token)).Changes.Select(c => c.Field).Order());
    }

    [Fact]
    public async Task AProtectedAddress_IsNotUncoveredByAnEmptyColumn()
    {
        using var fixture = new ImportFixture();
        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(isProtected: "1")));

        Assert.Equal(1, (await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(isProtected: "")))).SameCount);
        Assert.Equal(1, (await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(isProtected: "0")))).ChangedCount);
    }
}
