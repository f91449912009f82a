using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Portal.Features.Ledger.AsOf;
using Portal.Tests.Corrections;
using Portal.Tests.Corrections.Merging;
using Xunit;

namespace Portal.Tests.Ledger.AsOf;

/// <summary>Records that have another person since, and people that have another home.</summary>
public sealed class AsOfSearchMovedTests
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task BeforeAMerge_BothAreFound_EachWithWhatWasTheirs_AndAfterItTheKeeperAlone(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var search = new AsOfSearch(at.Ledger, at.Time);
        var then = at.Now;
        await at.MergeAsync();

        Assert.Equal([1, 1], (await search.FindAsync(A.Clerk, "佐藤", then, Stop)).Rows.Select(r => r.DoseCount));
        Assert.Equal(at.Other.LedgerPersonId, Assert.Single((await search.FindAsync(A.Clerk, "0000000002", then, Stop)).Rows).LedgerPersonId);
        Assert.Equal((at.Keeper.LedgerPersonId, 2), Assert.Single((await search.FindAsync(A.Clerk, "佐藤", at.Now, Stop)).Rows) is var now ? (now.LedgerPersonId, now.DoseCount) : default);
        Assert.Equal(at.Keeper.LedgerPersonId, Assert.Single((await search.FindAsync(A.Clerk, "0000000002", at.Now, Stop)).Rows).LedgerPersonId);
        Assert.Equal(at.Other.LedgerPersonId, Assert.Single((await search.FindAsync(A.Clerk, "0001204999", then, Stop)).Rows).LedgerPersonId);
        Assert.Equal((at.Keeper.LedgerPersonId, "統合前の番号"), Assert.Single((await search.FindAsync(A.Clerk, "0001204999", at.Now, Stop)).Rows) is var through ? (through.LedgerPersonId, through.Reason) : default);
    }

    [Theory, EveryEngine]
    public async Task ADose_CorrectedAtTheKeeperAfterAMerge_WasTheOthersBefore(Engine engine)
    {
        using var at = new MergeFixture(engine);
        var then = at.Now;
        await at.MergeAsync();
        await at.CorrectAsync(RecordKind.Dose, at.OthersDose.DoseId, DoseFields.LotNumber.Key, "FJ7489");

        var row = Assert.Single((await new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, "0001204999", then, Stop)).Rows);

        Assert.Equal((at.Other.LedgerPersonId, 1), (row.LedgerPersonId, row.DoseCount));
    }

    [Theory, EveryEngine]
    public async Task WhoMovedOutSince_HadNotThen(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var (search, then, personId) = (new AsOfSearch(at.Ledger, at.Time), at.Time.GetUtcNow().UtcDateTime, at.Person.LedgerPersonId);
        at.Time.Advance(TimeSpan.FromHours(1));
        var seen = (await at.Residence.OpenAsync(A.Clerk, personId))!.Text;
        await at.Residence.RecordAsync(A.Clerk, personId, ResidenceAct.MoveOut, A.Day("2023-04-01"), Guid.CreateVersion7(), seen, new Grounds(ReasonKind.Other, "転出届のとおり"));

        Assert.Null(Assert.Single((await search.FindAsync(A.Clerk, "佐藤", then, Stop)).Rows).MovedOutOn);
        Assert.Equal(A.Day("2023-04-01"), Assert.Single((await search.FindAsync(A.Clerk, "佐藤", at.Time.GetUtcNow().UtcDateTime, Stop)).Rows).MovedOutOn);
    }
}
