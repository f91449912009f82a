using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Exchange.Media;

public sealed class MediumUseDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsDone_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new MediaFixture(engine);
        var waiting = AMedium.Waiting(at.Stick, A.Clerk);
        at.Ledger.Add(waiting);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Uses.ApplyAsync(A.Viewer, at.Asked));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Uses.ApproveAsync(A.OtherClerk, waiting.MediumUseId, waiting.Version, null));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Uses.EraseAsync(A.Manager, waiting.MediumUseId, waiting.Version, ErasureMethod.Broken, at.Witness.StaffMemberId));

        Assert.Equal(
            [(Operation.MediumUseRequested, OperationResult.Denied), (Operation.MediumUseApproved, OperationResult.Denied), (Operation.MediumErased, OperationResult.Denied)],
            at.Log().Select(e => (e.Operation, e.Result)));
        Assert.Equal(MediumUseState.Waiting, (await at.UseAsync(waiting.MediumUseId)).State);
    }

    [Theory, EveryEngine]
    public async Task AUse_GoesFromItsApplicationToItsErasure_AndEachStepIsLogged(Engine engine)
    {
        using var at = new MediaFixture(engine);

        var id = await at.Uses.ApplyAsync(A.Clerk, at.Asked);
        await at.Uses.ApproveAsync(A.Manager, id, (await at.UseAsync(id)).Version, "提出先で開いたら返却すること");
        await at.Uses.HandOverAsync(at.By, id, (await at.UseAsync(id)).Version, "医師会 事務局");
        Assert.Equal(MediumState.Out, (await at.MediumAsync()).State);
        await at.Uses.TakeBackAsync(at.By, id, (await at.UseAsync(id)).Version);
        await at.Uses.EraseAsync(at.By, id, (await at.UseAsync(id)).Version, ErasureMethod.Overwritten, at.Witness.StaffMemberId);

        var use = await at.UseAsync(id);
        Assert.Equal((1, MediumUseState.Erased, "木村 聡", "中村 修"), (use.Number, use.State, use.WitnessName, use.ErasedByName));
        Assert.Equal(MediumState.Stored, (await at.MediumAsync()).State);
        Assert.Equal(
            [
                (Operation.MediumUseRequested, "使用第1号 媒体 M-001 2ファイル 1000件 消去期限 2026-11-30", "医師会への提供"),
                (Operation.MediumUseApproved, "使用第1号 媒体 M-001", "提出先で開いたら返却すること"),
                (Operation.MediumMoved, "使用第1号 媒体 M-001 持出し 申請 高橋 恵、記録 中村 修", null),
                (Operation.MediumMoved, "使用第1号 媒体 M-001 返却 申請 高橋 恵、記録 中村 修", null),
                (Operation.MediumErased, "使用第1号 媒体 M-001 上書き消去 申請 高橋 恵、消去 中村 修、立会 木村 聡", (string?)null),
            ],
            at.Log().Select(e => (e.Operation, e.Detail!, e.Purpose)));
        Assert.All(at.Log(), e => Assert.Equal(id, e.SubjectId));
    }

    [Theory, EveryEngine]
    public async Task AMediumInUse_IsNotOffered_AndNotGivenTwice(Engine engine)
    {
        using var at = new MediaFixture(engine);
        Assert.Single(await at.Uses.ChoicesAsync(A.Clerk, Token));
        await at.Uses.ApplyAsync(A.Clerk, at.Asked);

        Assert.Empty(await at.Uses.ChoicesAsync(A.OtherClerk, Token));
        Assert.Contains("使用中", (await Assert.ThrowsAsync<RuleException>(() => at.Uses.ApplyAsync(A.OtherClerk, at.Asked))).Message, StringComparison.Ordinal);
        // Both looked before either saved: the database gives it once.
        await Assert.ThrowsAnyAsync<DbUpdateException>(() =>
        {
            at.Ledger.Add(AMedium.Waiting(at.Stick, A.OtherClerk, 2));
            return Task.CompletedTask;
        });
    }

    [Theory, EveryEngine]
    public async Task WhatSomebodyElseDecidedMeanwhile_IsNotDecidedAgain(Engine engine)
    {
        using var at = new MediaFixture(engine);
        var id = await at.Uses.ApplyAsync(A.Clerk, at.Asked);
        var seen = (await at.UseAsync(id)).Version;
        await at.Uses.ReturnAsync(A.Manager, id, seen, "期限を短くしてください");

        Assert.Contains("同時に変更", (await Assert.ThrowsAsync<RuleException>(() => at.Uses.ApproveAsync(A.Manager, id, seen, null))).Message, StringComparison.Ordinal);
        Assert.Equal(MediumUseState.Returned, (await at.UseAsync(id)).State);
        Assert.Equal("期限を短くしてください", Assert.Single(at.Log(Operation.MediumUseReturned)).Purpose);
    }

    [Theory, EveryEngine]
    public async Task TheWitness_IsOnTheStaffList_AndNotWhoErases(Engine engine)
    {
        using var at = new MediaFixture(engine);
        var use = AMedium.Approved(at.Stick, A.Clerk);
        at.Ledger.Add(use);

        Assert.Equal(["木村 聡"], (await at.Uses.WitnessesAsync(at.By, Token)).Select(w => w.Name));
        await Assert.ThrowsAsync<RuleException>(() => at.Uses.EraseAsync(at.By, use.MediumUseId, use.Version, ErasureMethod.Broken, Guid.NewGuid()));
        await Assert.ThrowsAsync<RuleException>(() => at.Uses.EraseAsync(at.By, use.MediumUseId, use.Version, ErasureMethod.Broken, at.Keeper.StaffMemberId));

        Assert.Empty(at.Log(Operation.MediumErased));
    }

    [Theory, EveryEngine]
    public async Task AUse_ThatAFileWasBegunOn_IsNotWithdrawn(Engine engine)
    {
        using var at = new MediaFixture(engine);
        var use = AMedium.Approved(at.Stick, A.Clerk);
        at.Ledger.Add(use, use.Begin(A.Clerk, at.Stick, "一覧.zip", 3, [], A.Now));

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Uses.WithdrawAsync(A.Clerk, use.MediumUseId, use.Version));

        Assert.Contains("取り下げられません", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AUseNobodyHas_IsRefused(Engine engine)
    {
        using var at = new MediaFixture(engine);

        await Assert.ThrowsAsync<RuleException>(() => at.Uses.WithdrawAsync(A.Clerk, Guid.NewGuid(), Guid.NewGuid()));
    }
}
