using Portal.Domain.Ledger;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Corrections.Merging;

/// <summary>A merge as the two sheets tell of it: each names the other person, by the number they had before.</summary>
public sealed class MergeHistoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task BothSheets_NameTheOther_AndTheKeepersHasTheNumberBefore(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var mergeId = await at.MergeAsync();

        var (keeper, other) = (await SheetAsync(at, at.Keeper), await SheetAsync(at, at.Other));

        Assert.Equal(new MergePartner(at.Other.LedgerPersonId, false, "佐藤 和子", "0001204999"), keeper.MergedWith[mergeId]);
        Assert.Equal(new MergePartner(at.Keeper.LedgerPersonId, true, "佐藤 和子", "0001204873"), other.MergedWith[mergeId]);
        Assert.Equal("0001204999", Assert.Single(keeper.NumbersBefore));
        Assert.Empty(other.NumbersBefore);
    }

    /// <summary>The numbers changed hands: each is still named by the one that was theirs.</summary>
    [Theory, EveryEngine]
    public async Task WhereNumbersChangedHands_EachIsNamedByTheirOwn(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var mergeId = await at.MergeAsync(PersonFields.ResidentNumber);

        var (keeper, other) = (await SheetAsync(at, at.Keeper), await SheetAsync(at, at.Other));

        Assert.Equal(("0001204999", "0001204873"), (keeper.MergedWith[mergeId].ResidentNumber, other.MergedWith[mergeId].ResidentNumber));
        Assert.Equal(("0001204999", "0001204873"), (keeper.Person.ResidentNumber, Assert.Single(keeper.NumbersBefore)));
    }

    [Theory, EveryEngine]
    public async Task TakenBack_TheHistoryStillNames_AndThePastDoesToo(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var mergeId = await at.MergeAsync();
        var merged = at.Now;
        await at.UnmergeAsync(mergeId);

        var keeper = await SheetAsync(at, at.Keeper);
        var past = await at.AsOf.OpenAsync(A.Viewer, at.Other.LedgerPersonId, merged, null, Stop);

        Assert.Equal("0001204999", keeper.MergedWith[mergeId].ResidentNumber);
        Assert.Empty(keeper.NumbersBefore);
        Assert.Equal(at.Keeper.LedgerPersonId, past!.Sheet.MergedWith[mergeId].PersonId);
    }

    private static async Task<SheetView> SheetAsync(MergeFixture at, LedgerPerson person) =>
        (await new PersonSheet(at.Ledger, at.Time).OpenAsync(person.LedgerPersonId, A.Viewer, Stop))!;
}
