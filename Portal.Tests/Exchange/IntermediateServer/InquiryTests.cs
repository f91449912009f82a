using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.IntermediateServer.Inquiries;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.Exchange.IntermediateServer.Provisions;
using Portal.Features.Exchange.IntermediateServer.Records;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>情報照会, from the form to the answer.</summary>
public sealed class InquiryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task OutsideTheList_NothingIsMade_AndTheRefusalIsLogged(Engine engine)
    {
        using var at = new InquiryFixture(engine);

        var refused = await Assert.ThrowsAsync<OutsideListException>(() => at.MakeAsync(item: 26));

        Assert.Contains("「照会 26の項」はありません", refused.Message, StringComparison.Ordinal);
        Assert.Empty(at.All<Inquiry>());
        var denied = Assert.Single(at.Log(Operation.InquiryMade));
        Assert.Equal((OperationResult.Denied, at.Sato.LedgerPersonId, refused.Message), (denied.Result, denied.LedgerPersonId, denied.Detail));
    }

    [Fact]
    public async Task WhatIsMissing_IsSaidAtOnce_AndWhoHasNoNumberCannotBeAskedAbout()
    {
        using var at = new InquiryFixture();

        var wrong = await Assert.ThrowsAsync<FieldProblemsException>(() => at.Desk.MakeAsync(A.Clerk, at.Sato.LedgerPersonId, new(null, "01203", "ー")));
        var ourselves = await Assert.ThrowsAsync<FieldProblemsException>(() => at.MakeAsync(target: "012033"));
        await at.ChangeAsync(db => db.People.Single(p => p.LedgerPersonId == at.Sato.LedgerPersonId).IntegratedNumber = null);
        var unnumbered = await Assert.ThrowsAsync<RuleException>(() => at.MakeAsync());

        Assert.Equal(["Item", "TargetCode", "Purpose"], wrong.Problems.Select(p => p.Field));
        Assert.Contains("小樽市には照会できません", ourselves.Message, StringComparison.Ordinal);
        Assert.Contains("統合宛名番号がないため", unnumbered.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task FromTheFormToTheAnswer_TheLedgerStaysAsItIs(Engine engine)
    {
        using var at = new InquiryFixture(engine);
        var id = await at.ApprovedAsync();
        var other = await at.ApprovedAsync(at.Suzuki);

        var (number, asked) = SheetStandIn.Read(await at.SendAsync(), "inquiry-1");
        Assert.Equal(["100000000001", "100000000002"], asked.Select(a => a["統合宛名番号"]));
        Assert.Equal(("1", "25", "1", "011002", "20261123104200"), (asked[0]["照会番号"], asked[0]["項"], asked[0]["照会先の種類"], asked[0]["照会先"], asked[0]["照会日時"]));
        Assert.Equal(InquiryState.Sent, (await at.InquiryAsync(id)).State);

        string[][] answer = [.. SheetStandIn.Dose(1, 1, "1", "20210620", "EX3617"), .. SheetStandIn.Dose(1, 2, "3", "20220301", "FL7646"), ["2", "2", "", "", "", "不開示"]];
        var taken = await at.TakeAsync(SheetStandIn.Write("inquiry-answer-1", number, answer));

        Assert.Equal(new InquiryAnswersTaken(number, 1, 0, 1, 0, 0), taken);
        Assert.Equal((InquiryState.Answered, InquiryState.Withheld), ((await at.InquiryAsync(id)).State, (await at.InquiryAsync(other)).State));
        var run = Assert.Single(at.All<ExchangeRun>());
        Assert.Equal((ExchangeState.Done, 2, 1, 1, 0), (run.State, run.Lines, run.Accepted, run.Rejected, run.Waiting));
        Assert.Equal(4, at.All<Dose>().Count);
        var rows = AnswerComparison.Of((await at.Desk.OpenAsync(A.Manager, id))!.Answer, (await at.Desk.OpenAsync(A.Manager, id))!.Doses);
        Assert.Equal([(1, true), (2, false), (null, true)], rows.Select(r => (r.Record, r.Dose is not null)));
        Assert.DoesNotContain(rows[0].Items, i => i.Differs);

        await Assert.ThrowsAsync<RuleException>(async () => await at.Desk.FinishAsync(A.Clerk, id, (await at.InquiryAsync(id)).Version, ""));
        await at.Desk.FinishAsync(A.Clerk, id, (await at.InquiryAsync(id)).Version, "3回目を台帳に登録した");
        Assert.Equal((InquiryState.Done, "3回目を台帳に登録した"), ((await at.InquiryAsync(id)).State, (await at.InquiryAsync(id)).Note));
    }

    [Theory, EveryEngine]
    public async Task ASecondPersonApproves_AndReturns(Engine engine)
    {
        using var at = new InquiryFixture(engine);
        var both = A.Staff("takahashi", "高橋 恵", Portal.Domain.Accounts.Role.Editor, Portal.Domain.Accounts.Role.Approver);
        var id = await at.MakeAsync();
        await at.Desk.AskApprovalAsync(A.Clerk, id, (await at.InquiryAsync(id)).Version);
        var seen = (await at.InquiryAsync(id)).Version;

        Assert.Contains("自分が作成した", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveAsync(both, id, seen))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ApproveAsync(A.OtherClerk, id, seen));
        await at.Desk.ReturnAsync(A.Manager, id, seen, "照会先を確かめてください");
        Assert.Contains("同時に変更", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveAsync(A.Manager, id, seen))).Message, StringComparison.Ordinal);
        Assert.Equal((InquiryState.Made, "照会先を確かめてください"), ((await at.InquiryAsync(id)).State, (await at.InquiryAsync(id)).Note));
        await Assert.ThrowsAsync<RuleException>(() => at.SendAsync());
    }

    [Fact]
    public async Task AnInquiryWhoseItemHasEnded_IsNotSent_AndTheRefusalIsLogged()
    {
        using var at = new InquiryFixture();
        var id = await at.ApprovedAsync();
        await at.EndAsync(InquiryDirection.Ask, 25, "2026-11-23");
        at.Time.Advance(TimeSpan.FromDays(1));

        var refused = await Assert.ThrowsAsync<OutsideListException>(() => at.SendAsync());

        Assert.Contains("令和8年11月23日で終わっています", refused.Message, StringComparison.Ordinal);
        Assert.Equal(OperationResult.Denied, Assert.Single(at.Log(Operation.InquirySent)).Result);
        Assert.True((await at.InquiryAsync(id)).IsApproved);
        Assert.Empty(at.Kept());
        Assert.Empty(at.All<ExchangeRun>());
    }

    [Theory]
    [InlineData(AnswerFault.Truncated, "途中で切れています")]
    [InlineData(AnswerFault.WrongCount, "件数が合いません")]
    [InlineData(AnswerFault.WrongEncoding, "UTF-8 ではありません")]
    [InlineData(AnswerFault.OtherRun, "第2号は送付していません")]
    [InlineData(AnswerFault.Duplicate, "回答が2つあります")]
    [InlineData(AnswerFault.Empty, "1件もありません")]
    public async Task AnAnswerOutOfForm_IsRefusedWhole(AnswerFault fault, string words)
    {
        using var at = new InquiryFixture();
        var id = await at.ApprovedAsync();
        await at.SendAsync();

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(SheetStandIn.Write("inquiry-answer-1", 1, [["1", "1", "", "", "", ""]], fault)));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal(InquiryState.Sent, (await at.InquiryAsync(id)).State);
        Assert.Single(at.Kept());
    }

    [Theory]
    [InlineData("7", "1", "", "", "", "送っていない照会（第7号）")]
    [InlineData("1", "1", "1", "接種日", "20210620", "「該当なし」ですが、項目があります")]
    [InlineData("1", "0", "1", "接種日", "", "項目名・値のない行")]
    [InlineData("1", "0", "1", "備考", "123456789018", "個人番号とみられる12桁")]
    public async Task AnAnswerNobodyAskedFor_OrThatCannotBe_IsRefused(string number, string code, string record, string item, string value, string words)
    {
        using var at = new InquiryFixture();
        await at.ApprovedAsync();
        await at.SendAsync();

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(SheetStandIn.Write("inquiry-answer-1", 1, [[number, code, record, item, value, ""]])));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("123456789018", refused.Message, StringComparison.Ordinal);
        Assert.Empty(at.All<InquiryAnswer>());
    }

    [Fact]
    public async Task AnAnswerTakenBefore_OrOneThatSaysOtherwise_ChangesNothing()
    {
        using var at = new InquiryFixture();
        await at.ApprovedAsync();
        await at.ApprovedAsync(at.Suzuki);
        await at.SendAsync();
        var nothing = SheetStandIn.Write("inquiry-answer-1", 1, [["1", "1", "", "", "", ""]]);
        await at.TakeAsync(nothing);

        Assert.Contains("すでに取り込んで", (await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(nothing))).Message, StringComparison.Ordinal);
        Assert.Contains("前に取り込んだ回答（該当なし）と違います",
            (await Assert.ThrowsAsync<RuleException>(() => at.TakeAsync(SheetStandIn.Write("inquiry-answer-1", 1, [["1", "2", "", "", "", ""]])))).Message, StringComparison.Ordinal);
        Assert.Equal(3, at.Kept().Count);
    }

    [Fact]
    public async Task AnInquiryGivenUpAfterSending_LeavesItsRecord_AndItsLateAnswerIsNotTaken()
    {
        using var at = new InquiryFixture();
        var id = await at.ApprovedAsync();
        await at.ApprovedAsync(at.Suzuki);
        await at.SendAsync();
        await at.Desk.WithdrawAsync(A.Clerk, id, (await at.InquiryAsync(id)).Version, "本人が申請を取り下げたため");

        var taken = await at.TakeAsync(SheetStandIn.Write("inquiry-answer-1", 1, [.. SheetStandIn.Dose(1, 1, "1", "20210620", "EX3617"), ["2", "1", "", "", "", ""]]));

        Assert.Equal((0, 1, 1, 0), (taken.Given, taken.NothingThere, taken.Withdrawn, taken.Waiting));
        Assert.Equal(InquiryState.Withdrawn, (await at.InquiryAsync(id)).State);
        Assert.Empty(at.All<InquiryAnswer>());
    }

    [Fact]
    public void EveryQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.All(
            [PermitDesk.All(db).ToQueryString(), InquiriesSearch.Inquiries(db).ToQueryString(), InquiriesSearch.Provisions(db).ToQueryString(), InquiriesSearch.Approved(db).ToQueryString(),
                InquiriesSearch.Decided(db).ToQueryString(), InquiryDesk.Answer(db, Guid.NewGuid()).ToQueryString(), InquiryDesk.Doses(db, Guid.NewGuid()).ToQueryString(),
                ProvisionRecordDesk.Rows(db, new(Guid.NewGuid(), A.Day("2026-01-01"), A.Day("2026-12-31"), OnlyDue: true), A.Day("2026-12-31")).ToQueryString()],
            sql => Assert.Contains("ORDER BY", sql, StringComparison.Ordinal));
        Assert.All(
            [ProvisionIntake.People(db, ["1"]).ToQueryString(), InquiryHome.Waiting(db, "ito").ToQueryString(), InquiryHome.WaitingAnswers(db, "ito").ToQueryString()],
            sql => Assert.Contains("WHERE", sql, StringComparison.Ordinal));
    }
}
