using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Exchange.HealthManagement;

/// <summary>The 健康管理システム's extracts, taken into the ledger.</summary>
public sealed class HealthImportTests
{
    private const string Number = "100000000001";
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task Doses_ComeInByIntegratedNumber_OnceOnly_AndGoWithTheirImport(Engine engine)
    {
        using var at = Ledger(engine, out var person);
        var text = Csv.Lines(HealthStandIn.RecordsHeading, Dose("1", "20210620"), Dose("2", "20210711"));

        var run = await at.ImportAsync(ImportKind.HealthRecords, text);
        var again = await at.ImportAsync(ImportKind.HealthRecords, text);

        Assert.Equal((2, 0), (run.NewCount, run.HeldCount));
        Assert.Equal((0, 2), (again.NewCount, again.SameCount));
        await using var db = at.Ledger.CreateDbContext();
        var doses = await db.Doses.OrderBy(d => d.DoseNumber).ToListAsync(Token);
        Assert.Equal([(1, DoseSource.HealthManagement, person.LedgerPersonId), (2, DoseSource.HealthManagement, person.LedgerPersonId)], doses.Select(d => (d.DoseNumber, d.Source, d.LedgerPersonId)));

        await at.UndoDesk.UndoAsync(run.ImportRunId, "別の月の抽出だった", A.Manager, Token);
        Assert.DoesNotContain(await db.Doses.AsNoTracking().ToListAsync(Token), d => d.Status == RecordStatus.Active);
    }

    [Fact]
    public async Task WhatDiffers_IsTaken_UnlessStaffCorrectedIt()
    {
        using var at = Ledger(Engine.Sqlite, out _);
        await at.ImportAsync(ImportKind.HealthRecords, Csv.Lines(HealthStandIn.RecordsHeading, Dose("1", "20210620")));

        var changed = await at.ImportAsync(ImportKind.HealthRecords, Csv.Lines(HealthStandIn.RecordsHeading, Dose("1", "20210620", lot: "FA5715")));

        Assert.Equal(1, changed.ChangedCount);
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal("FA5715", (await db.Doses.SingleAsync(Token)).LotNumber);
    }

    [Theory]
    [InlineData("999999999999,1,20210620,,,,,,", "この統合宛名番号の人が台帳にいません")]
    public async Task ALineOfNobody_WaitsForStaff(string line, string why)
    {
        using var at = Ledger(Engine.Sqlite, out _);

        var run = await at.ImportAsync(ImportKind.HealthRecords, Csv.Lines(HealthStandIn.RecordsHeading, line));

        Assert.Equal(1, run.HeldCount);
        await using var db = at.Ledger.CreateDbContext();
        Assert.Contains(why, (await db.HeldLines.SingleAsync(Token)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100000000001,,20210620,,,,,,")]
    [InlineData("100000000001,1,,,,,,,")]
    [InlineData("100000000001,1,20240401,,,,,,")]
    [InlineData(",1,20210620,,,,,,")]
    public async Task ALineOutOfForm_IsRefused(string line)
    {
        using var at = Ledger(Engine.Sqlite, out _);

        var preview = await at.PreviewAsync(ImportKind.HealthRecords, Csv.Lines(HealthStandIn.RecordsHeading, line));

        Assert.Equal((1, 1), (preview.Totals.Refused, preview.FaultCount));
    }

    [Fact]
    public async Task AFileWithMyNumbers_IsRefusedWhole()
    {
        using var at = Ledger(Engine.Sqlite, out _);

        await Assert.ThrowsAsync<RuleException>(() => at.PreviewAsync(ImportKind.HealthRecords, Csv.Lines(HealthStandIn.RecordsHeading + ",個人番号", Dose("1", "20210620") + ",123456789018")));
    }

    [Theory, EveryEngine]
    public async Task Coupons_ComeInByIntegratedNumber_WhereTheFileHasNoOther(Engine engine)
    {
        using var at = Ledger(engine, out var person);

        var run = await at.ImportAsync(ImportKind.Coupons, Csv.Lines(HealthStandIn.CouponsHeading, $"{Number},012033,0000012345,1,1,20210401,0", "999,012033,0000012346,1,1,20210401,0"));

        Assert.Equal((1, 1), (run.NewCount, run.HeldCount));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(person.LedgerPersonId, (await db.Coupons.SingleAsync(Token)).LedgerPersonId);
    }

    [Fact]
    public async Task ACouponFileWithNoNumberOfThePerson_IsRefusedWhole()
    {
        using var at = Ledger(Engine.Sqlite, out _);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.PreviewAsync(ImportKind.Coupons, Csv.Lines("自治体コード,券番号,券種,回数", "012033,0000012345,1,1")));

        Assert.Contains("「宛名番号」", refused.Message, StringComparison.Ordinal);
    }

    private static ImportFixture Ledger(Engine engine, out LedgerPerson person)
    {
        var at = new ImportFixture(engine);
        person = A.Person();
        person.IntegratedNumber = Number;
        at.Ledger.Add(person);
        return at;
    }

    private static string Dose(string number, string day, string lot = "EX3617") => $"{Number},{number},{day},0000012345,012033,うしお内科クリニック,潮 一郎,ファイザー,{lot}";
}
