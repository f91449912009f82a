using Portal.Domain.Exchange.Reconciliation;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>Makes the rows of a work list as the comparison finds them and hands them on some thousands at a time.</summary>
/// <param name="runId">Their run.</param>
/// <param name="aside">What earlier runs set aside.</param>
/// <param name="now">UTC.</param>
/// <param name="write">Takes a batch.</param>
internal sealed class ReconciliationRows(Guid runId, ReconciliationAside aside, DateTime now, Func<IReadOnlyList<ReconciliationDifference>, Task> write)
{
    /// <summary>A file of another city would leave a row for every line; its reasons say so after some.</summary>
    internal const int LinesKept = 2_000;

    private const int WrittenAtOnce = 10_000;

    private readonly List<ReconciliationDifference> _rows = [];
    private int _ordinal;
    private int _lines;

    public int LinesNotKept => Math.Max(0, _lines - LinesKept);

    /// <summary>The rows of one pair: one for each item that differs, or one for the dose.</summary>
    public void Add(Guid personId, ReconciliationPair pair, int? lineNumber, bool wasCancelled)
    {
        if (pair is { Ours: { } own, Theirs: not null })
        {
            foreach (var difference in pair.Differences)
            {
                Add(ReconciliationDifferenceKind.Differs, ReconciliationLikenesses.Of(difference.Field, difference.Ours, difference.Theirs), personId, own.DoseId, own.Number, own.Day,
                    difference.Field, difference.Ours, difference.Theirs, lineNumber, null);
            }
        }
        else if (pair.Theirs is { } theirs)
        {
            Add(ReconciliationDifferenceKind.OnlyThere, wasCancelled ? ReconciliationLikeness.Cancelled : ReconciliationLikeness.Other, personId, null, theirs.Number, theirs.VaccinatedOn,
                null, null, theirs.SourceText, lineNumber, null);
        }
        else
        {
            Add(ReconciliationDifferenceKind.OnlyHere, ReconciliationLikeness.Other, personId, pair.Ours!.DoseId, pair.Ours.Number, pair.Ours.Day, null, null, null, null, null);
        }
    }

    /// <summary>A line without a person, or one that cannot be read.</summary>
    public void AddLine(int lineNumber, int doses, string whyNot)
    {
        if (++_lines <= LinesKept)
        {
            var note = $"{whyNot}（{doses}回分）";
            Add(ReconciliationDifferenceKind.Unmatched, ReconciliationLikeness.Other, null, null, null, null, null, null, null, lineNumber,
                note.Length <= ReconciliationDifference.NoteMaxLength ? note : string.Concat(note.AsSpan(0, ReconciliationDifference.NoteMaxLength - 1), "…"));
        }
    }

    public async Task FlushAsync(bool atEnd)
    {
        if (_rows.Count >= (atEnd ? 1 : WrittenAtOnce))
        {
            await write(_rows);
            _rows.Clear();
        }
    }

    private void Add(
        ReconciliationDifferenceKind kind, ReconciliationLikeness likeness, Guid? person, Guid? dose, int? number, DateOnly? day, string? field, string? ours, string? theirs, int? line, string? note)
    {
        var row = new ReconciliationDifference
        {
            ReconciliationDifferenceId = Guid.CreateVersion7(now),
            ExchangeRunId = runId,
            Ordinal = ++_ordinal,
            Kind = kind,
            Likeness = likeness,
            LedgerPersonId = person,
            DoseId = dose,
            DoseNumber = number,
            VaccinatedOn = day,
            Field = field,
            Ours = ours,
            Theirs = theirs,
            LineNumber = line,
            Note = note,
        };
        if (aside.Of(row) is { } earlier)
        {
            row.StaysAside(earlier);
        }

        _rows.Add(row);
    }
}
