using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality.BulkFixes;
using Xunit;

namespace Portal.Tests.DataQuality.BulkFixes;

public sealed class BulkFixDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutThePermission_NothingIsProposedOrDecided_AndTheDenialsAreLogged(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var id = await at.RequestAsync();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ProposeAsync(A.Viewer, FindingRule.Lot, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ApproveAsync(A.OtherClerk, id));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.List.OpenAsync(A.Administrator, id, Token));

        Assert.Equal(OperationResult.Denied, (await at.LogAsync(Operation.BulkFixProposed))[^1].Result);
        Operation[] ofThisFix = [Operation.BulkFixApproved, Operation.BulkFixOpened];
        foreach (var operation in ofThisFix)
        {
            var denial = Assert.Single(await at.LogAsync(operation));
            Assert.Equal((OperationResult.Denied, id), (denial.Result, denial.SubjectId));
        }

        Assert.Equal(["EX36I7", "EX36I7", "EX36I7", "EX3617"], await at.LotsAsync());
    }

    [Theory, EveryEngine]
    public async Task Requested_ItWaits_AndTheLedgerStandsAsBefore(Engine engine)
    {
        using var at = new BulkFixFixture(engine);

        var id = await at.RequestAsync();

        Assert.Equal(["EX36I7", "EX36I7", "EX36I7", "EX3617"], await at.LotsAsync());
        var opened = (await at.List.OpenAsync(A.Manager, id, Token))!;
        Assert.Equal((BulkFixState.Waiting, 3, "高橋 恵", "予診票のシールと照合した"), (opened.Fix.State, opened.Fix.Count, opened.Fix.RequestedByName, opened.Fix.Reason));
        Assert.All(opened.Rows, row => Assert.Equal(("EX36I7", "EX3617"), (row.Line.OldValue, row.Line.NewValue)));
        Assert.Equal((1, 0, 0), (await at.List.CountWaitingAsync(A.Manager, Token), await at.List.CountWaitingAsync(A.Clerk, Token), await at.List.CountWaitingAsync(A.Viewer, Token)));
        Assert.Equal("ロット 3件", Assert.Single(await at.LogAsync(Operation.BulkFixRequested)).Detail);
    }

    [Theory, EveryEngine]
    public async Task PressedTwice_ItIsOneRequest(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var rows = (await at.Desk.ProposeAsync(A.Clerk, FindingRule.Lot, Token)).Rows.ToDictionary(r => r.DoseId, r => r.Proposal);
        var id = Guid.CreateVersion7();

        await at.Desk.RequestAsync(A.Clerk, id, FindingRule.Lot, rows, "予診票のシールと照合した");
        await at.Desk.RequestAsync(A.Clerk, id, FindingRule.Lot, rows, "予診票のシールと照合した");

        Assert.Single(await at.List.ShowAsync(A.Clerk, Token));
        Assert.Single(await at.LogAsync(Operation.BulkFixRequested));
    }

    [Theory, EveryEngine]
    public async Task Approved_EachDoseIsCorrected_WithItsOwnRevision_AndTheFindingsEnd(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var id = await at.RequestAsync();
        Assert.Equal(3, await at.LeftAsync());

        await at.Desk.ApproveAsync(A.Manager, id);

        Assert.All(await at.LotsAsync(), lot => Assert.Equal("EX3617", lot));
        Assert.Equal(0, await at.LeftAsync());
        var revision = Assert.Single(await at.RevisionsAsync(at.Doses[0]));
        Assert.Equal((RevisionState.Applied, "高橋 恵", "吉田 明", "予診票のシールと照合した"), (revision.State, revision.RequestedByName, revision.DecidedByName, revision.ReasonText));
        var entries = await at.LogAsync(Operation.BulkFixApproved);
        Assert.Equal("ロット 3件 変更3件", entries.Single(e => e.SubjectId == id).Detail);
        Assert.Equal(at.People.Take(3).Select(p => p.LedgerPersonId).Order(), entries.Select(e => e.LedgerPersonId).OfType<Guid>().Order());
    }

    [Theory, EveryEngine]
    public async Task OnesOwnRequest_IsApprovedByNobodyElseThanASecondPerson(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var id = await at.RequestAsync();
        var both = A.Staff("takahashi", "高橋 恵", Role.Editor, Role.Approver);

        Assert.Contains("自分が申請した", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveAsync(both, id))).Message, StringComparison.Ordinal);
        Assert.Contains("自分の申請は", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.ReturnAsync(both, id, "確認")))!.Message, StringComparison.Ordinal);
        Assert.Contains("本人だけ", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.WithdrawAsync(A.OtherClerk, id))).Message, StringComparison.Ordinal);
        Assert.Equal(3, await at.LeftAsync());
    }

    [Theory, EveryEngine]
    public async Task Returned_OrWithdrawn_NothingChanges_AndItIsDecidedOnce(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var returned = await at.RequestAsync();
        Assert.Empty((await at.Desk.ProposeAsync(A.OtherClerk, FindingRule.Lot, Token)).Rows);
        Assert.Contains("差戻しの理由", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.ReturnAsync(A.Manager, returned, " "))).Message, StringComparison.Ordinal);
        await at.Desk.ReturnAsync(A.Manager, returned, "2件目のシールを見てください");
        var withdrawn = await at.RequestAsync();
        await at.Desk.WithdrawAsync(A.Clerk, withdrawn);

        Assert.Contains("すでに差戻し", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveAsync(A.Manager, returned))).Message, StringComparison.Ordinal);
        Assert.Contains("すでに取下げ", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveAsync(A.Manager, withdrawn))).Message, StringComparison.Ordinal);
        Assert.Equal(["EX36I7", "EX36I7", "EX36I7", "EX3617"], await at.LotsAsync());
        Assert.Equal("2件目のシールを見てください", (await at.List.OpenAsync(A.Clerk, returned, Token))!.Fix.DecisionNote);
    }

    [Theory, EveryEngine]
    public async Task ADoseCorrectedOrCancelledMeanwhile_IsLeftAsItIs(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var id = await at.RequestAsync();
        await at.ChangeAsync(at.Doses[0], d => d.LotNumber = "EY2173");
        await at.ChangeAsync(at.Doses[1], d => d.Status = RecordStatus.Cancelled);

        await at.Desk.ApproveAsync(A.Manager, id);

        Assert.Equal(["EY2173", "EX36I7", "EX3617", "EX3617"], await at.LotsAsync());
        Assert.Equal([BulkFixLineState.Skipped, BulkFixLineState.Skipped, BulkFixLineState.Made], await at.LinesAsync(id));
    }

    [Theory, EveryEngine]
    public async Task TakenBack_EveryDoseIsWhatItWas_ButForWhatWasCorrectedSince(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var id = await at.RequestAsync();
        await at.Desk.ApproveAsync(A.Manager, id);
        await at.ChangeAsync(at.Doses[0], d => d.LotNumber = "EY2173");

        await at.Desk.UndoAsync(A.Manager, id, "別のロットの予診票だった");

        Assert.Equal(["EY2173", "EX36I7", "EX36I7", "EX3617"], await at.LotsAsync());
        Assert.Equal([BulkFixLineState.Kept, BulkFixLineState.TakenBack, BulkFixLineState.TakenBack], await at.LinesAsync(id));
        Assert.Equal(2, await at.LeftAsync());
        var history = await at.RevisionsAsync(at.Doses[1]);
        Assert.Equal(2, history.Count);
        Assert.Equal(history.Single(r => r.Changes[0].NewValue == "EX3617").ToVersion, history.Single(r => r.Changes[0].NewValue == "EX36I7").FromVersion);
        Assert.Contains("取り消せるのは反映済みのものだけ", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.UndoAsync(A.Manager, id, "もう一度取り消す"))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task OneThatChangedNothing_HasNothingToTakeBack(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var id = await at.RequestAndApproveInVainAsync();

        Assert.Contains("どの記録も変わっていません", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.UndoAsync(A.Manager, id, "別のロットの予診票だった"))).Message, StringComparison.Ordinal);

        Assert.Equal(BulkFixState.Applied, (await at.List.OpenAsync(A.Manager, id, Token))!.Fix.State);
        Assert.Empty(await at.LogAsync(Operation.BulkFixUndone));
    }

    [Theory, EveryEngine]
    public async Task WhatChangedSinceTheScreen_IsNotAskedFor(Engine engine)
    {
        using var at = new BulkFixFixture(engine);
        var rows = (await at.Desk.ProposeAsync(A.Clerk, FindingRule.Lot, Token)).Rows.ToDictionary(r => r.DoseId, r => r.Proposal);
        await at.ChangeAsync(at.Doses[0], d => d.LotNumber = "EX3617");

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestAsync(A.Clerk, Guid.NewGuid(), FindingRule.Lot, rows, "予診票のシールと照合した"));

        Assert.Contains("3件のうち1件は", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await at.List.ShowAsync(A.Clerk, Token));
    }

    [Theory, EveryEngine]
    public async Task ARuleWithoutOneAnswer_NoneChosen_AndNoReason_AreRefusedInWords(Engine engine)
    {
        using var at = new BulkFixFixture(engine);

        Assert.Contains("一件ずつ訂正", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.ProposeAsync(A.Clerk, FindingRule.Order, Token))).Message, StringComparison.Ordinal);
        Assert.Contains("記録を選んで", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestAsync(A.Clerk, Guid.NewGuid(), FindingRule.Lot, new Dictionary<Guid, FixProposal>(), "照合した"))).Message, StringComparison.Ordinal);
        var rows = (await at.Desk.ProposeAsync(A.Clerk, FindingRule.Lot, Token)).Rows.ToDictionary(r => r.DoseId, r => r.Proposal);
        Assert.Contains("訂正の理由", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestAsync(A.Clerk, Guid.NewGuid(), FindingRule.Lot, rows, ""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheQueries_AreTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("ORDER BY", BulkFixList.Newest(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("BulkFixLine", BulkFixList.Rows(db, Guid.NewGuid()).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("FindingRecord", BulkFixProposals.Left(db, FindingRule.Lot).ToQueryString(), StringComparison.Ordinal);
    }
}
