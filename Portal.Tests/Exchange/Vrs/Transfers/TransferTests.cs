using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Vrs.Transfers;
using Portal.Tests.Leaks;
using Portal.Tests.Ledger.MyNumbers;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Transfers;

/// <summary>From the wish to the dose in the ledger.</summary>
public sealed class TransferTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task Collect_TakesAPersonOnce_WithSceneAndCaseNumberInTheLog(Engine engine)
    {
        using var at = new TransferFixture(engine);
        await at.CollectAsync();

        Assert.Contains("すでに一覧にあります", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.CollectAsync(at.By, at.Sato.LedgerPersonId, "転-0008", Token))).Message, StringComparison.Ordinal);

        var row = Assert.Single(await at.List.ListAsync(A.Viewer, over: false, Token));
        Assert.Equal(("転入 和子", "転-0007", "照会前", true), (row.PersonName, row.Inquiry.CaseNumber, row.State, row.IsFree));
        var entry = Assert.Single(at.Log(Operation.TransferCollected));
        Assert.Equal((at.Sato.LedgerPersonId, MyNumberPurpose.MovedIn, "受付番号 転-0007"), (entry.LedgerPersonId, entry.Scene, entry.Purpose));
    }

    [Theory]
    [InlineData("protected", "支援措置の人は一括照合に含められません")]
    [InlineData("never moved", "転入の記録がありません")]
    [InlineData("left", "住んでいる人ではありません")]
    [InlineData("merged", "統合済み")]
    [InlineData("no number", "個人番号が登録されていません")]
    public void APersonWhoCannotBeAskedFor_IsRefusedInWords(string how, string words)
    {
        var person = A.Person();
        person.SetResidence([new() { StartedOn = A.Day("2026-11-02"), EndedOn = how == "left" ? A.Day("2026-11-10") : null, EndKind = how == "left" ? ResidenceEnd.MovedOut : null }]);
        if (how == "never moved")
        {
            person.SetResidence([new() { StartedOn = person.BirthDate }]);
        }

        (person.IsProtected, person.MergedIntoId) = (how == "protected", how == "merged" ? Guid.NewGuid() : null);

        Assert.Contains(words, TransferInquiry.WhyNot(person, hasNumber: how != "no number"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACaseNumberThatIsAMyNumber_IsRefused()
    {
        using var at = new TransferFixture();

        var refused = await Assert.ThrowsAsync<MyNumberRefusedException>(() => at.Desk.CollectAsync(at.By, at.Sato.LedgerPersonId, MyNumberFixture.Number, Token));

        Assert.Equal(MyNumberRefusal.CaseIsMyNumber, refused.Why);
    }

    [Fact]
    public async Task WithoutTheRight_NothingIsDone_AndTheAttemptsAreLogged()
    {
        using var at = new TransferFixture();
        var open = await at.AnsweredAsync();
        var candidate = open.Candidates[0].Candidate;

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.CollectAsync(A.Clerk, at.Suzuki.LedgerPersonId, "転-0009", Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.MakeAsync(A.Manager, TransferFixture.Purpose, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Orders.OrderAsync(A.Clerk, open.Run!.ExchangeRunId, open.Run.Version, at.Use.MediumUseId, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Accepting.AcceptAsync(A.Viewer, candidate.TransferCandidateId, candidate.Version, false));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Accepting.DeclineAsync(A.Viewer, candidate.TransferCandidateId, candidate.Version, "紙の記録と違う"));

        Operation[] acts = [Operation.TransferCollected, Operation.ExchangeMade, Operation.MyNumberSent, Operation.TransferDoseRegistered, Operation.TransferDoseDeclined];
        Assert.All(acts, act => Assert.Single(at.Log(act), e => e.Result == OperationResult.Denied));
    }

    [Theory, EveryEngine]
    public async Task TheRequest_CarriesTheNumbers_AndNothingElseOfOursDoes(Engine engine)
    {
        using var at = new TransferFixture(engine);

        var (run, file) = await at.SentAsync();
        at.Partner.Answer(file);

        Assert.Equal([MyNumberFixture.Number, MyNumberFixture.OtherNumber], at.Partner.Asked);
        Assert.Equal((ExchangeState.Sent, 2, 2), (run.State, run.Lines, run.Waiting));
        Assert.NotEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), run.Sha256);
        Assert.Equal(
            [(at.Sato.LedgerPersonId, MyNumberPurpose.MovedIn, "受付番号 転-0007"), (at.Suzuki.LedgerPersonId, MyNumberPurpose.MovedIn, "受付番号 転-0007")],
            at.Log(Operation.MyNumberSent).Select(e => (e.LedgerPersonId!.Value, e.Scene!.Value, e.Purpose!)));
        await using var db = at.Ledger.CreateDbContext();
        var written = await db.MediumFiles.SingleAsync(Token);
        Assert.Equal((MediumFileState.Written, 2L, "transfer-request-1_000001.zip"), (written.State, written.Rows, written.Name));
        Assert.Empty(await db.ExchangeLines.ToListAsync(Token));
        Assert.DoesNotContain(await db.OperationLog.ToListAsync(Token), e => $"{e.Detail}{e.Purpose}".Contains(MyNumberFixture.Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutAnotherPersonsWord_OrWithoutProof_NoNumberIsRead()
    {
        using var at = new TransferFixture();
        await at.CollectBothAsync();
        var id = await at.Desk.MakeAsync(at.By, TransferFixture.Purpose, Token);
        await at.Runs.AskApprovalAsync(at.By, id, (await at.RunAsync(id)).Version);
        var asked = await at.RunAsync(id);

        Assert.Contains("まだ承認されていません", (await Assert.ThrowsAsync<RuleException>(() => at.Orders.OrderAsync(at.By, id, asked.Version, at.Use.MediumUseId, Token))).Message, StringComparison.Ordinal);
        await at.Runs.ApproveAsync(A.Manager, id, asked.Version);
        at.Numbers.Change(session => session.ProvedAgainAt = null);
        var approved = await at.RunAsync(id);
        Assert.Equal(MyNumberRefusal.NotProvedAgain, (await Assert.ThrowsAsync<MyNumberRefusedException>(() => at.Orders.OrderAsync(at.By, id, approved.Version, at.Use.MediumUseId, Token))).Why);

        Assert.Equal([OperationResult.Failed], at.Log(Operation.MyNumberSent).Select(e => e.Result));
    }

    [Fact]
    public async Task AFileThatBreaksOff_LeavesTheRunApproved_AndIsSentAgain()
    {
        using var at = new TransferFixture();
        await at.CollectBothAsync();
        var run = await at.ApprovedAsync();
        var ready = await at.Orders.OrderAsync(at.By, run.ExchangeRunId, run.Version, at.Use.MediumUseId, Token);
        var sending = await at.Sender.BeginAsync(at.By, ready, Token);

        await Assert.ThrowsAsync<IOException>(() => at.Sender.WriteAsync(sending, new BrokenStream(), Token));

        var broken = await at.RunAsync(run.ExchangeRunId);
        Assert.Equal((ExchangeState.AwaitsApproval, null, 0), (broken.State, broken.SentAt, broken.Lines));
        await using (var db = at.Ledger.CreateDbContext())
        {
            Assert.Equal(MediumFileState.Stopped, (await db.MediumFiles.SingleAsync(Token)).State);
            Assert.All(await db.TransferInquiries.ToListAsync(Token), i => Assert.Equal(TransferState.Requested, i.State));
        }

        await at.SendAsync(broken);
        Assert.Equal(ExchangeState.Sent, (await at.RunAsync(run.ExchangeRunId)).State);
        Assert.Equal(4, at.Log(Operation.MyNumberSent).Count);
    }

    [Fact]
    public async Task SomebodyTakenOut_LeavesNoGapInTheFile_AndSomebodyProtectedSince_StopsIt()
    {
        using var at = new TransferFixture();
        await at.CollectBothAsync();
        var run = await at.ApprovedAsync();
        await at.ChangeAsync(db => db.People.Single(p => p.LedgerPersonId == at.Sato.LedgerPersonId).IsProtected = true);
        Assert.Contains("0001300001 の人を照会できません", (await Assert.ThrowsAsync<RuleException>(() => at.Orders.OrderAsync(at.By, run.ExchangeRunId, run.Version, at.Use.MediumUseId, Token))).Message, StringComparison.Ordinal);
        var sato = (await at.OpenAsync(at.Sato)).Row.Inquiry;
        await at.Desk.WithdrawAsync(at.By, sato.TransferInquiryId, sato.Version, "支援措置を受けたため");

        at.Partner.Answer(await at.SendAsync(run));

        Assert.Equal([MyNumberFixture.OtherNumber], at.Partner.Asked);
        Assert.Equal(1, (await at.OpenAsync(at.Suzuki)).Row.Inquiry.LineNumber);
        var suzuki = (await at.OpenAsync(at.Suzuki)).Row.Inquiry;
        Assert.Contains("すでに送付された", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.WithdrawAsync(at.By, suzuki.TransferInquiryId, suzuki.Version, "やめておくため"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunGivenUp_LetsItsPeopleWaitForTheNext()
    {
        using var at = new TransferFixture();
        await at.CollectBothAsync();
        var first = await at.ApprovedAsync();
        await at.Runs.FailAsync(at.By, first.ExchangeRunId, first.Version, "照会の日を改めるため");

        Assert.All(await at.List.ListAsync(at.By, over: false, Token), row => Assert.True(row.IsFree));
        var second = await at.ApprovedAsync();

        Assert.Equal(2, (await at.List.OfRunAsync(A.Manager, second.ExchangeRunId, Token)).Count);
    }

    [Theory, EveryEngine]
    public async Task TheResult_BringsCandidatesByLine_AndLeavesTheLedgerAlone(Engine engine)
    {
        using var at = new TransferFixture(engine);

        var open = await at.AnsweredAsync();

        Assert.Equal([(1, "EX3617", "131016"), (2, "FA5715", "131016")], open.Candidates.Select(c => (c.Candidate.DoseNumber, c.Candidate.LotNumber!, c.Candidate.MunicipalityCode!)));
        Assert.Equal("候補あり", open.Row.State);
        Assert.Equal("該当なし", (await at.OpenAsync(at.Suzuki)).Row.State);
        Assert.Equal((ExchangeState.Done, 2, 0), (open.Run!.State, open.Run.Accepted, open.Run.Rejected));
        Assert.Empty(await at.DosesAsync(at.Sato));
    }

    [Fact]
    public async Task ALineVrsRefuses_IsSaid_AndCanBeAskedAgain()
    {
        using var at = new TransferFixture();
        var (run, file) = await at.SentAsync();
        at.Partner.Refuses.Add(MyNumberFixture.Number);

        await at.TakeAsync(run, at.Partner.Answer(file));

        var open = await at.OpenAsync(at.Sato);
        Assert.Equal(("照会できず", "番号を確認できません"), (open.Row.State, open.Row.Inquiry.Message));
        await at.Desk.FinishAsync(at.By, open.Row.Inquiry.TransferInquiryId, open.Row.Inquiry.Version);
        await at.Desk.CollectAsync(at.By, at.Sato.LedgerPersonId, "転-0010", Token);
    }

    [Theory]
    [InlineData(TransferFault.Duplicate, "1行目の結果が2つあります")]
    [InlineData(TransferFault.Truncated, "途中で切れています")]
    [InlineData(TransferFault.WrongCount, "件数が合いません")]
    [InlineData(TransferFault.WrongEncoding, "UTF-8 ではありません")]
    [InlineData(TransferFault.OtherRun, "第1号のファイルではありません")]
    [InlineData(TransferFault.Unsent, "照会していない行")]
    [InlineData(TransferFault.LineMissing, "2行目の結果がありません")]
    [InlineData(TransferFault.CarriesMyNumber, "個人番号とみられる12桁")]
    public async Task AResultOutOfForm_IsRefusedWhole(TransferFault fault, string words)
    {
        using var at = new TransferFixture();
        var (run, file) = await at.SentAsync();
        at.Partner.Knows(MyNumberFixture.Number, new KnownDose(1, "20210620"));

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(run, at.Partner.Answer(file, fault)));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(MyNumberFixture.Number, refused.Message, StringComparison.Ordinal);
        Assert.Equal((ExchangeState.Sent, 2), ((await at.RunAsync(run.ExchangeRunId)).State, (await at.RunAsync(run.ExchangeRunId)).Waiting));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Empty(await db.TransferCandidates.ToListAsync(Token));
    }

    [Fact]
    public async Task TheSameResultAgain_OrThatOfARunGivenUp_ChangesNothing()
    {
        using var at = new TransferFixture();
        var (run, file) = await at.SentAsync();
        var answer = at.Partner.Answer(file);
        await at.TakeAsync(run, answer);

        Assert.Contains("すでに取り込んで", (await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(run, answer))).Message, StringComparison.Ordinal);

        using var late = new TransferFixture();
        (run, file) = await late.SentAsync();
        await late.Runs.FailAsync(late.By, run.ExchangeRunId, run.Version, "結果が届かないため");
        Assert.Contains("「失敗」のため、結果を取り込めません", (await Assert.ThrowsAsync<RuleException>(() => late.TakeAsync(run, late.Partner.Answer(file)))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Accept_IsARegistration_WithRevisionLogAndWarningsKept_OnceOnly(Engine engine)
    {
        using var at = new TransferFixture(engine);
        var first = (await at.AnsweredAsync()).Candidates[0];

        Assert.Equal(TransferOutcome.Registered, await at.Accepting.AcceptAsync(at.By, first.Candidate.TransferCandidateId, first.Candidate.Version, false));
        await Assert.ThrowsAsync<RuleException>(() => at.Accepting.AcceptAsync(at.By, first.Candidate.TransferCandidateId, first.Candidate.Version, true));

        var dose = Assert.Single(await at.DosesAsync(at.Sato));
        Assert.Equal((1, A.Day("2021-06-20"), DoseSource.TransferInquiry, "131016", "EX3617"), (dose.DoseNumber, dose.VaccinatedOn, dose.Source, dose.MunicipalityCode, dose.LotNumber));
        Assert.Equal(new DateTime(2021, 8, 1, 1, 15, 0, DateTimeKind.Utc), dose.RecordedAt);
        await using var db = at.Ledger.CreateDbContext();
        var revision = await db.Revisions.SingleAsync(r => r.RecordId == dose.DoseId, Token);
        Assert.Equal((RevisionAct.Register, "VRS 一括照合 受付番号 転-0007"), (revision.Act, revision.ReasonText));
        Assert.Single(at.Log(Operation.DoseRegistered), e => e.LedgerPersonId == at.Sato.LedgerPersonId);
        var kept = (await at.OpenAsync(at.Sato)).Candidates[0].Candidate;
        Assert.NotEmpty(first.Warnings);
        Assert.Equal((TransferDecision.Accepted, string.Join('\n', first.Warnings)), (kept.Decision, kept.Warnings));
    }

    [Theory, EveryEngine]
    public async Task OfSomebodyMergedSince_TheDoseIsTheKeepers_AndHeldAgainstTheirs(Engine engine)
    {
        using var at = new TransferFixture(engine);
        var keeper = A.Person("転入 和子", "テンニュウ カズコ", "0001300009");
        at.Ledger.Add(keeper, A.Dose(keeper));
        await at.AnsweredAsync();
        await at.ChangeAsync(db => db.People.Single(p => p.LedgerPersonId == at.Sato.LedgerPersonId).MergedIntoId = keeper.LedgerPersonId);
        var open = await at.OpenAsync(at.Sato);
        var (first, second) = (open.Candidates[0].Candidate, open.Candidates[1].Candidate);

        Assert.Equal((keeper.LedgerPersonId, true, true), (open.Person.LedgerPersonId, open.IsMerged, open.Candidates[0].IsThere));
        Assert.Equal(TransferOutcome.AlreadyThere, await at.Accepting.AcceptAsync(at.By, first.TransferCandidateId, first.Version, false));
        Assert.Equal(TransferOutcome.RegisteredWithKeeper, await at.Accepting.AcceptAsync(at.By, second.TransferCandidateId, second.Version, false));

        Assert.Empty(await at.DosesAsync(at.Sato));
        Assert.Equal([1, 2], (await at.DosesAsync(keeper)).Select(d => d.DoseNumber));
        Assert.Equal(keeper.LedgerPersonId, Assert.Single(at.Log(Operation.DoseRegistered)).LedgerPersonId);
        Assert.Contains(at.Log(Operation.TransferDoseRegistered), e => e.LedgerPersonId == keeper.LedgerPersonId && e.Detail!.StartsWith("統合先に登録", StringComparison.Ordinal));
        Assert.Equal(TransferState.Done, (await at.OpenAsync(at.Sato)).Row.Inquiry.State);
    }

    [Theory, EveryEngine]
    public async Task TwoWhoAcceptAtOnce_RegisterOneDose(Engine engine)
    {
        using var at = new TransferFixture(engine);
        var first = (await at.AnsweredAsync()).Candidates[0].Candidate;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                return $"{await at.Accepting.AcceptAsync(at.By, first.TransferCandidateId, first.Version, true)}";
            }
            catch (RuleException)
            {
                return "refused";
            }
        })));

        Assert.Single(outcomes, $"{TransferOutcome.Registered}");
        Assert.Single(await at.DosesAsync(at.Sato));
    }

    [Fact]
    public async Task OfTheNumbersSent_NoneIsFoundInTheDatabase()
    {
        using var at = new TransferFixture();
        var (run, file) = await at.SentAsync();
        at.Partner.Refuses.Add(MyNumberFixture.Number);
        await at.TakeAsync(run, at.Partner.Answer(file));
        var scanner = new LeakScanner([MyNumberFixture.Number, MyNumberFixture.OtherNumber]);
        await using var db = at.Ledger.CreateDbContext();
        var path = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;

        Assert.NotEmpty(scanner.Find(file, "request"));
        foreach (var part in new[] { path, path + "-wal" }.Where(File.Exists))
        {
            await using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Token);
            Assert.Empty(scanner.Find(copy.ToArray(), part));
        }
    }

    [Fact]
    public async Task WhatIsThere_IsSaid_AndWhatLooksLikeIt_NeedsAWord()
    {
        using var at = new TransferFixture();
        at.Ledger.Add(A.Dose(at.Sato), A.Dose(at.Sato, 3, "2021-07-11"));
        var open = await at.AnsweredAsync();

        Assert.True(open.Candidates[0].IsThere);
        Assert.Equal(TransferOutcome.AlreadyThere, await at.Accepting.AcceptAsync(at.By, open.Candidates[0].Candidate.TransferCandidateId, open.Candidates[0].Candidate.Version, false));
        Assert.Equal(TransferOutcome.Duplicates, await at.Accepting.AcceptAsync(at.By, open.Candidates[1].Candidate.TransferCandidateId, open.Candidates[1].Candidate.Version, false));
        Assert.Equal(2, (await at.DosesAsync(at.Sato)).Count);

        Assert.Equal(TransferOutcome.Registered, await at.Accepting.AcceptAsync(at.By, open.Candidates[1].Candidate.TransferCandidateId, open.Candidates[1].Candidate.Version, true));
        Assert.Equal(TransferState.Done, (await at.OpenAsync(at.Sato)).Row.Inquiry.State);
    }

    [Fact]
    public async Task Decline_NeedsAReason_AndTheLastDecisionEndsTheInquiry()
    {
        using var at = new TransferFixture();
        var open = await at.AnsweredAsync();
        var candidates = open.Candidates.Select(c => c.Candidate).ToList();

        await Assert.ThrowsAsync<RuleException>(() => at.Accepting.DeclineAsync(at.By, candidates[0].TransferCandidateId, candidates[0].Version, " "));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.FinishAsync(at.By, open.Row.Inquiry.TransferInquiryId, open.Row.Inquiry.Version));
        foreach (var candidate in candidates)
        {
            await at.Accepting.DeclineAsync(at.By, candidate.TransferCandidateId, candidate.Version, "本人の記録と違うため");
        }

        Assert.Empty(await at.DosesAsync(at.Sato));
        Assert.Equal(TransferState.Done, (await at.OpenAsync(at.Sato)).Row.Inquiry.State);
        Assert.Equal(["本人の記録と違うため", "本人の記録と違うため"], at.Log(Operation.TransferDoseDeclined).Select(e => e.Purpose));
    }

    [Fact]
    public async Task ACandidateThatBreaksARule_IsRefusedInWords()
    {
        using var at = new TransferFixture();
        var (run, file) = await at.SentAsync();
        at.Partner.Knows(MyNumberFixture.Number, new KnownDose(1, "20240501"), new KnownDose(2, "20210711", Municipality: "131017"));
        await at.TakeAsync(run, at.Partner.Answer(file));
        var open = await at.OpenAsync(at.Sato);

        Assert.All(open.Candidates, c => Assert.NotEmpty(c.Problems));
        foreach (var shown in open.Candidates)
        {
            Assert.Contains("このままでは登録できません", (await Assert.ThrowsAsync<RuleException>(() =>
                at.Accepting.AcceptAsync(at.By, shown.Candidate.TransferCandidateId, shown.Candidate.Version, false))).Message, StringComparison.Ordinal);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("cable");
    }
}
