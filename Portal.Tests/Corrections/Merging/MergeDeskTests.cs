using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Corrections.Merging;

public sealed class MergeDeskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NobodyMerges_AndTheAttemptIsLogged(Engine engine)
    {
        using var at = new MergeFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Merging.PreviewAsync(A.Clerk, at.Order()));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Merging.MergeAsync(A.Clerk, at.Order()));

        Assert.Equal([OperationResult.Denied, OperationResult.Denied], (await at.LogAsync(Operation.PeopleMerged)).Select(e => e.Result));
        Assert.Null((await at.PersonAsync(at.Other)).MergedIntoId);
    }

    [Theory, EveryEngine]
    public async Task OneSave_MovesDosesAndCoupons_KeepsTheOther_AndTellsBothOfIt(Engine engine)
    {
        using var at = new MergeFixture(engine);

        var mergeId = await at.MergeAsync(PersonFields.Address);

        var (keeper, other) = (await at.PersonAsync(at.Keeper), await at.PersonAsync(at.Other));
        Assert.Equal(("色内一丁目2番3号", "0001204873", (Guid?)null), (keeper.Address, keeper.ResidentNumber, keeper.MergedIntoId));
        Assert.Equal(("色内一丁目2番3号", "0001204999", RecordStatus.Active, at.Keeper.LedgerPersonId), (other.Address, other.ResidentNumber, other.Status, other.MergedIntoId));
        Assert.Equal([at.KeepersDose.DoseId, at.OthersDose.DoseId], await at.DosesOfAsync(at.Keeper));
        Assert.Equal(2, (await at.CouponsOfAsync(at.Keeper)).Count);
        Assert.Empty(await at.DosesOfAsync(at.Other));
        var revisions = await at.RevisionsAsync();
        Assert.All(revisions, r => Assert.Equal((RevisionAct.Merge, mergeId, A.Manager.Name, ReasonKind.Duplicate), (r.Act, r.MergeId, r.RequestedByName, r.Reason)));
        Assert.Equal([RecordKind.Person, RecordKind.Person, RecordKind.Dose, RecordKind.Coupon], revisions.Select(r => r.RecordKind).Order());
        Assert.Equal(
            [(at.Keeper.LedgerPersonId, at.Other.LedgerPersonId), (at.Other.LedgerPersonId, at.Keeper.LedgerPersonId)],
            (await at.LogAsync(Operation.PeopleMerged)).Select(e => (e.LedgerPersonId!.Value, e.SubjectId!.Value)));
    }

    /// <summary>The keeper carries the other's number from now on; the row merged keeps the keeper's, so that both go on finding them.</summary>
    [Theory, EveryEngine]
    public async Task NumbersChangeHands_AndBothFindTheKeeper(Engine engine)
    {
        using var at = new MergeFixture(engine);

        await at.MergeAsync(PersonFields.ResidentNumber);

        Assert.Equal(("0001204999", "0001204873"), ((await at.PersonAsync(at.Keeper)).ResidentNumber, (await at.PersonAsync(at.Other)).ResidentNumber));
        foreach (var number in new[] { "1204873", "1204999" })
        {
            var found = await new LedgerSearch(at.Ledger, at.Time).FindAsync(number, A.Clerk, cancellationToken: Stop);
            Assert.Equal(at.Keeper.LedgerPersonId, Assert.Single(found.Rows).LedgerPersonId);
        }
    }

    [Theory, EveryEngine]
    public async Task PressedTwice_ItIsMergedOnce(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var order = at.Order();

        await at.MergeAsync(order);
        await at.MergeAsync(order);

        Assert.Equal(4, (await at.RevisionsAsync()).Count);
    }

    [Theory, EveryEngine]
    public async Task WhatChangedSinceThePreview_IsLookedAtOnceMore(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var order = at.Order();
        var (_, seen) = await at.Merging.PreviewAsync(A.Manager, order);
        await at.CorrectAsync(RecordKind.Dose, at.OthersDose.DoseId, DoseFields.LotNumber.Key, "EX3618");

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.MergeAsync(order with { Seen = seen }));

        Assert.Contains("同時に変更", refused.Message, StringComparison.Ordinal);
        Assert.Null((await at.PersonAsync(at.Other)).MergedIntoId);
    }

    [Theory, EveryEngine]
    public async Task MergedPeople_CannotBeMergedAgain_NorCorrected_NorTheKeeperCancelled(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var third = A.Person(name: "田中 実", kana: "タナカ ミノル", residentNumber: "0001205000");
        at.Ledger.Add(third);
        await at.MergeAsync();

        await Assert.ThrowsAsync<RuleException>(() => at.MergeAsync(MergeFixture.Order(third, at.Other)));
        await Assert.ThrowsAsync<RuleException>(() => at.MergeAsync(MergeFixture.Order(at.Other, third)));
        await Assert.ThrowsAsync<RuleException>(() => at.MergeAsync(MergeFixture.Order(third, third)));
        await Assert.ThrowsAsync<RuleException>(() => at.CorrectAsync(RecordKind.Person, at.Other.LedgerPersonId, PersonFields.Kana.Key, "サトウ カズエ"));
        Assert.Equal("サトウ カズコ", (await at.PersonAsync(at.Other)).Kana);
    }

    [Theory, EveryEngine]
    public async Task WhileACorrectionWaitsForApproval_ItIsRefused(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var desk = new CorrectionDesk(at.Ledger, new RevisionSaving(at.Ledger, ApprovalPolicy.Default, at.Time), at.Time);
        var seen = LedgerRecord.Of(await at.PersonAsync(at.Other));
        await desk.CorrectAsync(A.Clerk, RecordKind.Person, at.Other.LedgerPersonId, Ask.For(seen, (PersonFields.Name.Key, "佐藤 和江")));

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.MergeAsync());

        Assert.Contains("承認を待っている訂正", refused.Message, StringComparison.Ordinal);
        Assert.Null((await at.PersonAsync(at.Other)).MergedIntoId);
    }

    [Theory, EveryEngine]
    public async Task WhileBothHaveAMyNumber_ItIsRefused(Engine engine)
    {
        using var at = new MergeFixture(engine);
        at.Ledger.Add(Number(at.Keeper, 1), Number(at.Other, 2));

        var two = await Assert.ThrowsAsync<RuleException>(() => at.MergeAsync());

        Assert.Contains("別々の個人番号", two.Message, StringComparison.Ordinal);
        await using (var db = at.Ledger.CreateDbContext())
        {
            await db.EncryptedMyNumbers.Where(n => n.LedgerPersonId == at.Keeper.LedgerPersonId).ExecuteDeleteAsync(Stop);
        }

        await at.MergeAsync();
        Assert.Equal(at.Keeper.LedgerPersonId, (await at.PersonAsync(at.Other)).MergedIntoId);
    }

    [Theory, EveryEngine]
    public async Task Protection_OfEither_IsNeverLost(Engine engine)
    {
        using var at = new MergeFixture(engine);
        await at.CorrectAsync(RecordKind.Person, at.Other.LedgerPersonId, PersonFields.IsProtected.Key, FieldText.Flag(true));

        var mergeId = await at.MergeAsync();

        Assert.True((await at.PersonAsync(at.Keeper)).IsProtected);
        await at.UnmergeAsync(mergeId);
        Assert.Equal((false, true), ((await at.PersonAsync(at.Keeper)).IsProtected, (await at.PersonAsync(at.Other)).IsProtected));
    }

    [Theory, EveryEngine]
    public async Task FindingsFollow_AndDosesAreCountedWithTheKeeperOnly(Engine engine)
    {
        using var at = new MergeFixture(engine);
        // Both have a first dose of one day.
        at.Ledger.Add(A.Dose(at.Other));

        var mergeId = await at.MergeAsync();

        await using (var db = at.Ledger.CreateDbContext())
        {
            var duplicates = await db.FindingRecords.Where(f => f.Rule == FindingRule.Duplicate).ToListAsync(Stop);
            Assert.NotEmpty(duplicates);
            Assert.All(duplicates, f => Assert.Equal((at.Keeper.LedgerPersonId, FindingState.Open), (f.LedgerPersonId, f.State)));
        }

        await at.UnmergeAsync(mergeId);
        await using var after = at.Ledger.CreateDbContext();
        Assert.False(await after.FindingRecords.AnyAsync(f => f.Rule == FindingRule.Duplicate && f.State == FindingState.Open, Stop));
    }

    private static EncryptedMyNumber Number(LedgerPerson person, byte digit) => new()
    {
        LedgerPersonId = person.LedgerPersonId,
        KeyId = 1,
        Nonce = new byte[EncryptedMyNumber.NonceLength],
        Cipher = [digit],
        Tag = new byte[EncryptedMyNumber.TagLength],
        IndexKeyId = 1,
        BlindIndex = [.. Enumerable.Repeat(digit, EncryptedMyNumber.IndexLength)],
        RegisteredAt = A.Now,
        RegisteredBy = "ito",
    };
}
