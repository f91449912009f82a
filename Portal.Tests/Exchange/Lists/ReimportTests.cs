using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Demo;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;
using Portal.Features.Exchange;
using Portal.Features.Exchange.Lists;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

/// <summary>What goes out in the import's layout comes back without a change, whatever stands in the ledger.</summary>
public sealed class ReimportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ListKind.VrsFile, ListFormat.CsvUtf8)]
    [InlineData(ListKind.VrsFile, ListFormat.CsvCp932)]
    [InlineData(ListKind.ResidentFile, ListFormat.CsvUtf8)]
    [InlineData(ListKind.CouponFile, ListFormat.CsvUtf8)]
    public async Task ADemoLedger_WithItsFaults_ComesBackUnchanged(ListKind kind, ListFormat format)
    {
        using var at = new ImportFixture();
        await new DemoFill(at.Ledger, TimeProvider.System).RunAsync(new DemoLedger(1_500), Staff.System("test"), _ => { }, Token);

        var (bytes, notes) = await ExportAsync(at, new(kind, new(), [], format));

        var lines = await AssertNothingChangesAsync(at, kind, bytes, atLeast: 50);
        // The whole ledger, but for what is said; and that is little.
        await using var db = at.Ledger.CreateDbContext();
        var people = db.People.Where(p => p.Status == RecordStatus.Active && p.MergedIntoId == null);
        var all = kind switch
        {
            ListKind.VrsFile => await people.CountAsync(p => db.Doses.Any(d => d.LedgerPersonId == p.LedgerPersonId && d.Status == RecordStatus.Active), Token),
            ListKind.ResidentFile => await people.CountAsync(Token),
            _ => await db.Coupons.CountAsync(c => c.Status == RecordStatus.Active && people.Any(p => p.LedgerPersonId == c.LedgerPersonId), Token),
        };
        Assert.InRange(lines, all * 0.9, all);
        Assert.True(lines + notes.Sum(n => n.Count) >= all, $"{lines} of {all}: {string.Join("、", notes)}");
    }

    [Theory, EveryEngine]
    public async Task WhatTheImportWouldReadOtherwise_IsLeftOutOrEmpty_AndCounted(Engine engine)
    {
        using var at = new ImportFixture(engine);
        var (formula, twin, spaced, city, few, guarded, nobody) = (
            Named("=1+1", "0000000001"), Named("佐藤 一", "0000000002"), Named("佐藤 二 ", "0000000003"), Named("佐藤 三", "0000000004"), Named("佐藤 四", "77"), Named("佐藤 五", "0000000006"), Named("佐藤 六", null));
        (formula.IntegratedNumber, twin.IntegratedNumber) = ("9001", "9001");
        (city.Address, guarded.IsProtected, twin.Building) = ("小樽市花園一丁目", true, "");
        twin.SetResidence([new ResidenceSpan { StartedOn = A.Day("2010-04-01"), EndedOn = A.Day("2015-04-01"), EndKind = ResidenceEnd.MovedOut }, new ResidenceSpan { StartedOn = A.Day("2018-04-01"), EndedOn = A.Day("2022-05-05"), EndKind = ResidenceEnd.Died }]);
        city.SetResidence([new ResidenceSpan { EndedOn = A.Day("2022-05-05") }]);
        var lost = Dose(formula, 1, d => (d.CouponNumber, d.LotNumber, d.MunicipalityCode) = ("12345", "ｅｘ3617", "012034"));
        at.Ledger.Add(
            formula, twin, spaced, city, few, guarded, nobody, Named("佐藤 七", "0000000077"), lost,
            Dose(formula, 1, d => d.VaccinatedOn = A.Day("2021-09-01")), Dose(twin, 2, d => d.InstitutionName = new string('病', 40)), Dose(few, 3), Dose(nobody, 1),
            Dose(city, 1, d => d.Doctor = " 潮 "), Coupon(formula, "0000000011"), Coupon(twin, "0000000011"), Coupon(twin, "22"), Coupon(city, "0000000033", kind: 7), Coupon(guarded, "0000000044"), Coupon(formula, "0000000055"));

        foreach (var kind in new[] { ListKind.VrsFile, ListKind.ResidentFile, ListKind.CouponFile })
        {
            var (bytes, notes) = await ExportAsync(at, new(kind, new(), [], ListFormat.CsvUtf8));
            var lines = await AssertNothingChangesAsync(at, kind, bytes, atLeast: 1);
            Assert.Equal(kind == ListKind.VrsFile ? 3 : kind == ListKind.ResidentFile ? 2 : 1, lines);
            Assert.NotEmpty(notes);
            Assert.DoesNotContain("花園四丁目1番2号", kind == ListKind.ResidentFile ? "" : Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AName_ThatASpreadsheetWouldCalculate_ComesBackAsItIs()
    {
        using var at = new ImportFixture();
        at.Ledger.Add(Named("=1+1", "0000000001"));

        var (bytes, _) = await ExportAsync(at, new(ListKind.ResidentFile, new(), [], ListFormat.CsvUtf8));

        Assert.Contains(",　=1+1,", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        await AssertNothingChangesAsync(at, ListKind.ResidentFile, bytes, atLeast: 1);
    }

    private static async Task<(byte[] Bytes, IReadOnlyList<ListNote> Notes)> ExportAsync(ImportFixture at, ListQuestion asked)
    {
        using var to = new MemoryStream();
        using var csv = new ListCsv(to, asked, replaces: false);
        var passed = await new ListPass(at.Ledger, asked.Demand()).RunAsync(csv, Token);
        csv.Finish();
        return (to.ToArray(), passed.Notes);
    }

    private static async Task<int> AssertNothingChangesAsync(ImportFixture at, ListKind kind, byte[] bytes, int atLeast)
    {
        var preview = await at.PreviewAsync(kind.Layout()!.Value, bytes);
        var run = await at.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.Clerk, cancellationToken: Token);
        Assert.Equal((0, 0, 0, 0), (run.NewCount, run.ChangedCount, run.HeldCount, run.RefusedCount));
        Assert.True(run.SameCount >= atLeast, $"{run.SameCount} lines");
        return run.SameCount;
    }

    private static LedgerPerson Named(string name, string? number) => A.Person(name, "サトウ " + name.Length, number);

    private static Dose Dose(LedgerPerson person, int number, Action<Dose>? change = null)
    {
        var dose = A.Dose(person, number);
        change?.Invoke(dose);
        return dose;
    }

    private static Coupon Coupon(LedgerPerson person, string number, int kind = 1) => new()
    {
        CouponId = Guid.CreateVersion7(),
        LedgerPersonId = person.LedgerPersonId,
        MunicipalityCode = "012033",
        CouponNumber = number,
        Kind = kind,
        DoseNumber = 1,
        CreatedAt = A.Now,
    };
}
