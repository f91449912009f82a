using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.Runs;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>From the ledger to the 中間サーバー and back.</summary>
public sealed class ReplicaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsCountedOrMade_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new ReplicaFixture(engine);
        var run = await at.ApprovedAsync();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.LookAsync(A.Manager, ExchangeKind.ReplicaFull, ct: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.MakeAsync(A.Manager, ExchangeKind.ReplicaFull, ReplicaFixture.Purpose, ct: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Runs.ApproveAsync(A.Clerk, run.ExchangeRunId, run.Version));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OrderAsync(A.Manager, run.ExchangeRunId, run.Version, at.Use.MediumUseId, ct: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Answers.TakeAsync(A.Manager, run.ExchangeRunId, run.Version, Stream.Null, Token));

        Operation[] acts = [Operation.ExchangePrepared, Operation.ExchangeMade, Operation.ExchangeApproved, Operation.ExchangeSent, Operation.ExchangeAnswered];
        Assert.All(acts, act => Assert.Single(at.Log(act), e => e.Result == OperationResult.Denied));
    }

    [Theory, EveryEngine]
    public async Task ALook_CountsWhatWouldGo_AndChangesNothing(Engine engine)
    {
        using var at = new ReplicaFixture(engine);

        var counts = await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token);

        Assert.Equal((3, 0, 0, 0, 1, 0), (counts.Adds, counts.Changes, counts.Removes, counts.Same, counts.LeftOut, counts.Faulty));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Empty(await db.ExchangeRuns.ToListAsync(Token));
        Assert.Equal("副本 異動分: 追加 3、更新 0、削除 0、変わらない 0、番号なし 1、形式不備 0", Assert.Single(at.Log(Operation.ExchangePrepared)).Detail);
    }

    [Theory, EveryEngine]
    public async Task AFile_IsReadByItsDescription_Answered_AndTheSecondOneHasNothingToSay(Engine engine)
    {
        using var at = new ReplicaFixture(engine);

        var (run, file) = await at.ExchangeAsync();

        Assert.Equal((ExchangeState.Done, 3, 3, 0, 0), (run.State, run.Lines, run.Accepted, run.Rejected, run.Waiting));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), run.Sha256);
        Assert.Equal(3, at.Partner.Replica.Count);
        var values = at.Partner.Replica[at.First.DoseId.ToString("N")];
        Assert.Equal(("100000000001", "1", "20210620", "EX3617", "0.3", "0"), (
            values[at.Partner.Column("統合宛名番号")], values[at.Partner.Column("接種回数")], values[at.Partner.Column("接種日")],
            values[at.Partner.Column("ロット番号")], values[at.Partner.Column("接種量")], values[at.Partner.Column("自動応答不可フラグ")]));
        var next = await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token);
        Assert.Equal((0, 3), (next.Lines, next.Same));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal((MediumFileState.Written, 3L), (await db.MediumFiles.Select(f => new { f.State, f.Rows }).ToListAsync(Token)).Select(f => (f.State, f.Rows)).Single());
    }

    [Theory, EveryEngine]
    public async Task WhatChanged_IsSentAsWhatItIs(Engine engine)
    {
        using var at = new ReplicaFixture(engine);
        await at.ExchangeAsync();
        await at.ChangeAsync(db =>
        {
            db.Doses.Single(d => d.DoseId == at.First.DoseId).LotNumber = "EY0573";
            db.Doses.Single(d => d.DoseId == at.Second.DoseId).Status = RecordStatus.Cancelled;
            db.People.Single(p => p.LedgerPersonId == at.Suzuki.LedgerPersonId).IsProtected = true;
            db.Add(A.Dose(at.Suzuki, 2, "2021-08-01"));
        });

        var (run, _) = await at.ExchangeAsync();

        await using var db = at.Ledger.CreateDbContext();
        var lines = await db.ExchangeLines.Where(l => l.ExchangeRunId == run.ExchangeRunId).ToListAsync(Token);
        Assert.Equal([ExchangeAct.Add, ExchangeAct.Change, ExchangeAct.Change, ExchangeAct.Remove], lines.Select(l => l.Act).Order());
        Assert.Equal("EY0573", at.Partner.Replica[at.First.DoseId.ToString("N")][at.Partner.Column("ロット番号")]);
        Assert.DoesNotContain(at.Second.DoseId.ToString("N"), at.Partner.Replica.Keys);
        Assert.Equal(2, at.Partner.Replica.Values.Count(v => v[at.Partner.Column("自動応答不可フラグ")] == "1"));
        Assert.Equal(0, (await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)).Lines);
    }

    [Theory, EveryEngine]
    public async Task ARefusedLine_StaysToBeSentAgain_AndTheFullFileReplacesEverything(Engine engine)
    {
        using var at = new ReplicaFixture(engine);
        at.Partner.Refuses = values => values[at.Partner.Column("接種回数")] == "2" ? "符号が未登録です" : null;

        var (run, _) = await at.ExchangeAsync();

        Assert.Equal((ExchangeState.Done, 2, 1), (run.State, run.Accepted, run.Rejected));
        var refused = Assert.Single((await at.Runs.OpenAsync(A.Clerk, run.ExchangeRunId, Token))!.Rejected);
        Assert.Equal((at.Second.DoseId, "E101", "符号が未登録です"), (refused.Line.RecordId, refused.Line.Code, refused.Line.Message));
        Assert.Equal(("0001204873", 2), (refused.ResidentNumber, refused.DoseNumber));
        Assert.Equal(1, (await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)).Adds);
        await using var db = at.Ledger.CreateDbContext();
        var finding = Assert.Single(await db.FindingRecords.AsNoTracking().Where(f => f.Rule == FindingRule.PartnerRefused).ToListAsync(Token));
        Assert.Equal((at.Sato.LedgerPersonId, at.Second.DoseId, FindingState.Open), (finding.LedgerPersonId, finding.DoseId, finding.State));
        Assert.Contains("中間サーバーの副本が受け付けていません（E101 符号が未登録です）", finding.Message, StringComparison.Ordinal);

        at.Partner.Refuses = _ => null;
        var (full, _) = await at.ExchangeAsync(ExchangeKind.ReplicaFull);
        Assert.Equal(3, full.Accepted);
        Assert.Equal(FindingState.Resolved, (await db.FindingRecords.AsNoTracking().SingleAsync(f => f.FindingRecordId == finding.FindingRecordId, Token)).State);
        Assert.Equal([full.ExchangeRunId], await db.ExchangeLines.Where(l => l.IsHeld).Select(l => l.ExchangeRunId).Distinct().ToListAsync(Token));
    }

    [Fact]
    public async Task ARunThatWaits_IsOnTheHomePageOfWhoeverItWaitsFor()
    {
        using var at = new ReplicaFixture();
        var home = new ExchangeHome(at.Ledger, at.Time);
        var id = await at.Desk.MakeAsync(A.Clerk, ExchangeKind.ReplicaChanges, ReplicaFixture.Purpose, ct: Token);
        await at.Runs.AskApprovalAsync(A.Clerk, id, (await at.RunAsync(id)).Version);

        Assert.Equal(1, await home.CountWaitingAsync(A.Manager, Token));
        Assert.Equal(0, await home.CountWaitingAsync(A.Clerk, Token));
        Assert.Equal(["承認を待っている連携"], (await home.ItemsAsync(A.Manager, Token)).Select(i => i.Label));

        await at.Runs.ApproveAsync(A.Manager, id, (await at.RunAsync(id)).Version);
        Assert.Equal(0, await home.CountWaitingAsync(A.Manager, Token));
        Assert.Equal(["承認され、書出しを待っている連携"], (await home.ItemsAsync(A.OtherClerk, Token)).Select(i => i.Label));
    }

    [Fact]
    public async Task ARecordOutOfForm_IsLeftOut_AndSaid()
    {
        using var at = new ReplicaFixture();
        await at.ChangeAsync(db => db.Doses.Single(d => d.DoseId == at.First.DoseId).InstitutionCode = "01101137AB");

        var counts = await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token);

        Assert.Equal((2, "医療機関コードが数字ではありません", 1), (counts.Lines, counts.Faults.Single().Key, counts.Faults.Single().Value));
    }

    [Fact]
    public void EveryQuery_IsOneStatement_OnSqlServerToo()
    {
        using var db = TestDb.SqlServerOffline();
        var file = new ReplicaFile();
        var run = ExchangeRun.Make(A.Clerk, ExchangeKind.ReplicaChanges, "replica-1", ReplicaFixture.Purpose, null, 1, A.Now);

        Assert.Contains("ORDER BY", file.Rows(db).ToQueryString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[Name]", file.Rows(db).ToQueryString(), StringComparison.Ordinal);
        Assert.All(
            [file.Held(db).ToQueryString(), file.LeftOut(db).ToQueryString(), OutgoingDesk.Open(db, file).ToQueryString(),
                OutgoingAnswers.Lines(db, run, [1]).ToQueryString(), OutgoingAnswers.Outdated(db, run, file).ToQueryString(),
                OutgoingAnswers.Settled(db, run, file).ToQueryString(), OutgoingAnswers.Later(db, run, file).ToQueryString(), OutgoingAnswers.ResentBy(db, run).ToQueryString(), OutgoingAnswers.Refused(db, file.Register).ToQueryString(), CheckGrounds.Refused(db, [Guid.Empty]).ToQueryString(),
                ExchangeDesk.Runs(db, 3).ToQueryString(), ExchangeHome.Waiting(db, "ito").ToQueryString(), ExchangeHome.Approved(db, A.Now).ToQueryString(), ExchangeHome.Lapsed(db, A.Now).ToQueryString(), ExchangeDesk.Rejected(db, run.ExchangeRunId).ToQueryString()],
            sql => Assert.Contains("[Exchange", sql.Replace("[Dose]", "[Exchange", StringComparison.Ordinal), StringComparison.Ordinal));
    }
}
