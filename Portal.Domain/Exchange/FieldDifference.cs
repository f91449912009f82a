using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange;

/// <summary>One item in which a file and the ledger differ, in the canonical text of its <see cref="RecordField{T}"/>.</summary>
public sealed record FieldDifference(string Field, string Label, string? Ours, string? Theirs)
{
    /// <summary>What the file says otherwise. What it does not say (null) is no difference: a file never empties an item by silence.</summary>
    public static List<FieldDifference> Of<T>(T record, IEnumerable<(RecordField<T> Field, string? Theirs)> items) =>
    [
        .. items
            .Select(item => new FieldDifference(item.Field.Key, item.Field.Label, item.Field.Get(record), item.Theirs))
            .Where(difference => difference.Theirs is not null && difference.Ours != difference.Theirs),
    ];

    public FieldChange ToChange(Guid revisionId) => new() { RevisionId = revisionId, Field = Field, OldValue = Ours, NewValue = Theirs };
}

/// <summary>What an import does with the differences of one record.</summary>
/// <param name="Take">Items the file may change.</param>
/// <param name="Conflicts">Items staff have set otherwise since: 台帳で訂正済み.</param>
public sealed record FieldVerdict(IReadOnlyList<FieldDifference> Take, IReadOnlyList<FieldDifference> Conflicts)
{
    /// <summary>
    /// Judges item by item. An item corrected by hand is kept while the file still carries the value it had before the correction,
    /// and conflicts when the file brings a third one. Items of a record entered by hand are filled, never replaced.
    /// </summary>
    /// <param name="differences">Between file and ledger.</param>
    /// <param name="history">The record's applied revisions with their changes, oldest first.</param>
    /// <param name="enteredByHand">The record did not come from a file.</param>
    public static FieldVerdict On(IReadOnlyList<FieldDifference> differences, IReadOnlyList<Revision> history, bool enteredByHand)
    {
        var take = new List<FieldDifference>();
        var conflicts = new List<FieldDifference>();
        foreach (var difference in differences)
        {
            var changes = history.Where(r => r.Changes.Any(c => c.Field == difference.Field)).ToList();
            var lastImport = changes.FindLastIndex(r => IsImport(r.Act));
            var byHand = lastImport < changes.Count - 1;
            if (!byHand)
            {
                (enteredByHand && lastImport < 0 && difference.Ours is not null ? conflicts : take).Add(difference);
                continue;
            }

            var imported = lastImport >= 0
                ? changes[lastImport].Changes.Single(c => c.Field == difference.Field).NewValue
                : changes[0].Changes.Single(c => c.Field == difference.Field).OldValue;
            if (difference.Theirs != imported)
            {
                conflicts.Add(difference);
            }
        }

        return new(take, conflicts);
    }

    private static bool IsImport(RevisionAct act) => act is RevisionAct.Import or RevisionAct.UndoImport;
}
