using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Portal.Domain;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange;
using Portal.Features.Exchange.IntermediateServer.Comparisons;
using Portal.Features.Exchange.Runs;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>原本照合: what the 中間サーバー really has beside the ledger, and the way back to the same.</summary>
public sealed class ReplicaCompareTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task AReplicaAsItShouldBe_IsAllTheSame(Engine engine)
    {
        using var at = new Comparing(engine);
        await at.Replica.ExchangeAsync();

        var opened = await at.CompareAsync();

        Assert.Equal((3, 3, 3, 0, 1), (opened.Comparison.FileRecords, opened.Comparison.LedgerRecords, opened.Comparison.Same, opened.Comparison.Differences, opened.Comparison.LeftOut));
        Assert.Equal((ExchangeState.Done, 3, 3, 0), (opened.Run.State, opened.Run.Lines, opened.Run.Accepted, opened.Run.Rejected));
        Assert.Empty(opened.Rows);
        await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, Token));
    }

    [Theory, EveryEngine]
    public async Task WhatWentWrongOverThere_IsListedFieldByField_AndGoneAfterTheNextChanges(Engine engine)
    {
        using var at = new Comparing(engine);
        await at.Replica.ExchangeAsync();
        at.Partner.Spoil(at.Replica.First.DoseId, "ロット番号", "XX0000");
        at.Partner.Spoil(at.Replica.First.DoseId, "接種日", "20210621");
        at.Partner.Replica.Remove(at.Replica.Second.DoseId.ToString("N"));
        var invented = at.Partner.Invent(at.Replica.First.DoseId);

        var opened = await at.CompareAsync();

        Assert.Equal((3, 3, 1, 1, 1, 1), (opened.Comparison.FileRecords, opened.Comparison.LedgerRecords, opened.Comparison.Same, opened.Comparison.Differs, opened.Comparison.OnlyThere, opened.Comparison.OnlyHere));
        var rows = opened.Rows.Select(r => r.Difference).ToList();
        Assert.Equal(
            [("接種日", "20210620", "20210621"), ("ロット番号", "EX3617", "XX0000")],
            rows.Where(d => d.Kind == ReplicaDifferenceKind.Differs).Select(d => (d.Field!, d.Ours!, d.Theirs!)));
        Assert.Equal((invented, at.Replica.Sato.LedgerPersonId), (rows.Single(d => d.Kind == ReplicaDifferenceKind.OnlyThere).RecordId, rows.Single(d => d.Kind == ReplicaDifferenceKind.OnlyThere).LedgerPersonId));
        Assert.Equal("2回目 20210711 EX3617", rows.Single(d => d.Kind == ReplicaDifferenceKind.OnlyHere).Ours);
        Assert.All(rows, d => Assert.Equal("未処理", d.Standing()));
        Assert.Equal(3, opened.Resendable);
        Assert.Equal(0, (await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)).Lines);

        Assert.Equal(3, await at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, Token));

        var counts = await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token);
        Assert.Equal((1, 1, 1, 1), (counts.Adds, counts.Changes, counts.Removes, counts.Same));
        Assert.All((await at.OpenAsync(opened.Run.ExchangeRunId)).Rows, r => Assert.Equal("再送を指定済み", r.Difference.Standing()));
        await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, Token));
        at.Replica.Time.Advance(TimeSpan.FromMinutes(5));
        await at.Replica.ExchangeAsync();
        var second = await at.CompareAsync();
        Assert.Equal((3, 0), (second.Comparison.Same, second.Comparison.Differences));
        Assert.Equal("連携 第2号 原本照合 3件", Assert.Single(at.Replica.Log(Operation.ReplicaResendSet)).Detail);
    }

    [Fact]
    public async Task OnlyTheChosenOnes_AreSentAgain()
    {
        using var at = new Comparing();
        await at.Replica.ExchangeAsync();
        at.Partner.Spoil(at.Replica.First.DoseId, "ロット番号", "XX0000");
        at.Partner.Spoil(at.Replica.Second.DoseId, "ロット番号", "XX0000");
        var opened = await at.CompareAsync();

        Assert.Equal(1, await at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, new HashSet<Guid> { at.Replica.Second.DoseId }, Token));

        Assert.Equal((0, 1, 0), Acts(await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)));
        at.Replica.Time.Advance(TimeSpan.FromMinutes(5));
        await at.Replica.ExchangeAsync();
        Assert.Equal(at.Replica.First.DoseId, Assert.Single((await at.CompareAsync()).Rows).Difference.RecordId);
    }

    [Fact]
    public async Task WhatTheLedgerChangedSince_IsSentByItself_AndNeedsNoResend()
    {
        using var at = new Comparing();
        await at.Replica.ExchangeAsync();
        await at.Replica.ChangeAsync(db => db.Doses.Single(d => d.DoseId == at.Replica.First.DoseId).LotNumber = "EY2173");
        await at.Replica.ChangeAsync(db => db.Doses.Single(d => d.DoseId == at.Replica.Second.DoseId).Status = RecordStatus.Cancelled);

        var opened = await at.CompareAsync();

        Assert.Equal((1, 1, 0), (opened.Comparison.Differs, opened.Comparison.OnlyThere, opened.Resendable));
        Assert.All(opened.Rows, r => Assert.Equal("次の異動分で送られます", r.Difference.Standing()));
        Assert.Equal((0, 1, 1), Acts(await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)));
    }

    [Fact]
    public async Task WhatTheyTookWithoutOurKnowing_IsBooked_AndNotAddedOnceMore()
    {
        using var at = new Comparing();
        var run = await at.Replica.ApprovedAsync();
        at.Partner.Answer(await at.Replica.SendAsync(run));
        await at.Replica.Runs.FailAsync(A.Clerk, run.ExchangeRunId, (await at.Replica.RunAsync(run.ExchangeRunId)).Version, "結果のファイルが届かないため");
        Assert.Equal(3, (await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)).Adds);
        at.Replica.Time.Advance(TimeSpan.FromMinutes(5));

        var opened = await at.CompareAsync();

        Assert.Equal((3, 0, 3), (opened.Comparison.Same, opened.Comparison.Differences, opened.Resendable));
        Assert.All(opened.Rows, r => Assert.Equal(ReplicaDifferenceKind.Unbooked, r.Difference.Kind));
        await at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, Token);
        Assert.Equal((0, 3), ((await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)).Lines, (await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)).Same));
    }

    [Fact]
    public async Task ARecordOfSomebodyUnknown_CannotBeSentAgain_AndSaysWhatToDo()
    {
        using var at = new Comparing();
        await at.Replica.ExchangeAsync();
        at.Partner.Invent(at.Replica.First.DoseId, "999999999999");

        var opened = await at.CompareAsync();

        var row = Assert.Single(opened.Rows);
        Assert.Equal((null, "台帳に該当者なし（相手に削除を依頼）", 0), (row.Name, row.Difference.Standing(), opened.Resendable));
    }

    [Fact]
    public async Task WhileAFileIsUnderWay_OrAfterANewerOne_NothingIsComparedOrSetForResend()
    {
        using var at = new Comparing();
        await at.Replica.ExchangeAsync();
        at.Partner.Spoil(at.Replica.First.DoseId, "ロット番号", "XX0000");
        var first = await at.CompareAsync();
        var second = await at.CompareAsync();

        Assert.Contains($"第{second.Run.Number}号", (await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, first.Run.ExchangeRunId, null, Token))).Message, StringComparison.Ordinal);
        await at.Replica.ChangeAsync(db => db.Doses.Single(d => d.DoseId == at.Replica.Second.DoseId).LotNumber = "EY2173");
        at.Replica.Time.Advance(TimeSpan.FromMinutes(5));
        await at.Replica.SendAsync(await at.Replica.ApprovedAsync());
        Assert.Contains("もう一度照合", (await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, second.Run.ExchangeRunId, null, Token))).Message, StringComparison.Ordinal);
        Assert.Contains("先に結果を取り込む", (await Assert.ThrowsAsync<RuleException>(() => at.CompareAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AnswerFault.Truncated, "途中で切れています")]
    [InlineData(AnswerFault.WrongCount, "件数が合いません")]
    [InlineData(AnswerFault.WrongEncoding, "UTF-8 ではありません")]
    [InlineData(AnswerFault.Duplicate, "記録が2つあります")]
    public async Task AnExportOutOfForm_IsRefusedWhole_AndNothingIsKept(AnswerFault fault, string words)
    {
        using var at = new Comparing();
        await at.Replica.ExchangeAsync();

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.CompareAsync(fault));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        await using var db = at.Replica.Ledger.CreateDbContext();
        Assert.Empty(await db.ReplicaComparisons.ToListAsync(Token));
        Assert.Equal(OperationResult.Failed, Assert.Single(at.Replica.Log(Operation.ReplicaCompared)).Result);
        Assert.Empty(Directory.GetFiles(at.Folder));
    }

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsComparedOrSet_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new Comparing(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.CompareAsync(A.Manager, "x.csv", Stream.Null, ct: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Results.ResendAsync(A.Manager, Guid.NewGuid(), null, Token));
        Assert.Null(await at.Results.OpenAsync(A.Viewer, Guid.NewGuid()));

        Assert.Equal(OperationResult.Denied, Assert.Single(at.Replica.Log(Operation.ReplicaCompared)).Result);
        Assert.Equal(OperationResult.Denied, Assert.Single(at.Replica.Log(Operation.ReplicaResendSet)).Result);
        Assert.Equal(OperationResult.Failed, Assert.Single(at.Replica.Log(Operation.ReplicaDifferencesShown)).Result);
    }

    [Fact]
    public void EveryQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        var id = Guid.NewGuid();

        Assert.All(
            [ResendDesk.Runs(db).ToQueryString(), ResendDesk.Rows(db, id, 3).ToQueryString(), Portal.Features.Exchange.IntermediateServer.ReplicaFile.RowsOf(db, [id]).ToQueryString()],
            sql => Assert.Contains("ORDER BY", sql, StringComparison.Ordinal));
        Assert.All([ResendDesk.Resendable(db, id).ToQueryString(), ComparisonRows.Held(db, [id]).ToQueryString()], sql => Assert.Contains("WHERE", sql, StringComparison.Ordinal));
    }

    private static (int, int, int) Acts(OutgoingCounts counts) => (counts.Adds, counts.Changes, counts.Removes);

    /// <summary>The fixture of the replica, and what compares with it.</summary>
    private sealed class Comparing : IDisposable
    {
        public Comparing(Engine engine = Engine.Sqlite)
        {
            Replica = new(engine);
            Desk = new(Replica.Ledger, new ExchangeLayouts(new ConfigurationBuilder().Build()), new ImportFolder(Folder, Replica.Time), Replica.Time);
            Results = new(Replica.Ledger, Replica.Time);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("portal-compare-").FullName;
        public ReplicaFixture Replica { get; }
        public StandIn Partner => Replica.Partner;
        public ReplicaCompareDesk Desk { get; }
        public ResendDesk Results { get; }

        public async Task<OpenedComparison> CompareAsync(AnswerFault fault = AnswerFault.None) =>
            await OpenAsync(await Desk.CompareAsync(A.Clerk, "fukuhon.csv", new MemoryStream(Partner.Export(fault)), ct: Token));

        public async Task<OpenedComparison> OpenAsync(Guid id) => (await Results.OpenAsync(A.Clerk, id))!;

        public void Dispose()
        {
            Replica.Dispose();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
