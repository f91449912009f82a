using Microsoft.EntityFrameworkCore;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Reconciliation;
using Portal.Tests.Exchange.Vrs;
using Xunit;

namespace Portal.Tests.Exchange.Reconciliation;

/// <summary>Any ledger beside any file: the totals balance both ways, the ledger stays as it is, and when all is accepted nothing is left to differ.</summary>
public class ReconciliationPropertyTests
{
    private const string Reason = "すべて VRS が正しい";

    private static readonly string[] Days = ["2021-06-20", "2021-07-11", "2022-02-01", "2022-08-15"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task TotalsBalance_AndAfterEverythingIsAccepted_NothingDiffers(int seed)
    {
        using var fixture = new ReconciliationFixture();
        var random = new Random(seed);
        var file = Fill(fixture, random);
        var scope = random.Next(2) == 0 ? ReconciliationScope.Ledger : ReconciliationScope.File;
        var before = await StateAsync(fixture);

        var first = await fixture.RunAsync(file, scope);

        var totals = first.Reconciliation.Totals;
        Assert.Equal(before, await StateAsync(fixture));
        Assert.Equal(file.Count, totals.FileDoses);
        Assert.Equal(totals.FileDoses, totals.Same + totals.Differs + totals.OnlyThere + totals.Unmatched);
        Assert.Equal(await InScopeAsync(fixture, file, scope), totals.LedgerDoses);
        Assert.Equal(totals.LedgerDoses, totals.Same + totals.Differs + totals.OnlyHere);
        Assert.True(totals.Differs + totals.OnlyThere > 0, "Nothing to accept.");

        await AcceptEverythingAsync(fixture, first);
        var second = (await fixture.RunAsync(file, scope)).Reconciliation;

        Assert.Equal((0, 0, totals.OnlyHere, totals.Unmatched), (second.Differs, second.OnlyThere, second.OnlyHere, second.Unmatched));
        Assert.Equal(totals.Same + totals.Differs + totals.OnlyThere, second.Same);
    }

    /// <summary>People with doses that repeat numbers and days as real ledgers do, and a file that agrees with some of it.</summary>
    private static List<VrsEntry> Fill(ReconciliationFixture fixture, Random random)
    {
        List<VrsEntry> file = [];
        for (var i = 0; i < 12; i++)
        {
            var person = A.Person(residentNumber: $"00013000{i:00}");
            fixture.Ledger.Add(person);
            for (var n = random.Next(0, 5); n > 0; n--)
            {
                var dose = ReconciliationFixture.Complete(A.Dose(person, random.Next(1, 5), Days[random.Next(Days.Length)], lot: random.Next(3) == 0 ? "FA5715" : "EX3617"));
                dose.RecordedAt = random.Next(3) == 0 ? null : dose.RecordedAt;
                fixture.Ledger.Add(dose);
                if (random.Next(4) > 0 && file.All(e => e.Number != person.ResidentNumber || e.DoseNumber != dose.DoseNumber))
                {
                    file.Add(VrsEntry.Of(person, dose));
                }
            }

            for (var number = 1; number <= 4; number++)
            {
                if (random.Next(4) == 0 && file.All(e => e.Number != person.ResidentNumber || e.DoseNumber != number))
                {
                    file.Add(VrsEntry.Of(person, ReconciliationFixture.Complete(A.Dose(person, number, Days[random.Next(Days.Length)], lot: "FF9942"))));
                }
            }
        }

        file.Add(file[0] with { Number = "777" });
        return [.. file.Select(e => random.Next(5) == 0 ? e with { Venue = "うしお内科 ｸﾘﾆｯｸ", Doctor = "" } : e)];
    }

    private static async Task AcceptEverythingAsync(ReconciliationFixture fixture, ReconciliationMade made)
    {
        var work = await fixture.Work.ShowAsync(A.Clerk, made.Run.ExchangeRunId, new(), 0, Token);
        foreach (var pattern in work!.Patterns.Where(p => p.Kind is ReconciliationDifferenceKind.Differs or ReconciliationDifferenceKind.OnlyThere))
        {
            var outcome = await fixture.Patterns.DecideAsync(A.Clerk, made.Run.ExchangeRunId, pattern.Pattern, ReconciliationDecisionKind.Accept, pattern.Count, Reason, cancellationToken: Token);
            Assert.Equal((pattern.Count, 0), (outcome.Done, outcome.Refused.Count));
        }
    }

    private static async Task<int> InScopeAsync(ReconciliationFixture fixture, List<VrsEntry> file, ReconciliationScope scope)
    {
        await using var db = fixture.Ledger.CreateDbContext();
        var named = file.Select(e => e.Number).Distinct().ToList();
        return await db.Doses.CountAsync(d => d.Status == RecordStatus.Active
            && (scope == ReconciliationScope.Ledger || db.People.Any(p => p.LedgerPersonId == d.LedgerPersonId && named.Contains(p.ResidentNumber!))), Token);
    }

    private static async Task<string> StateAsync(ReconciliationFixture fixture)
    {
        await using var db = fixture.Ledger.CreateDbContext();
        var doses = await db.Doses.AsNoTracking().OrderBy(d => d.DoseId).ToListAsync(Token);
        return string.Join('\n', doses.Select(d => string.Join('|', DoseFields.All.Select(f => f.Get(d)).Append($"{d.Version}"))));
    }
}
