using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Corrections.Merging;

/// <summary>時点 of people who were merged: each moment shows the doses where they then were, on both sheets.</summary>
public sealed class MergeAsOfTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task BeforeDuringAndAfterAMerge_BothSheetsShowTheDosesWhereTheyWere(Engine engine)
    {
        using var at = new MergeFixture(engine);
        await at.CorrectAsync(RecordKind.Dose, at.OthersDose.DoseId, DoseFields.LotNumber.Key, "EX3618");
        var before = at.Now;
        var mergeId = await at.MergeAsync(PersonFields.Address);
        var merged = at.Now;
        await at.CorrectAsync(RecordKind.Dose, at.OthersDose.DoseId, DoseFields.LotNumber.Key, "EX3619");
        var corrected = at.Now;
        await at.UnmergeAsync(mergeId);
        var after = at.Now;
        at.Time.Advance(TimeSpan.FromHours(1));

        var (keepers, others) = ((at.KeepersDose.DoseId, "EX3617"), at.OthersDose.DoseId);
        Assert.Equal([keepers], await DosesAsync(at, at.Keeper, before));
        Assert.Equal([(others, "EX3618")], await DosesAsync(at, at.Other, before));
        Assert.Equal([(others, "EX3618"), keepers], await DosesAsync(at, at.Keeper, merged));
        Assert.Empty(await DosesAsync(at, at.Other, merged));
        Assert.Equal([(others, "EX3619"), keepers], await DosesAsync(at, at.Keeper, corrected));
        Assert.Empty(await DosesAsync(at, at.Other, corrected));
        Assert.Equal([keepers], await DosesAsync(at, at.Keeper, after));
        Assert.Equal([(others, "EX3619")], await DosesAsync(at, at.Other, after));
    }

    [Theory, EveryEngine]
    public async Task CouponsAndThePersonThemselves_AreShownAsTheyWere_AndTheDifferencesSaySo(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var before = at.Now;
        await at.MergeAsync(PersonFields.Address);
        at.Time.Advance(TimeSpan.FromHours(1));

        var keeper = await at.AsOf.OpenAsync(A.Clerk, at.Keeper.LedgerPersonId, before, null, Stop);
        var other = await at.AsOf.OpenAsync(A.Clerk, at.Other.LedgerPersonId, before, null, Stop);

        Assert.Equal("花園四丁目1番2号", keeper!.Sheet.Person.Address);
        Assert.Equal((null, at.OthersCoupon.CouponId), (other!.Sheet.Person.MergedIntoId, Assert.Single(other.Sheet.Coupons).CouponId));
        Assert.Single(keeper.Sheet.Coupons);
        Assert.Contains(new("接種記録 2回目", "記録", "（なし）", "別の個人票から移りました"), keeper.Differences);
        Assert.Contains(new("接種記録 2回目", "記録", "この人の記録", "別の個人票に移りました"), other.Differences);
        Assert.Contains(new("被接種者", "統合先", "（空）", "別の個人票"), other.Differences);
    }

    /// <summary>The keeper's sheet tells the whole history of the doses that are theirs now, also from before they were.</summary>
    [Theory, EveryEngine]
    public async Task TheHistoryOfADose_FollowsIt(Engine engine)
    {
        using var at = new MergeFixture(engine);
        await at.CorrectAsync(RecordKind.Dose, at.OthersDose.DoseId, DoseFields.LotNumber.Key, "EX3618");
        await at.MergeAsync();

        var sheet = await new PersonSheet(at.Ledger, at.Time).OpenAsync(at.Keeper.LedgerPersonId, A.Clerk, Stop);

        Assert.Equal(
            [RevisionAct.Correct, RevisionAct.Merge], sheet!.History.Where(r => r.RecordId == at.OthersDose.DoseId).Select(r => r.Act).Order());
        Assert.Equal(2, sheet.ActiveDoses.Count());
    }

    private static async Task<IEnumerable<(Guid, string?)>> DosesAsync(MergeFixture at, LedgerPerson person, DateTime moment) =>
        (await at.AsOf.OpenAsync(A.Clerk, person.LedgerPersonId, moment, null, Stop))!.Sheet.Doses.Select(d => (d.DoseId, d.LotNumber));
}
