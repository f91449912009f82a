using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange;
using Xunit;

namespace Portal.Tests.Exchange;

public class ImportDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task AFileNamedByAMyNumber_IsTakenWithoutTheNumber(Engine engine)
    {
        using var fixture = new ImportFixture(engine);

        var preview = await fixture.Desk.PreviewAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Csv.Lines(Csv.Resident()))), "123456789018.csv", ImportKind.Residents, A.Clerk, cancellationToken: Token);

        Assert.Equal("xxxxxxxxxxxx.csv", preview.FileName);
    }

    [Theory, EveryEngine]
    public async Task ARecordChangedSinceItWasCompared_IsNotOverwritten(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var person = A.Person();
        fixture.Ledger.Add(person);
        var plan = new ImportPlan();
        plan.Changes.Add(new(RecordKind.Person, person.LedgerPersonId, person.LedgerPersonId, [new(PersonFields.Address.Key, PersonFields.Address.Label, "比べたときの住所", "ファイルの住所")]));
        await using var db = fixture.Ledger.CreateDbContext();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => new ImportWriter(db, Guid.CreateVersion7(), A.Clerk, A.Now).WriteAsync(plan, Token));

        await using var after = fixture.Ledger.CreateDbContext();
        Assert.Equal(person.Address, (await after.People.SingleAsync(Token)).Address);
    }

    [Theory, EveryEngine]
    public async Task Preview_ChangesNothing_AndIsLogged(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person());

        var preview = await fixture.PreviewAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose()), Csv.Vrs("999", Csv.Dose())));

        Assert.Equal(new ImportTotals(2, 1, 0, 0, 1, 0), preview.Totals);
        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Empty(await db.Doses.ToListAsync(Token));
        Assert.Empty(await db.ImportRuns.ToListAsync(Token));
        Assert.Equal(Operation.ImportPreviewed, (await db.OperationLog.SingleAsync(Token)).Operation);
    }

    [Theory, EveryEngine]
    public async Task Coupons_GoToTheirPeople_AndThenFindThem(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var person = A.Person();
        fixture.Ledger.Add(person);

        await fixture.ImportAsync(ImportKind.Coupons, Csv.Lines(Csv.CouponHeader, Csv.Coupon()));
        var run = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs("", Csv.Dose())));

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal(person.LedgerPersonId, (await db.Coupons.SingleAsync(Token)).LedgerPersonId);
        Assert.Equal(person.LedgerPersonId, (await db.Doses.SingleAsync(Token)).LedgerPersonId);
        Assert.Equal(2, run.Number);
    }

    [Theory, EveryEngine]
    public async Task TheSameFileTwice_ChangesNothing(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person(residentNumber: "0009999999"));
        foreach (var (kind, text) in EveryKind)
        {
            await fixture.ImportAsync(kind, text);
            var before = await SnapshotAsync(fixture);

            var preview = await fixture.PreviewAsync(kind, text);
            var again = await fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.Clerk, cancellationToken: Token);

            Assert.NotNull(preview.SameFileAs);
            Assert.Equal((again.LineCount, again.LineCount), (again.SameCount, preview.Totals.Same));
            Assert.Equal(before, await SnapshotAsync(fixture));
        }
    }

    public static (ImportKind Kind, string Text)[] EveryKind =>
    [
        (ImportKind.Residents, Csv.Lines(Csv.Resident(), Csv.Resident(number: Csv.OtherNumber, name: "髙橋 恵", integrated: "7", reason: "転出", movedOn: "20230401"))),
        (ImportKind.Coupons, Csv.Lines(Csv.Coupon(), Csv.Coupon(coupon: "0000012346", dose: "2"), Csv.Coupon(number: "5", coupon: "0000012347"))),
        (ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(), Csv.Dose(day: "20210711")), Csv.Vrs("77", Csv.Dose(), Csv.NoDose))),
    ];

    [Fact]
    public async Task LostZeros_AreOffered_AndRefusedWhereDeclined()
    {
        using var fixture = new ImportFixture();
        fixture.Ledger.Add(A.Person());
        var text = Csv.Lines(Csv.Coupon(number: "1204873", coupon: "12345", code: "12033"));

        var preview = await fixture.PreviewAsync(ImportKind.Coupons, text);
        Assert.Equal([1, 1, 1], Enumerable.Range(0, 3).Select(i => preview.Zeros.Found[(ZeroColumn)i]));

        Assert.Equal(1, (await fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairNothing, A.Clerk, cancellationToken: Token)).RefusedCount);
        Assert.Equal(1, (await fixture.ImportAsync(ImportKind.Coupons, text)).NewCount);
        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal(("012033", "0000012345"), await db.Coupons.Select(c => ValueTuple.Create(c.MunicipalityCode, c.CouponNumber)).SingleAsync(Token));
    }

    [Theory]
    [InlineData("個人番号,宛名番号,氏名,カナ氏名,生年月日\r\n123456789018,1,a,ア,19500304\r\n")]
    [InlineData("備考,宛名番号,氏名,カナ氏名,生年月日\r\n123456789018,1,a,ア,19500304\r\n983205673214,2,b,イ,19500304\r\n")]
    public async Task AFileWithAMyNumberColumn_IsRefusedWhole_AndNothingIsKept(string text)
    {
        using var fixture = new ImportFixture();

        var refusal = await Assert.ThrowsAsync<RuleException>(() => fixture.PreviewAsync(ImportKind.Residents, text));

        Assert.Contains("個人番号", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.FilesLeft);
        await using var db = fixture.Ledger.CreateDbContext();
        var entry = await db.OperationLog.SingleAsync(Token);
        Assert.Equal(OperationResult.Failed, entry.Result);
        Assert.DoesNotContain("123456789018", entry.Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Stopped_HalfWay_LeavesNothing_AndCanBeAppliedAgain(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var preview = await fixture.PreviewAsync(ImportKind.Residents, People(4_500));
        using var stop = new CancellationTokenSource();
        var atFirstBatch = new Immediately(progress => stop.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.Clerk, atFirstBatch, stop.Token));

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal((0, 0), (await db.People.CountAsync(Token), await db.ImportRuns.CountAsync(Token)));
        var run = await fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.Clerk, cancellationToken: Token);
        Assert.Equal(4_500, run.NewCount);
    }

    [Theory, EveryEngine]
    public async Task AFailure_HalfWay_LeavesNothing(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var preview = await fixture.PreviewAsync(ImportKind.Residents, People(4_500));
        var broken = new Immediately(_ => throw new IOException("the disk is full"));

        await Assert.ThrowsAsync<IOException>(() => fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.Clerk, broken, Token));

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal((0, 0), (await db.People.CountAsync(Token), await db.ImportRuns.CountAsync(Token)));
        Assert.Equal(OperationResult.Failed, (await db.OperationLog.SingleAsync(e => e.Operation == Operation.ImportApplied, Token)).Result);
    }

    [Fact]
    public async Task TheLedgerChangingAfterThePreview_IsComparedAgain()
    {
        using var fixture = new ImportFixture();
        var preview = await fixture.PreviewAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())));
        fixture.Ledger.Add(A.Person());

        var run = await fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.Clerk, cancellationToken: Token);

        Assert.Equal((1, 1), (preview.Totals.Held, run.NewCount));
    }

    [Fact]
    public async Task WithoutThePermission_NothingIsRead_AndTheDenialIsLogged()
    {
        using var fixture = new ImportFixture();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => fixture.PreviewAsync(ImportKind.Vrs, Csv.Vrs(Csv.Number, Csv.Dose()), A.Viewer));

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal(OperationResult.Denied, (await db.OperationLog.SingleAsync(Token)).Result);
    }

    [Fact]
    public async Task APreview_IsItsOwnersOnly_AndAppliedOnce()
    {
        using var fixture = new ImportFixture();
        var preview = await fixture.PreviewAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        await Assert.ThrowsAsync<RuleException>(() => fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.OtherClerk, cancellationToken: Token));
        await fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.Clerk, cancellationToken: Token);
        await Assert.ThrowsAsync<RuleException>(() => fixture.Desk.ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, A.Clerk, cancellationToken: Token));
    }

    [Fact]
    public async Task AnUploadLeftBehind_GoesAfterTwelveHours()
    {
        using var fixture = new ImportFixture();
        var preview = await fixture.PreviewAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        fixture.Time.Advance(ImportFolder.KeepFor);
        fixture.Desk.Sweep();

        Assert.Null(fixture.Desk.Find(preview.ImportPreviewId, A.Clerk));
        Assert.Empty(fixture.FilesLeft);
    }

    private static string People(int count) =>
        Csv.Lines([.. Enumerable.Range(1, count).Select(n => Csv.Resident(number: $"{n:0000000000}", integrated: $"{n:000000000000000}"))]);

    /// <summary>Everything an import could have touched.</summary>
    private static async Task<string> SnapshotAsync(ImportFixture fixture)
    {
        await using var db = fixture.Ledger.CreateDbContext();
        var people = await db.People.OrderBy(p => p.LedgerPersonId).Select(p => p.Version).ToListAsync(Token);
        var doses = await db.Doses.OrderBy(d => d.DoseId).Select(d => d.Version).ToListAsync(Token);
        var coupons = await db.Coupons.OrderBy(c => c.CouponId).Select(c => c.Version).ToListAsync(Token);
        return $"{string.Join(' ', people)}|{string.Join(' ', doses)}|{string.Join(' ', coupons)}|{await db.Revisions.CountAsync(Token)}|{await db.HeldLines.CountAsync(Token)}";
    }

    private sealed class Immediately(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
