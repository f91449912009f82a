using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.ResidentIndex;
using Xunit;

namespace Portal.Tests.Exchange.ResidentIndex;

public class NumberingRaceTests
{
    private const int People = 200;
    private const int Processes = 4;

    [Theory, EveryEngine]
    public async Task TwoHundredAtOnce_FromSeveralProcesses_GetTwoHundredConsecutiveNumbers(Engine engine)
    {
        using var at = new NumberingFixture(engine, residentNumbers: People);
        var people = Newcomers(at, People);
        var desks = Enumerable.Range(0, Processes).Select(_ => at.DeskOn(at.Ledger.FromAnotherProcess())).ToList();

        await Task.WhenAll(people.Select((id, n) => Task.Run(() => desks[n % Processes].IssueAsync(A.Clerk, id, Guid.CreateVersion7(), NumberingFixture.Because))));

        AssertConsecutive(at, people);
    }

    [Theory, EveryEngine]
    public async Task SavesThatFailAfterTheCounterWasWritten_LoseNoNumber(Engine engine)
    {
        const int few = 40;
        using var at = new NumberingFixture(engine, residentNumbers: few);
        var people = Newcomers(at, few);
        var saves = 0;
        var desks = Enumerable.Range(0, Processes).Select(_ => at.DeskOn(new FailingSaves(at.Ledger.FromAnotherProcess(), () => Interlocked.Increment(ref saves) % 3 == 0))).ToList();
        var failures = 0;

        await Task.WhenAll(people.Select((id, n) => Task.Run(async () =>
        {
            for (var isIssued = false; !isIssued;)
            {
                try
                {
                    await desks[n % Processes].IssueAsync(A.Clerk, id, Guid.CreateVersion7(), NumberingFixture.Because);
                    isIssued = true;
                }
                catch (IOException)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        })));

        Assert.True(failures >= few / 3, $"Only {failures} saves failed.");
        AssertConsecutive(at, people);
    }

    private static List<Guid> Newcomers(NumberingFixture at, int count)
    {
        var people = Enumerable.Range(0, count).Select(n => A.Person($"住登 外{n}", "ジュウトウ ガイ", residentNumber: null)).ToList();
        at.Ledger.Add([.. people]);
        return [.. people.Select(p => p.LedgerPersonId)];
    }

    private static void AssertConsecutive(NumberingFixture at, List<Guid> people)
    {
        using var db = at.Ledger.CreateDbContext();
        foreach (var kind in Enum.GetValues<NumberKind>())
        {
            var range = at.Ranges.Of(kind);
            var numbers = db.People.Where(p => people.Contains(p.LedgerPersonId)).Select(p => kind == NumberKind.Resident ? p.ResidentNumber : p.IntegratedNumber).ToList();
            Assert.Equal(Enumerable.Range(0, people.Count).Select(n => range.First + n), numbers.Select(n => IssuedNumber.Parse(n).Serial).Order());
            var counter = at.Counter(kind)!;
            Assert.Equal((range.First + people.Count, people.Count, 0), (counter.Next, counter.Issued, counter.PassedOver));
        }

        Assert.Equal(people.Count, db.Revisions.Count());
    }

    /// <summary>Fails once everything is written and before it is committed.</summary>
    private sealed class FailingSaves(IDbContextFactory<PortalDb> inner, Func<bool> fails) : IDbContextFactory<PortalDb>
    {
        public PortalDb CreateDbContext()
        {
            var db = inner.CreateDbContext();
            db.SavedChanges += (_, _) =>
            {
                if (db.ChangeTracker.Entries<NumberCounter>().Any() && fails())
                {
                    throw new IOException("The disk is gone.");
                }
            };
            return db;
        }
    }
}
