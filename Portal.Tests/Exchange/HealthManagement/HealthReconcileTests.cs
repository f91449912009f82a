using Microsoft.EntityFrameworkCore;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Reconciliation;
using Portal.Tests.Exchange.Reconciliation;
using Xunit;

namespace Portal.Tests.Exchange.HealthManagement;

/// <summary>The 健康管理システム's extract beside the ledger.</summary>
public sealed class HealthReconcileTests : IDisposable
{
    private readonly ReconciliationFixture _at = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public HealthReconcileTests()
    {
        using var db = _at.Ledger.CreateDbContext();
        foreach (var (at, id) in _at.People.Select(p => p.LedgerPersonId).Index())
        {
            db.People.Single(p => p.LedgerPersonId == id).IntegratedNumber = $"10000000000{at + 1}";
        }

        db.SaveChanges();
    }

    [Fact]
    public async Task AnExtractThatAgrees_HasNoDifference()
    {
        var made = await RunAsync(Agreeing());

        Assert.Equal((ExchangeKind.HealthReconciliation, 3, 6, 6, 0, 0, 0, 0), (made.Run.Kind, made.Run.Lines, made.Reconciliation.FileDoses,
            made.Reconciliation.Same, made.Reconciliation.Differs, made.Reconciliation.OnlyThere, made.Reconciliation.OnlyHere, made.Reconciliation.Unmatched));
    }

    [Fact]
    public async Task EveryFault_IsOneRow_AndADoseOnlyThere_ComesFromThere()
    {
        var rows = Agreeing();
        rows[0] = rows[0].Replace("EX3617", "FA5715", StringComparison.Ordinal);
        rows.Insert(2, "100000000001,3,20220220,0000012345,012033,うしお内科クリニック,潮 一郎,ファイザー,FP8795");
        rows.RemoveAt(6);
        rows.Add("999999999999,1,20210620,,,,,,");

        var made = await RunAsync(rows);

        Assert.Equal((1, 1, 1, 1), (made.Reconciliation.Differs, made.Reconciliation.OnlyThere, made.Reconciliation.OnlyHere, made.Reconciliation.Unmatched));
        var difference = (await _at.RowsAsync(made)).Single(r => r.Kind == ReconciliationDifferenceKind.OnlyThere);
        Assert.Contains((await _at.RowsAsync(made)), r => r.Note?.Contains("この統合宛名番号の人が台帳にいません", StringComparison.Ordinal) == true);

        await _at.Registering.RegisterAsync(A.Clerk, ReconciliationFixture.Seen(difference), "健康管理の画面で確かめた", Token);

        var dose = (await _at.DosesAsync(_at.People[0])).Single(d => d.DoseNumber == 3);
        Assert.Equal((DoseSource.HealthManagement, A.Day("2022-02-20"), "FP8795"), (dose.Source, dose.VaccinatedOn, dose.LotNumber));
        await using var db = _at.Ledger.CreateDbContext();
        Assert.Contains("健康管理 突合", (await db.Revisions.SingleAsync(r => r.RecordId == dose.DoseId, Token)).ReasonText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesOfOnePersonApart_AreNotComparedTwice()
    {
        var rows = Agreeing();
        (rows[1], rows[2]) = (rows[2], rows[1]);

        var made = await RunAsync(rows);

        Assert.Equal(2, made.Reconciliation.Unmatched);
        Assert.Equal(made.Reconciliation.FileDoses, made.Reconciliation.Same + made.Reconciliation.Unmatched);
    }

    [Fact]
    public async Task WhatWasSetAsideWithVrs_IsStillAskedHere()
    {
        var vrs = await _at.RunAsync(ReconciliationAcceptDeskTests.Changed(_at));
        var row = (await _at.RowsAsync(vrs)).First(r => r.Kind == ReconciliationDifferenceKind.Differs);
        await _at.Accepting.SetAsideAsync(A.Clerk, ReconciliationFixture.Seen(row), "VRS に確かめる", Token);
        var rows = Agreeing();
        rows[0] = rows[0].Replace("EX3617", "FA5715", StringComparison.Ordinal);

        var made = await RunAsync(rows);

        Assert.Equal(ReconciliationDifferenceState.Open, Assert.Single(await _at.RowsAsync(made)).State);
        Assert.Single(await _at.Work.RunsAsync(A.Clerk, ExchangeKind.HealthReconciliation, Token));
        Assert.Single(await _at.Work.RunsAsync(A.Clerk, ExchangeKind.VrsReconciliation, Token));
    }

    private List<string> Agreeing() =>
    [
        .. _at.Doses.Select(d => string.Join(',', $"10000000000{_at.People.Index().Single(p => p.Item.LedgerPersonId == d.LedgerPersonId).Index + 1}", d.DoseNumber,
            $"{d.VaccinatedOn:yyyyMMdd}", d.CouponNumber, d.MunicipalityCode, d.InstitutionName, d.Doctor, d.Maker, d.LotNumber)),
    ];

    private Task<ReconciliationMade> RunAsync(IEnumerable<string> rows)
    {
        _at.Time.Advance(TimeSpan.FromMinutes(1));
        return _at.Reconcile.ReconcileAsync(
            new MemoryStream(HealthStandIn.File(HealthStandIn.RecordsHeading, rows)), new ReconciliationOrder("health.csv", Kind: ExchangeKind.HealthReconciliation), A.Clerk, cancellationToken: Token);
    }

    public void Dispose() => _at.Dispose();
}
