using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>The numbers one person is to get, as the counters stood when they were looked at.</summary>
/// <param name="Numbers">Of each kind that is missing, with the version of its counter; null where there is no counter yet.</param>
internal sealed record NumberPlan(IReadOnlyList<(NumberKind Kind, IssuedNumber Number, Guid? Version)> Numbers)
{
    private const int AtOnce = 50;

    /// <summary>The first number of each missing kind the ledger has never known, of anybody, now or before.</summary>
    /// <exception cref="RuleException">A range is used up.</exception>
    public static async Task<NumberPlan> MakeAsync(PortalDb db, NumberRanges ranges, Guid personId)
    {
        var person = await db.People.AsNoTracking().Where(p => p.LedgerPersonId == personId).Select(p => new { p.ResidentNumber, p.IntegratedNumber }).SingleOrDefaultAsync();
        var numbers = new List<(NumberKind, IssuedNumber, Guid?)>();
        foreach (var kind in Missing(person?.ResidentNumber, person?.IntegratedNumber).Where(_ => person is not null))
        {
            var counter = await db.NumberCounters.AsNoTracking().SingleOrDefaultAsync(c => c.Kind == kind);
            numbers.Add((kind, await FreeAsync(db, counter ?? new NumberCounter { Kind = kind }, ranges.Of(kind)), counter?.Version));
        }

        return new(numbers);
    }

    public static IEnumerable<NumberKind> Missing(string? residentNumber, string? integratedNumber)
    {
        if (residentNumber is null)
        {
            yield return NumberKind.Resident;
        }

        if (integratedNumber is null)
        {
            yield return NumberKind.Integrated;
        }
    }

    public static RecordField<LedgerPerson> FieldOf(NumberKind kind) => kind is NumberKind.Resident ? PersonFields.ResidentNumber : PersonFields.IntegratedNumber;

    /// <exception cref="RuleException">Nothing is missing.</exception>
    public CorrectionRequest Request(Guid revisionId, Grounds grounds) => Numbers.Count == 0
        ? throw new RuleException("この人には、すでに番号があります。個人票を開き直してください。")
        : new()
        {
            RevisionId = revisionId,
            Act = RevisionAct.Correct,
            Seen = Numbers.ToDictionary(n => FieldOf(n.Kind).Key, _ => (string?)null),
            Wanted = Numbers.ToDictionary(n => FieldOf(n.Kind).Key, n => (string?)n.Number.Value),
            Grounds = grounds,
        };

    /// <summary>Moves the counters on, in the transaction the person is saved in.</summary>
    /// <exception cref="CounterMovedException">Somebody else has taken a number since: make a new plan.</exception>
    public async Task TakeAsync(PortalDb db, NumberRanges ranges, Staff by, Guid personId, DateTime now)
    {
        // A press that came twice finds its own revision and takes no second number.
        if (db.ChangeTracker.Entries<Revision>().SingleOrDefault(e => e.State is EntityState.Added)?.Entity is not { } revision)
        {
            return;
        }

        foreach (var (kind, number, version) in Numbers)
        {
            var counter = await db.NumberCounters.SingleOrDefaultAsync(c => c.Kind == kind);
            if (counter?.Version != version)
            {
                throw new CounterMovedException();
            }

            counter ??= db.Add(new NumberCounter { Kind = kind }).Entity;
            counter.Take(number, ranges.Of(kind), now);
        }

        db.Add(OperationLogEntry.For(by, now, Operation.NumberIssued, personId, revision.RevisionId, string.Join("・", Numbers.Select(n => n.Kind.Label()))));
    }

    /// <summary>Whether a counter has moved since, or one of the numbers has become known.</summary>
    public async Task<bool> IsStaleAsync(PortalDb db)
    {
        foreach (var (kind, number, version) in Numbers)
        {
            if (await db.NumberCounters.AsNoTracking().Where(c => c.Kind == kind).Select(c => (Guid?)c.Version).SingleOrDefaultAsync() != version
                || await Known(db, kind, [number.Value]).AnyAsync())
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<IssuedNumber> FreeAsync(PortalDb db, NumberCounter counter, NumberRange range)
    {
        for (var passed = 0L; ; passed += AtOnce)
        {
            var candidates = counter.Candidates(range, AtOnce, passed);
            var known = await Known(db, counter.Kind, [.. candidates.Select(c => c.Value)]).ToListAsync();
            if (candidates.FirstOrDefault(c => !known.Contains(c.Value)) is { Value.Length: > 0 } free)
            {
                return free;
            }
        }
    }

    /// <summary>Those of the numbers somebody has, whatever became of them, or had once. Numbers of ours begin with no zero, so they are their own keys.</summary>
    internal static IQueryable<string?> Known(PortalDb db, NumberKind kind, IReadOnlyList<string> numbers)
    {
        var field = FieldOf(kind).Key;
        var people = kind is NumberKind.Resident
            ? db.People.Where(p => numbers.Contains(p.ResidentNumberKey!)).Select(p => p.ResidentNumberKey)
            : db.People.Where(p => numbers.Contains(p.IntegratedNumberKey!)).Select(p => p.IntegratedNumberKey);
        return people.Concat(db.FieldChanges.Where(c => c.Field == field && numbers.Contains(c.OldKey!)).Select(c => c.OldKey));
    }
}

/// <summary>Another number was given out between our look and our turn.</summary>
internal sealed class CounterMovedException() : Exception("A number was given out meanwhile.");
