using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Corrections.Merging;

public sealed class UnmergeDeskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingGoesBack_AndTheAttemptIsLogged(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var mergeId = await at.MergeAsync();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Unmerging.UnmergeAsync(A.Clerk, mergeId, new HashSet<Guid>(), MergeFixture.Twice));
        await Assert.ThrowsAsync<RuleException>(() => at.Unmerging.UnmergeAsync(A.Manager, Guid.NewGuid(), new HashSet<Guid>(), MergeFixture.Twice));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.PeopleUnmerged)).Result);
    }

    [Theory, EveryEngine]
    public async Task BothAreAsTheyWere_AndTheHistoryTellsOfIt(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var (keeper, other) = (LedgerRecord.Of(await at.PersonAsync(at.Keeper)).Texts(), LedgerRecord.Of(await at.PersonAsync(at.Other)).Texts());
        var mergeId = await at.MergeAsync([.. Portal.Domain.Corrections.Merging.Merge.Items]);

        await at.UnmergeAsync(mergeId);

        Assert.Equal(keeper, LedgerRecord.Of(await at.PersonAsync(at.Keeper)).Texts());
        Assert.Equal(other, LedgerRecord.Of(await at.PersonAsync(at.Other)).Texts());
        Assert.Null((await at.PersonAsync(at.Other)).MergedIntoId);
        Assert.Equal([at.KeepersDose.DoseId], await at.DosesOfAsync(at.Keeper));
        Assert.Equal([at.OthersDose.DoseId], await at.DosesOfAsync(at.Other));
        Assert.Equal([at.OthersCoupon.CouponId], await at.CouponsOfAsync(at.Other));
        Assert.Equal(2, (await at.LogAsync(Operation.PeopleUnmerged)).Count);
        Assert.Equal(4, (await at.RevisionsAsync()).Count(r => r.Act == RevisionAct.Unmerge && r.MergeId == mergeId));
        await Assert.ThrowsAsync<RuleException>(() => at.UnmergeAsync(mergeId));
    }

    [Theory, EveryEngine]
    public async Task WhatWasEditedSince_StaysAsEdited_AndIsNamed_WhileADoseGoesBackWithItsCorrection(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var mergeId = await at.MergeAsync(PersonFields.Address, PersonFields.ResidentNumber);
        await at.CorrectAsync(RecordKind.Person, at.Keeper.LedgerPersonId, PersonFields.Address.Key, "入船五丁目6番7号");
        await at.CorrectAsync(RecordKind.Dose, at.OthersDose.DoseId, DoseFields.LotNumber.Key, "EX3618");

        var opened = await at.Unmerging.OpenAsync(A.Manager, mergeId, Stop);
        await at.UnmergeAsync(mergeId);
        var statement = await at.Unmerging.OpenAsync(A.Manager, mergeId, Stop);

        foreach (var plan in new[] { opened!.Plan!, statement!.Plan! })
        {
            var kept = Assert.Single(plan.Kept);
            Assert.Equal((PersonFields.Address.Key, "花園四丁目1番2号", "色内一丁目2番3号", "入船五丁目6番7号"), (kept.Field, kept.Before, kept.Merged, kept.Now));
            Assert.Equal((1, 1), (plan.Doses, plan.Coupons));
        }

        var keeper = await at.PersonAsync(at.Keeper);
        Assert.Equal(("入船五丁目6番7号", "0001204873"), (keeper.Address, keeper.ResidentNumber));
        Assert.Equal([at.OthersDose.DoseId], await at.DosesOfAsync(at.Other));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal("EX3618", db.Doses.Single(d => d.DoseId == at.OthersDose.DoseId).LotNumber);
        Assert.NotNull(statement.TakenBack);
    }

    [Theory, EveryEngine]
    public async Task DosesRegisteredAfterTheMerge_StayWithTheKeeper_UnlessChosen(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var mergeId = await at.MergeAsync();
        at.Time.Advance(TimeSpan.FromHours(1));
        var (stays, goes) = (Registered(at, 3, "2022-02-01"), Registered(at, 4, "2022-08-01"));
        at.Ledger.Add(stays, goes);

        Assert.Equal(new[] { stays.DoseId, goes.DoseId }.Order(), (await at.Unmerging.OpenAsync(A.Manager, mergeId, Stop))!.Plan!.Later.Order());
        await at.UnmergeAsync(mergeId, goes.DoseId);

        Assert.Equal([at.KeepersDose.DoseId, stays.DoseId], await at.DosesOfAsync(at.Keeper));
        Assert.Equal([at.OthersDose.DoseId, goes.DoseId], await at.DosesOfAsync(at.Other));
    }

    /// <summary>A into B into C: the chain always points at who they are now, and is taken back from its end.</summary>
    [Theory, EveryEngine]
    public async Task ThoseMergedEarlier_FollowToTheNewKeeper_AndComeBack(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var third = A.Person(name: "佐藤 和子", residentNumber: "0001205000");
        at.Ledger.Add(third);
        var first = await at.MergeAsync(PersonFields.Address);
        var second = await at.MergeAsync(MergeFixture.Order(third, at.Keeper, PersonFields.ResidentNumber));

        Assert.Equal((third.LedgerPersonId, third.LedgerPersonId), ((await at.PersonAsync(at.Other)).MergedIntoId, (await at.PersonAsync(at.Keeper)).MergedIntoId));
        Assert.Equal(2, (await at.DosesOfAsync(third)).Count);
        var refused = await Assert.ThrowsAsync<RuleException>(() => at.UnmergeAsync(first));
        Assert.Contains("先にその統合を取り消して", refused.Message, StringComparison.Ordinal);

        await at.UnmergeAsync(second);
        Assert.Equal((at.Keeper.LedgerPersonId, (Guid?)null), ((await at.PersonAsync(at.Other)).MergedIntoId, (await at.PersonAsync(at.Keeper)).MergedIntoId));
        await at.UnmergeAsync(first);

        Assert.Null((await at.PersonAsync(at.Other)).MergedIntoId);
        Assert.Equal([at.OthersDose.DoseId], await at.DosesOfAsync(at.Other));
        Assert.Equal("花園四丁目1番2号", (await at.PersonAsync(at.Keeper)).Address);
    }

    /// <summary>A second merge into the same keeper on the same item: the first cannot be taken out from under it.</summary>
    [Theory, EveryEngine]
    public async Task AnotherMergeOnTheSameItem_IsTakenBackFirst(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var third = A.Person(name: "佐藤 和子", residentNumber: "0001205000", address: "入船五丁目6番7号");
        at.Ledger.Add(third);
        var first = await at.MergeAsync(PersonFields.Address);
        var second = await at.MergeAsync(MergeFixture.Order(at.Keeper, third, PersonFields.Address));

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.UnmergeAsync(first));
        Assert.NotNull((await at.Unmerging.OpenAsync(A.Manager, first, Stop))!.Refusal);
        await at.UnmergeAsync(second);
        await at.UnmergeAsync(first);

        Assert.Contains("先にあとの統合", refused.Message, StringComparison.Ordinal);
        Assert.Equal("花園四丁目1番2号", (await at.PersonAsync(at.Keeper)).Address);
    }

    [Theory, EveryEngine]
    public async Task PrintingTheStatement_IsAnAct_OfBoth(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var mergeId = await at.MergeAsync();

        await Assert.ThrowsAsync<RuleException>(() => at.Unmerging.RecordPrintAsync(A.Manager, mergeId, ""));
        await at.Unmerging.RecordPrintAsync(A.Manager, mergeId, "係内の確認のため");

        Assert.Equal(
            new Guid?[] { at.Keeper.LedgerPersonId, at.Other.LedgerPersonId }.Order(),
            (await at.LogAsync(Operation.MergePrinted)).Select(e => e.LedgerPersonId).Order());
    }

    private static Dose Registered(MergeFixture at, int number, string on)
    {
        var dose = A.Dose(at.Keeper, number, on);
        return new()
        {
            DoseId = dose.DoseId,
            LedgerPersonId = dose.LedgerPersonId,
            DoseNumber = number,
            VaccinatedOn = dose.VaccinatedOn,
            Source = DoseSource.Slip,
            CreatedAt = at.Now,
        };
    }
}
