using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.HealthManagement;
using Portal.Tests.Exchange.IntermediateServer;
using Xunit;

namespace Portal.Tests.Exchange.HealthManagement;

/// <summary>From the ledger to the 健康管理システム.</summary>
public sealed class HealthFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task Records_AreReadByTheirDescription_AndTheNextFileHasOnlyWhatChanged(Engine engine)
    {
        using var at = new ReplicaFixture(engine, file: new HealthRecordsFile());

        var (run, _) = await at.ExchangeAsync();

        Assert.Equal((ExchangePartner.HealthManagement, ExchangeState.Done, 3), (run.Kind.Partner(), run.State, run.Accepted));
        var values = at.Partner.Replica[at.First.DoseId.ToString("N")];
        Assert.Equal(("100000000001", "1", "20210620", "EX3617", "うしお内科クリニック"), (
            values[at.Partner.Column("統合宛名番号")], values[at.Partner.Column("接種回数")], values[at.Partner.Column("接種日")],
            values[at.Partner.Column("ワクチンロット番号")], values[at.Partner.Column("接種会場名")]));

        await at.ChangeAsync(db =>
        {
            db.Doses.Single(d => d.DoseId == at.First.DoseId).Doctor = "別の 医師";
            db.Doses.Single(d => d.DoseId == at.Second.DoseId).Status = RecordStatus.Cancelled;
        });
        await at.ExchangeAsync();

        Assert.Equal("別の 医師", at.Partner.Replica[at.First.DoseId.ToString("N")][at.Partner.Column("接種医師名")]);
        Assert.Equal(2, at.Partner.Replica.Count);
        Assert.Equal(0, (await at.Desk.LookAsync(A.Clerk, ExchangeKind.HealthRecordsChanges, ct: Token)).Lines);
    }

    [Theory, EveryEngine]
    public async Task Coupons_AreTheirOwnRegister(Engine engine)
    {
        using var at = new ReplicaFixture(engine, file: new HealthCouponsFile());
        var coupon = A.Coupon(at.Sato);
        at.Ledger.Add(coupon, A.Coupon(at.Suzuki, "0000012346"));

        var (run, _) = await at.ExchangeAsync();
        await at.ChangeAsync(db => db.Coupons.Single(c => c.CouponId == coupon.CouponId).IsReissue = true);
        var (next, _) = await at.ExchangeAsync();

        Assert.Equal((2, 1), (run.Lines, next.Lines));
        Assert.Equal("1", at.Partner.Replica[coupon.CouponId.ToString("N")][at.Partner.Column("再発行")]);
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal([ExchangeRegister.HealthCoupons], await db.ExchangeLines.Where(l => l.IsHeld).Select(l => l.Register).Distinct().ToListAsync(Token));
    }

    [Theory, EveryEngine]
    public async Task WhatTheSystemGivesBack_ComesInWithoutAChange(Engine engine)
    {
        using var at = new ReplicaFixture(engine, file: new HealthRecordsFile());
        using var coupons = new ReplicaFixture(engine, file: new HealthCouponsFile());
        coupons.Ledger.Add(A.Coupon(coupons.Sato));
        await at.ExchangeAsync();
        await coupons.ExchangeAsync();

        var records = await ImportAsync(at, ImportKind.HealthRecords, at.Partner.Records());
        var issued = await ImportAsync(coupons, ImportKind.Coupons, coupons.Partner.Coupons());

        Assert.Equal((3, 3, 0), (records.LineCount, records.SameCount, records.HeldCount));
        Assert.Equal((1, 1, 0), (issued.LineCount, issued.SameCount, issued.HeldCount));
    }

    private static async Task<ImportRun> ImportAsync(ReplicaFixture at, ImportKind kind, byte[] file)
    {
        using var imports = new ImportFixture(at.Ledger);
        return await imports.ImportAsync(kind, Encoding.UTF8.GetString(file));
    }
}
