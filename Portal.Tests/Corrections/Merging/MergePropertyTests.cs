using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Corrections.Merging;

/// <summary>Whatever was corrected, registered, merged and taken back in whatever order: in the end every record nobody edited in between is as it was.</summary>
public sealed class MergePropertyTests
{
    private const int Steps = 24;

    private static readonly string[] Edited = [PersonFields.Name.Key, PersonFields.Address.Key, PersonFields.FormerName.Key, PersonFields.Sex.Key];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task AfterTakingEveryMergeBack_EachRecordNotEditedInBetween_IsAsItWas(int seed)
    {
        using var at = new MergeFixture();
        var random = new Random(seed);
        List<LedgerPerson> people = [at.Keeper, at.Other, .. Enumerable.Range(0, 3).Select(i => A.Person(residentNumber: i == 0 ? null : $"000130000{i}", address: i == 2 ? null : $"入船{i}丁目"))];
        at.Ledger.Add([.. people.Skip(2), A.Dose(people[2], 3, "2022-02-01"), A.Dose(people[3], 1, "2021-06-20"), A.Dose(people[4])]);
        var expected = await RecordsAsync(at);
        HashSet<(Guid, string)> edited = [];
        List<Guid> standing = [];
        var merges = 0;
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(4))
            {
                case 0:
                    await EditAsync(at, random, people, expected, edited, isMerged: standing.Count > 0);
                    break;
                case 1 when standing.Count > 0 && await TriedAsync(() => at.UnmergeAsync(standing[^random.Next(1, Math.Min(3, standing.Count) + 1)])):
                    standing = await StandingAsync(at);
                    break;
                case 2:
                    await RegisterAsync(at, random, people, expected, edited);
                    break;
                default:
                    var order = Random(random, people);
                    if (await TriedAsync(() => at.MergeAsync(order)))
                    {
                        standing.Add(order.MergeId);
                        merges++;
                    }

                    break;
            }
        }

        foreach (var mergeId in Enumerable.Reverse(standing))
        {
            await at.UnmergeAsync(mergeId);
        }

        var now = await RecordsAsync(at);
        Assert.Equal(expected.Count, now.Count);
        foreach (var (item, text) in expected.Where(e => !edited.Contains(e.Key)))
        {
            Assert.True(text == now[item], $"seed {seed}: {item} was {text} and is {now[item]}");
        }

        Assert.True(merges >= 2, $"seed {seed}: {merges} merges");
        await HistoriesAreWholeAsync(at);
    }

    private static MergeOrder Random(Random random, List<LedgerPerson> people) => MergeFixture.Order(
        people[random.Next(people.Count)], people[random.Next(people.Count)], [.. Merge.Items.Where(_ => random.Next(3) == 0)]);

    private static async Task EditAsync(
        MergeFixture at, Random random, List<LedgerPerson> people, Dictionary<(Guid, string), string?> expected, HashSet<(Guid, string)> edited, bool isMerged)
    {
        var person = people[random.Next(people.Count)].LedgerPersonId;
        var (kind, id, field) = (RecordKind.Person, person, Edited[random.Next(Edited.Length)]);
        var text = field == PersonFields.Sex.Key ? (random.Next(2) == 0 ? nameof(Sex.Male) : nameof(Sex.Female)) : $"佐藤 {random.Next(3)}";
        if (random.Next(2) == 0)
        {
            await using var db = at.Ledger.CreateDbContext();
            var doses = await db.Doses.OrderBy(d => d.DoseId).Select(d => d.DoseId).ToListAsync();
            (kind, id, field, text) = (RecordKind.Dose, doses[random.Next(doses.Count)], DoseFields.LotNumber.Key, $"EX361{random.Next(4)}");
        }

        if (await TriedAsync(() => at.CorrectAsync(kind, id, field, text)))
        {
            expected[(id, field)] = text;
            // A dose keeps its corrections wherever it goes; what a person was given while merged may stay with them.
            if (isMerged && kind == RecordKind.Person)
            {
                edited.Add((id, field));
            }
        }
    }

    private static async Task RegisterAsync(MergeFixture at, Random random, List<LedgerPerson> people, Dictionary<(Guid, string), string?> expected, HashSet<(Guid, string)> edited)
    {
        var person = await at.PersonAsync(people[random.Next(people.Count)]);
        if (person.MergedIntoId is not null)
        {
            return;
        }

        at.Time.Advance(TimeSpan.FromHours(1));
        var dose = new Dose
        {
            DoseId = Guid.CreateVersion7(),
            LedgerPersonId = person.LedgerPersonId,
            DoseNumber = 5,
            VaccinatedOn = A.Day("2022-11-01"),
            Source = DoseSource.Slip,
            CreatedAt = at.Now,
        };
        at.Ledger.Add(dose);
        foreach (var (field, text) in Texts(LedgerRecord.Of(dose), LinkFields.DosePerson.Get(dose)))
        {
            expected[(dose.DoseId, field)] = text;
        }
    }

    private static async Task<bool> TriedAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (RuleException)
        {
            return false;
        }
    }

    private static async Task<List<Guid>> StandingAsync(MergeFixture at)
    {
        var revisions = (await at.RevisionsAsync()).Where(r => r.MergeId is not null).ToLookup(r => r.MergeId!.Value);
        return [.. revisions.Where(g => g.All(r => r.Act == RevisionAct.Merge)).OrderBy(g => g.First().AppliedAt).Select(g => g.Key)];
    }

    private static async Task<Dictionary<(Guid, string), string?>> RecordsAsync(MergeFixture at)
    {
        await using var db = at.Ledger.CreateDbContext();
        return new(
        [
            .. (await db.People.AsNoTracking().Include(p => p.Residence).ToListAsync()).SelectMany(p => Items(LedgerRecord.Of(p), LinkFields.MergedInto.Get(p))),
            .. (await db.Doses.AsNoTracking().ToListAsync()).SelectMany(d => Items(LedgerRecord.Of(d), LinkFields.DosePerson.Get(d))),
            .. (await db.Coupons.AsNoTracking().ToListAsync()).SelectMany(c => Items(LedgerRecord.Of(c), LinkFields.CouponPerson.Get(c))),
        ]);
    }

    private static IEnumerable<KeyValuePair<(Guid, string), string?>> Items(LedgerRecord record, string? link) =>
        Texts(record, link).Select(t => KeyValuePair.Create((record.RecordId, t.Key), t.Value));

    private static IEnumerable<KeyValuePair<string, string?>> Texts(LedgerRecord record, string? link) => record.Texts().Append(new("link", link));

    /// <summary>No change went by without its revision.</summary>
    private static async Task HistoriesAreWholeAsync(MergeFixture at)
    {
        await using var db = at.Ledger.CreateDbContext();
        var revisions = await at.RevisionsAsync();
        foreach (var person in await db.People.AsNoTracking().ToListAsync())
        {
            History.Backwards(LedgerRecord.Of(person), revisions);
        }

        foreach (var dose in await db.Doses.AsNoTracking().ToListAsync())
        {
            History.Backwards(LedgerRecord.Of(dose), revisions);
        }
    }
}
