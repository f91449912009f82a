using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality.Twins;
using Xunit;

namespace Portal.Tests.DataQuality.Twins;

/// <summary>The comparison of everybody, stopped or disturbed half way.</summary>
public sealed class TwinSeekingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Stopped while it compares: the reading of a person asks for the stop, and nobody after them is compared.</summary>
    [Fact]
    public void Stopped_TheComparisonEnds_WhereverItIs()
    {
        using var stop = new CancellationTokenSource();
        var people = Enumerable.Range(0, 2_000).Select(i => TwinFacts.Of(A.Person(residentNumber: $"{i:D10}"), hasMyNumber: false)).ToList();
        var after = new StoppingList(people, stop);

        Assert.Throws<OperationCanceledException>(() => TwinSearch.Among(after, stop.Token));
        Assert.Equal(1, after.Walks);
    }

    [Theory, EveryEngine]
    public async Task Stopped_TheListIsAsItWas(Engine engine)
    {
        using var at = new TwinFixture(engine);
        using var stop = new CancellationTokenSource();
        var disturbed = new Disturbed(at.Ledger, times: 1, stop.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TwinDesk(disturbed, at.Time).SeekAsync(A.Clerk, stop.Token));

        await using var db = at.Ledger.CreateDbContext();
        Assert.False(await db.TwinPairs.AnyAsync(Stop));
        Assert.False(await db.OperationLog.AnyAsync(e => e.Operation == Operation.TwinsSought, Stop));
    }

    /// <summary>「別人」 just before the run writes: the run writes again, and the decision stands.</summary>
    [Theory, EveryEngine]
    public async Task ADecisionMadeMeanwhile_Stands_AndTheRunIsNotLost(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);
        await at.ChangeBehindAsync();
        var third = A.Person(residentNumber: "0001205000");
        at.Ledger.Add(third);
        var disturbed = new Disturbed(at.Ledger, times: 2, () => Judge(at));

        var result = await new TwinDesk(disturbed, at.Time).SeekAsync(A.Clerk, Stop);

        Assert.Equal((3, 2), (result.Pairs, result.New));
        await using var db = at.Ledger.CreateDbContext();
        var judged = await db.TwinPairs.SingleAsync(t => t.JudgedFacts != null, Stop);
        Assert.Equal((95, "窓口で確認した別人"), (judged.Score, judged.JudgedReason));
        Assert.Equal(2, await db.OperationLog.CountAsync(e => e.Operation == Operation.TwinsSought, Stop));
    }

    [Theory, EveryEngine]
    public async Task ThePairSomebodyElseHasJustFound_IsWrittenOnce(Engine engine)
    {
        using var at = new TwinFixture(engine);
        var disturbed = new Disturbed(at.Ledger, times: 1, () =>
        {
            var (one, two) = (TwinFacts.Of(at.One, false), TwinFacts.Of(at.Two, false));
            using var other = at.Ledger.CreateDbContext();
            other.Add(TwinPair.Of(one.PersonId.CompareTo(two.PersonId) < 0 ? new(one, two, TwinScore.Of(one, two)) : new(two, one, TwinScore.Of(one, two)), A.Now));
            other.SaveChanges();
        });

        Assert.Equal(new TwinResult(4, 1, 0), await new TwinDesk(disturbed, at.Time).SeekAsync(A.Clerk, Stop));
    }

    [Theory, EveryEngine]
    public async Task DisturbedAgainAndAgain_TheRunGivesUp_InWordsAClerkCanActOn(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);
        await at.ChangeBehindAsync();
        var disturbed = new Disturbed(at.Ledger, times: 3, () => Judge(at));

        var refused = await Assert.ThrowsAsync<RuleException>(() => new TwinDesk(disturbed, at.Time).SeekAsync(A.Clerk, Stop));

        Assert.Contains("もう一度照合してください", refused.Message, StringComparison.Ordinal);
        Assert.Equal(80, (await at.PairAsync()).Score);
    }

    /// <summary>Corrected after everybody was read: the pair is weighed by what is stored when it is written.</summary>
    [Theory, EveryEngine]
    public async Task SomebodyCorrectedMeanwhile_IsWeighedAsTheyAreNow(Engine engine)
    {
        using var at = new TwinFixture(engine);
        var opened = 0;
        var between = new Opened(at.Ledger, () => ++opened == 2 ? at.ChangeAsync(p => p.Address = at.One.Address) : Task.CompletedTask);

        await new TwinDesk(between, at.Time).SeekAsync(A.Clerk, Stop);

        Assert.Equal(95, (await at.PairAsync()).Score);
    }

    private static void Judge(TwinFixture at)
    {
        using var other = at.Ledger.CreateDbContext();
        other.TwinPairs.Single(t => t.FirstId == at.One.LedgerPersonId || t.FirstId == at.Two.LedgerPersonId).Judge(A.OtherClerk, "窓口で確認した別人", A.Now);
        other.SaveChanges();
    }

    /// <summary>Does something else in the ledger when a run has read what is there and is about to write.</summary>
    private sealed class Disturbed(TestDb ledger, int times, Action disturb) : IDbContextFactory<PortalDb>
    {
        private int _times = times;

        public PortalDb CreateDbContext()
        {
            var db = ledger.CreateDbContext();
            db.ChangeTracker.Tracked += OnTracked;
            return db;
        }

        private void OnTracked(object? sender, EntityTrackedEventArgs args)
        {
            if (args.Entry.Entity is OperationLogEntry { Operation: Operation.TwinsSought } && _times-- > 0)
            {
                disturb();
            }
        }
    }

    private sealed class Opened(TestDb ledger, Func<Task> onOpen) : IDbContextFactory<PortalDb>
    {
        public PortalDb CreateDbContext() => ledger.CreateDbContext();

        public async Task<PortalDb> CreateDbContextAsync(CancellationToken cancellationToken)
        {
            await onOpen();
            return ledger.CreateDbContext();
        }
    }

    /// <summary>Asks to stop once it has been walked through.</summary>
    private sealed class StoppingList(List<TwinFacts> people, CancellationTokenSource stop) : IReadOnlyList<TwinFacts>
    {
        public int Walks { get; private set; }

        public int Count => people.Count;

        public TwinFacts this[int index] => people[index];

        public IEnumerator<TwinFacts> GetEnumerator()
        {
            Walks++;
            foreach (var person in people)
            {
                yield return person;
            }

            stop.Cancel();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
