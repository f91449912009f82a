using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Portal.Domain;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange;
using Portal.Features.Exchange.IntermediateServer.Comparisons;
using Portal.Features.Exchange.Lists;
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
        await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, ct: Token));
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

        Assert.Equal(3, await at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, ct: Token));

        var counts = await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token);
        Assert.Equal((1, 1, 1, 1), (counts.Adds, counts.Changes, counts.Removes, counts.Same));
        Assert.All((await at.OpenAsync(opened.Run.ExchangeRunId)).Rows, r => Assert.Equal("再送を指定済み", r.Difference.Standing()));
        await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, ct: Token));
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

        Assert.Equal(1, await at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, new HashSet<Guid> { at.Replica.Second.DoseId }, ct: Token));

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
        await at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, ct: Token);
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

        Assert.Contains($"第{second.Run.Number}号", (await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, first.Run.ExchangeRunId, null, ct: Token))).Message, StringComparison.Ordinal);
        await at.Replica.ChangeAsync(db => db.Doses.Single(d => d.DoseId == at.Replica.Second.DoseId).LotNumber = "EY2173");
        at.Replica.Time.Advance(TimeSpan.FromMinutes(5));
        await at.Replica.SendAsync(await at.Replica.ApprovedAsync());
        Assert.Contains("もう一度照合", (await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, second.Run.ExchangeRunId, null, ct: Token))).Message, StringComparison.Ordinal);
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
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Results.ResendAsync(A.Manager, Guid.NewGuid(), null, ct: Token));
        Assert.Null(await at.Results.OpenAsync(A.Viewer, Guid.NewGuid()));

        Assert.Equal(OperationResult.Denied, Assert.Single(at.Replica.Log(Operation.ReplicaCompared)).Result);
        Assert.Equal(OperationResult.Denied, Assert.Single(at.Replica.Log(Operation.ReplicaResendSet)).Result);
        Assert.Equal(OperationResult.Failed, Assert.Single(at.Replica.Log(Operation.ReplicaDifferencesShown)).Result);
    }

    [Theory, EveryEngine]
    public async Task AnAnswerWhoseRecordsWereSetForResendSince_IsNotTakenBack(Engine engine)
    {
        using var at = new Comparing(engine);
        var (run, _) = await at.Replica.ExchangeAsync();
        at.Partner.Spoil(at.Replica.First.DoseId, "ロット番号", "XX0000");
        await at.Results.ResendAsync(A.Clerk, (await at.CompareAsync()).Run.ExchangeRunId, null, ct: Token);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Replica.Answers.TakeBackAsync(A.Clerk, run.ExchangeRunId, run.Version, "別の日の結果を取り込んだ"));

        Assert.Contains("原本照合（連携 第2号）で同じ記録の再送を指定している", refused.Message, StringComparison.Ordinal);
        Assert.Equal((0, 1, 0), Acts(await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)));
    }

    [Theory, EveryEngine]
    public async Task MoreThanABatch_IsWrittenAndSetInSeveral_EachInTheLog(Engine engine)
    {
        using var at = new Comparing(engine);
        at.Fill(ComparisonWriter.RowsAtOnce + 50);
        await at.Replica.ExchangeAsync();
        at.Partner.Replica.Clear();
        var opened = await at.CompareAsync();
        Assert.Equal((0, 1053, 1053), (opened.Comparison.FileRecords, opened.Comparison.OnlyHere, opened.Resendable));

        Assert.Equal(1053, await at.Results.ResendAsync(A.Clerk, opened.Run.ExchangeRunId, null, ct: Token));

        Assert.Equal(["連携 第2号 原本照合 1000件", "連携 第2号 原本照合 53件"], at.Replica.Log(Operation.ReplicaResendSet).Select(e => e.Detail));
        Assert.Equal((1053, 0, 0), Acts(await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)));
    }

    [Fact]
    public async Task ResendStoppedBetweenBatches_IsWholeForWhatWasSet_AndGoesOnFromThere()
    {
        using var at = new Comparing();
        at.Fill(ComparisonWriter.RowsAtOnce + 50);
        await at.Replica.ExchangeAsync();
        at.Partner.Replica.Clear();
        var id = (await at.CompareAsync()).Run.ExchangeRunId;
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => at.Results.ResendAsync(A.Clerk, id, null, new Stopping(stop), stop.Token));

        Assert.Equal((1000, 0, 0), Acts(await at.Replica.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)));
        Assert.Equal(53, (await at.OpenAsync(id)).Resendable);
        Assert.Equal(53, await at.Results.ResendAsync(A.Clerk, id, null, ct: Token));
    }

    [Theory, EveryEngine]
    public async Task AComparisonStoppedWhileItIsWritten_LeavesNoDifference_AndIsFailed(Engine engine)
    {
        using var at = new Comparing(engine);
        at.Fill(ComparisonWriter.RowsAtOnce + 50);
        await at.Replica.ExchangeAsync();
        at.Partner.Replica.Clear();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => at.Desk.CompareAsync(A.Clerk, "fukuhon.csv", new MemoryStream(at.Partner.Export(AnswerFault.None)), new Stopping(stop), stop.Token));

        await using var db = at.Replica.Ledger.CreateDbContext();
        var run = await db.ExchangeRuns.SingleAsync(r => r.Kind == ExchangeKind.ReplicaComparison, Token);
        Assert.Equal((ExchangeState.Failed, "照合を中止しました"), (run.State, run.Note));
        Assert.Empty(await db.ReplicaDifferences.ToListAsync(Token));
        Assert.Empty(await at.Results.ListAsync(A.Clerk));
        Assert.Equal(3, (await at.CompareAsync()).Run.Number);
    }

    [Theory, EveryEngine]
    public async Task WhatAKilledProcessLeft_IsNobodysToSee_AndDroppedWhenNobodyWritesToItAnyMore(Engine engine)
    {
        using var at = new Comparing(engine);
        await at.Replica.ExchangeAsync();
        at.Partner.Replica.Clear();
        var whole = await at.CompareAsync();
        var id = await at.LeaveHalfAsync(1_500);
        var writer = new ComparisonWriter(at.Replica.Ledger, id, at.Replica.Time);

        Assert.Null(await at.Results.OpenAsync(A.Clerk, id));
        Assert.Equal([whole.Run.ExchangeRunId], (await at.Results.ListAsync(A.Clerk)).Select(r => r.Run.ExchangeRunId));
        await Assert.ThrowsAsync<RuleException>(() => at.Results.ResendAsync(A.Clerk, id, null, ct: Token));
        at.Replica.Time.Advance(ComparisonWriter.Abandoned - TimeSpan.FromSeconds(1));
        await writer.WriteAsync([], Token);
        at.Replica.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, await ComparisonSweeper.SweepAsync(at.Replica.Ledger, at.Replica.Time, Token));
        at.Replica.Time.Advance(ComparisonWriter.Abandoned);

        Assert.Equal(1, await ComparisonSweeper.SweepAsync(at.Replica.Ledger, at.Replica.Time, Token));

        await using var db = at.Replica.Ledger.CreateDbContext();
        Assert.Equal((ExchangeState.Failed, 3), await db.ExchangeRuns.Where(r => r.ExchangeRunId == id).Select(r => new { r.State, r.Number }).ToListAsync(Token) is [var run] ? (run.State, run.Number) : default);
        Assert.False(await db.ReplicaDifferences.AnyAsync(d => d.ExchangeRunId == id, Token));
        Assert.Equal(OperationResult.Failed, at.Replica.Log(Operation.ReplicaCompared)[^1].Result);
        Assert.Contains("取りやめられました", (await Assert.ThrowsAsync<RuleException>(() => writer.WriteAsync([], Token))).Message, StringComparison.Ordinal);
        Assert.Equal(3, (await at.OpenAsync(whole.Run.ExchangeRunId)).Rows.Count);
        Assert.Equal(0, await ComparisonSweeper.SweepAsync(at.Replica.Ledger, at.Replica.Time, Token));
    }

    [Fact]
    public void EveryQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        var id = Guid.NewGuid();

        Assert.All(
            [ResendDesk.Runs(db).ToQueryString(), ResendDesk.Rows(db, id, 3).ToQueryString(), Portal.Features.Exchange.IntermediateServer.ReplicaFile.RowsOf(db, [id]).ToQueryString()],
            sql => Assert.Contains("ORDER BY", sql, StringComparison.Ordinal));
        Assert.All([ResendDesk.Resendable(db, id).ToQueryString(), ResendDesk.Batch(db, id, [id]).ToQueryString(), ResendDesk.Batch(db, id, null).ToQueryString(),
            ComparisonWriter.Reading(db, id).ToQueryString(), ComparisonWriter.Left(db, A.Now).ToQueryString(), ComparisonRows.Held(db, [id]).ToQueryString()], sql => Assert.Contains("WHERE", sql, StringComparison.Ordinal));
    }

    /// <summary>Stops at the first word of progress.</summary>
    private sealed class Stopping(CancellationTokenSource stop) : IProgress<ListProgress>
    {
        public void Report(ListProgress value) => stop.Cancel();
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

        /// <summary>More people with a number and a dose each.</summary>
        public void Fill(int people)
        {
            List<object> rows = [];
            foreach (var at in Enumerable.Range(0, people))
            {
                var person = A.Person(residentNumber: $"9{at:000000000}");
                person.IntegratedNumber = $"2{at:00000000000}";
                rows.AddRange([person, A.Dose(person)]);
            }

            Replica.Ledger.Add([.. rows]);
        }

        /// <summary>As a process leaves it that is killed between two batches.</summary>
        public async Task<Guid> LeaveHalfAsync(int rows)
        {
            var (id, now) = (Guid.CreateVersion7(), Replica.Time.GetUtcNow().UtcDateTime);
            await using var db = Replica.Ledger.CreateDbContext();
            var run = ExchangeRun.Receive(A.Clerk, ExchangeKind.ReplicaComparison, ReplicaExport.Layout, "副本と台帳の原本照合", ("x.csv", new string('0', 64), 1), id, 3, now);
            run.BeginReading();
            db.Add(run);
            db.Add(new ReplicaComparison { ExchangeRunId = id, FileRecords = 0, LedgerRecords = rows, Same = 0, Differs = 0, OnlyThere = 0, OnlyHere = rows, LeftOut = 0, WrittenAt = now });
            db.AddRange(Enumerable.Range(1, rows).Select(at => new ReplicaDifference
            {
                ExchangeRunId = id,
                Ordinal = at,
                Kind = ReplicaDifferenceKind.OnlyHere,
                RecordId = Guid.CreateVersion7(),
                LedgerPersonId = Replica.Sato.LedgerPersonId,
                AwaitsSending = false,
            }));
            await db.SaveChangesAsync();
            return id;
        }

        public void Dispose()
        {
            Replica.Dispose();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
