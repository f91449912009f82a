using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>What goes wrong on the way, on either side.</summary>
public sealed class ReplicaFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AnswerFault.Duplicate, "2つあります")]
    [InlineData(AnswerFault.Truncated, "途中で切れています")]
    [InlineData(AnswerFault.WrongCount, "件数が合いません")]
    [InlineData(AnswerFault.WrongEncoding, "UTF-8 ではありません")]
    [InlineData(AnswerFault.OtherRun, "第1号のファイルではありません")]
    [InlineData(AnswerFault.Unsent, "送っていない行")]
    [InlineData(AnswerFault.Empty, "1行もありません")]
    [InlineData(AnswerFault.OtherCity, "あてのファイルではありません")]
    [InlineData(AnswerFault.MyNumber, "個人番号とみられる")]
    public async Task AnAnswerOutOfForm_IsRefusedWhole(AnswerFault fault, string words)
    {
        using var at = new ReplicaFixture();
        var run = await at.ApprovedAsync();
        var file = await at.SendAsync(run);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(run.ExchangeRunId, at.Partner.Answer(file, fault)));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        var denied = Assert.Single(at.Log(Operation.ExchangeAnswered));
        Assert.Equal((OperationResult.Denied, run.ExchangeRunId), (denied.Result, denied.SubjectId));
        Assert.DoesNotContain("123456789018", denied.Detail, StringComparison.Ordinal);
        Assert.Equal((ExchangeState.Sent, 0, 3), ((await at.RunAsync(run.ExchangeRunId)).State, (await at.RunAsync(run.ExchangeRunId)).Accepted, (await at.RunAsync(run.ExchangeRunId)).Waiting));
        await using var db = at.Ledger.CreateDbContext();
        Assert.All(await db.ExchangeLines.ToListAsync(Token), l => Assert.Equal((ExchangeLineState.Waiting, false, null), (l.State, l.IsHeld, l.Code)));
    }

    [Theory, EveryEngine]
    public async Task AnAnswerInTwoParts_IsTakenInTwo_AndTheSameOnceMoreIsRefused(Engine engine)
    {
        using var at = new ReplicaFixture(engine);
        var run = await at.ApprovedAsync();
        var file = await at.SendAsync(run);
        var early = at.Partner.Answer(file, lines: line => line < 3);
        at.Partner.Replica.Clear();
        var late = at.Partner.Answer(file, lines: line => line == 3);

        var first = await at.TakeAsync(run.ExchangeRunId, early);
        Assert.Equal((2, 0, 1), (first.Accepted, first.Rejected, first.Waiting));
        Assert.Equal(ExchangeState.Answered, (await at.RunAsync(run.ExchangeRunId)).State);
        Assert.Contains("すでに取り込んで", (await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(run.ExchangeRunId, early))).Message, StringComparison.Ordinal);

        await at.TakeAsync(run.ExchangeRunId, late);
        Assert.Equal((ExchangeState.Done, 3), ((await at.RunAsync(run.ExchangeRunId)).State, (await at.RunAsync(run.ExchangeRunId)).Accepted));
        Assert.Contains("すでに取り込んで", (await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(run.ExchangeRunId, late))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AWrongAnswer_IsTakenBack_AndTheRightOneTaken(Engine engine)
    {
        using var at = new ReplicaFixture(engine);
        await at.ExchangeAsync();
        await at.ChangeAsync(db => db.Doses.Single(d => d.DoseId == at.First.DoseId).LotNumber = "EY0573");
        var run = await at.ApprovedAsync();
        var file = await at.SendAsync(run);
        at.Partner.Refuses = _ => "取り込めません";
        await at.TakeAsync(run.ExchangeRunId, at.Partner.Answer(file));
        Assert.Single(await FindingsAsync(at), f => f.State == FindingState.Open);

        await Assert.ThrowsAsync<RuleException>(async () => await at.Answers.TakeBackAsync(A.Clerk, run.ExchangeRunId, (await at.RunAsync(run.ExchangeRunId)).Version, " "));
        await at.Answers.TakeBackAsync(A.Clerk, run.ExchangeRunId, (await at.RunAsync(run.ExchangeRunId)).Version, "別の日の結果を取り込んだ");

        Assert.Equal((ExchangeState.Sent, 0, 0, 1), ((await at.RunAsync(run.ExchangeRunId)).State, (await at.RunAsync(run.ExchangeRunId)).Accepted, (await at.RunAsync(run.ExchangeRunId)).Rejected, (await at.RunAsync(run.ExchangeRunId)).Waiting));
        Assert.DoesNotContain(await FindingsAsync(at), f => f.State == FindingState.Open);
        at.Partner.Refuses = _ => null;
        await at.TakeAsync(run.ExchangeRunId, at.Partner.Answer(file));
        Assert.Equal((0, 3), ((await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)).Lines, (await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token)).Same));
        Assert.Equal("別の日の結果を取り込んだ", Assert.Single(at.Log(Operation.ExchangeAnswerUndone), e => e.Result == OperationResult.Done).Purpose);
    }

    [Fact]
    public async Task AnAnswerThatWasRight_TakenBack_GivesBackWhatWasHeldBefore()
    {
        using var at = new ReplicaFixture();
        var (first, _) = await at.ExchangeAsync();
        await at.ChangeAsync(db => db.Doses.Single(d => d.DoseId == at.First.DoseId).LotNumber = "EY0573");
        var (second, _) = await at.ExchangeAsync();

        await Assert.ThrowsAsync<RuleException>(() => at.Answers.TakeBackAsync(A.Clerk, first.ExchangeRunId, first.Version, "取り違えた"));
        await at.Answers.TakeBackAsync(A.Clerk, second.ExchangeRunId, second.Version, "取り違えた");

        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(3, await db.ExchangeLines.CountAsync(l => l.IsHeld && l.ExchangeRunId == first.ExchangeRunId, Token));
        Assert.Equal(0, await db.ExchangeLines.CountAsync(l => l.IsHeld && l.ExchangeRunId == second.ExchangeRunId, Token));
    }

    private static async Task<List<FindingRecord>> FindingsAsync(ReplicaFixture at)
    {
        await using var db = at.Ledger.CreateDbContext();
        return await db.FindingRecords.AsNoTracking().Where(f => f.Rule == FindingRule.PartnerRefused).ToListAsync(Token);
    }

    [Fact]
    public async Task AnAnswerThatSaysOtherwiseThanBefore_IsRefused()
    {
        using var at = new ReplicaFixture();
        var run = await at.ApprovedAsync();
        var file = await at.SendAsync(run);
        await at.TakeAsync(run.ExchangeRunId, at.Partner.Answer(file, lines: line => line == 1));
        at.Partner.Replica.Clear();
        at.Partner.Refuses = _ => "該当者なし";

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(run.ExchangeRunId, at.Partner.Answer(file)));

        Assert.Contains("前に取り込んだ結果（0000）と違います", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await at.RunAsync(run.ExchangeRunId)).Accepted);
    }

    [Fact]
    public async Task AFileThatBreaksOff_LeavesTheRunApproved_AndIsSentAgain()
    {
        using var at = new ReplicaFixture();
        var run = await at.ApprovedAsync();
        var ready = await at.Desk.OrderAsync(A.Clerk, run.ExchangeRunId, run.Version, at.Use.MediumUseId, ct: Token);
        var sending = await at.Sender.BeginAsync(A.Clerk, ready, Token);

        await Assert.ThrowsAsync<IOException>(() => at.Sender.WriteAsync(sending, new BrokenStream(), Token));

        await using (var db = at.Ledger.CreateDbContext())
        {
            Assert.Equal(MediumFileState.Stopped, (await db.MediumFiles.SingleAsync(Token)).State);
            Assert.Empty(await db.ExchangeLines.ToListAsync(Token));
        }

        Assert.Equal([OperationResult.Done, OperationResult.Failed], at.Log(Operation.ExchangeSent).Select(e => e.Result));
        await at.SendAsync(await at.RunAsync(run.ExchangeRunId));
        Assert.Equal((ExchangeState.Sent, 3), ((await at.RunAsync(run.ExchangeRunId)).State, (await at.RunAsync(run.ExchangeRunId)).Lines));
    }

    [Fact]
    public async Task TwoRunsAtOnce_AnUnapprovedOne_OnesOwnWord_AndAMediumOfSomebodyElse_AreRefused()
    {
        using var at = new ReplicaFixture();
        var id = await at.Desk.MakeAsync(A.Clerk, ExchangeKind.ReplicaChanges, ReplicaFixture.Purpose, ct: Token);
        var made = await at.RunAsync(id);

        Assert.Contains("第1号", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.MakeAsync(A.OtherClerk, ExchangeKind.ReplicaFull, ReplicaFixture.Purpose, ct: Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.OrderAsync(A.Clerk, id, made.Version, at.Use.MediumUseId, ct: Token));
        await at.Runs.AskApprovalAsync(A.Clerk, id, made.Version);
        Assert.Contains("同時に変更", (await Assert.ThrowsAsync<RuleException>(() => at.Runs.AskApprovalAsync(A.Clerk, id, made.Version))).Message, StringComparison.Ordinal);
        var asked = await at.RunAsync(id);
        Assert.Contains("まだ承認されていません", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.OrderAsync(A.Clerk, id, asked.Version, at.Use.MediumUseId, ct: Token))).Message, StringComparison.Ordinal);
        var both = A.Staff("takahashi", "高橋 恵", Portal.Domain.Accounts.Role.Editor, Portal.Domain.Accounts.Role.Approver);
        Assert.Contains("自分が作成した", (await Assert.ThrowsAsync<RuleException>(() => at.Runs.ApproveAsync(both, id, asked.Version))).Message, StringComparison.Ordinal);
        await at.Runs.ApproveAsync(A.Manager, id, asked.Version);
        var approved = await at.RunAsync(id);
        await Assert.ThrowsAsync<FieldProblemsException>(() => at.Desk.OrderAsync(A.OtherClerk, id, approved.Version, at.Use.MediumUseId, ct: Token));

        await at.Runs.FailAsync(A.Clerk, id, approved.Version, "送付が要らなくなったため");
        Assert.Equal((ExchangeState.Failed, "送付が要らなくなったため"), ((await at.RunAsync(id)).State, (await at.RunAsync(id)).Note));
        await at.Desk.MakeAsync(A.Clerk, ExchangeKind.ReplicaFull, ReplicaFixture.Purpose, ct: Token);
    }

    [Fact]
    public async Task ACitysOwnLayout_TakesThePlaceOfOurs()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "replica-1.layout"),
                ["title\t副本登録ファイル(市)", "column\t行番号\tLine\tdigits\t9\t必須\t", "column\t処理区分\tAct\tcode\t1\t必須\t1|2|3", "column\t管理番号\tRecordId\ttext\t32\t必須\t", "column\tロット\tLotNumber\ttext\t3\t任意\t"], Token);
            using var at = new ReplicaFixture(configuration: new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Exchange:Layouts"] = folder.FullName }).Build());

            var counts = await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaFull, ct: Token);

            Assert.Equal((0, "ロットが3文字を超えています", 3), (counts.Lines, counts.Faults.Single().Key, counts.Faulty));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("cable");
    }
}
