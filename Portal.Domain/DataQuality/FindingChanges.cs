namespace Portal.Domain.DataQuality;

/// <summary>What a check changes in the list of one person: stored findings on one side, what the rules say now on the other.</summary>
/// <param name="New">Not there before.</param>
/// <param name="Gone">Left before, and no longer so.</param>
/// <param name="Returned">Set aside or gone before, and the values are others now.</param>
/// <param name="Moved">Left, with other values.</param>
/// <param name="Unchanged">How many stay as they are.</param>
public sealed record FindingChanges(
    IReadOnlyList<PersonFinding> New, IReadOnlyList<FindingRecord> Gone,
    IReadOnlyList<(FindingRecord Record, PersonFinding Now)> Returned, IReadOnlyList<(FindingRecord Record, PersonFinding Now)> Moved, int Unchanged)
{
    public bool IsNone => New.Count + Gone.Count + Returned.Count + Moved.Count == 0;

    /// <param name="stored">Of one person.</param>
    /// <param name="now">Of the same person.</param>
    /// <param name="off">Rules switched off: their findings stay as they are.</param>
    public static FindingChanges Between(IEnumerable<FindingRecord> stored, IReadOnlyList<PersonFinding> now, IReadOnlySet<FindingRule> off)
    {
        List<FindingRecord> gone = [];
        List<(FindingRecord, PersonFinding)> returned = [], moved = [];
        var left = now.ToDictionary(f => (f.Rule, f.DoseId));
        var unchanged = 0;
        foreach (var record in stored)
        {
            if (off.Contains(record.Rule))
            {
                continue;
            }

            if (!left.Remove((record.Rule, record.DoseId), out var finding))
            {
                if (record.State != FindingState.Resolved)
                {
                    gone.Add(record);
                }
            }
            else if (record.State == FindingState.Resolved || (record.State == FindingState.Dismissed && record.Facts != finding.Facts))
            {
                returned.Add((record, finding));
            }
            else if (record.Facts != finding.Facts || record.Message != finding.Message)
            {
                moved.Add((record, finding));
            }
            else
            {
                unchanged++;
            }
        }

        return new([.. left.Values], gone, returned, moved, unchanged);
    }

    /// <summary>Makes the stored ones say what is so now.</summary>
    /// <returns>Records to be added.</returns>
    public IReadOnlyList<FindingRecord> Apply(Guid personId, DateTime at)
    {
        foreach (var record in Gone)
        {
            (record.State, record.ClosedAt, record.Version) = (FindingState.Resolved, at, Guid.CreateVersion7());
        }

        foreach (var (record, now) in Returned)
        {
            record.OpenAgain(at);
            record.ReturnedAt = at;
            Say(record, now);
        }

        foreach (var (record, now) in Moved)
        {
            Say(record, now);
        }

        return [.. New.Select(f => new FindingRecord { LedgerPersonId = personId, DoseId = f.DoseId, Rule = f.Rule, Message = f.Message, Facts = f.Facts, FoundAt = at })];
    }

    private static void Say(FindingRecord record, PersonFinding now) => (record.Message, record.Facts, record.Version) = (now.Message, now.Facts, Guid.CreateVersion7());
}
