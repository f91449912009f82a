using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.SlipComparison;

namespace Portal.Features.SlipComparison;

/// <summary>What became of one line's difference.</summary>
/// <param name="Whole">The line: open while any of its items is.</param>
/// <param name="Items">Each item.</param>
public sealed record LineOutcome(DifferenceOutcome Whole, IReadOnlyList<(ComparedItem Item, DifferenceOutcome Outcome)> Items);

/// <summary>
/// What became of the differences, read from the revisions asked for since: however the correction was made — here, on the correction page
/// or by an import — it is found, and nothing has to be kept in step.
/// </summary>
internal static class Outcomes
{
    public static async Task<IReadOnlyDictionary<Guid, LineOutcome>> OfAsync(PortalDb db, IReadOnlyCollection<ComparedTexts> rows)
    {
        var differing = rows.Where(r => r.Line.Answer is ComparisonAnswer.Differs).ToList();
        if (differing.Count == 0)
        {
            return new Dictionary<Guid, LineOutcome>();
        }

        List<Guid> records = [.. differing.SelectMany(r => new[] { r.Line.DoseId, r.LedgerPersonId }).Distinct()];
        var since = differing.Min(r => r.Line.AnsweredAt) ?? default;
        var asked = (await ComparisonSearch.Revisions(db, records, since).ToListAsync()).ToLookup(r => (r.RecordId, r.Field));
        return differing.ToDictionary(r => r.Line.ComparisonLineId, r => Of(r, asked));
    }

    private static LineOutcome Of(ComparedTexts row, ILookup<(Guid RecordId, string Field), ItemRevision> asked)
    {
        if (row.Line.Outcome is { } ended)
        {
            return new(ended, [.. row.Line.Items.Select(item => (item, ended))]);
        }

        var kept = row.Line.KeptReason is not null;
        List<(ComparedItem Item, DifferenceOutcome Outcome)> items =
        [
            .. row.Line.Items.Select(item => (item, Of(row, item, asked) is var found && found is DifferenceOutcome.Open && kept ? DifferenceOutcome.Kept : found)),
        ];
        DifferenceOutcome[] order = [DifferenceOutcome.Open, DifferenceOutcome.Requested, DifferenceOutcome.Kept, DifferenceOutcome.Corrected];
        return new(order.First(outcome => items.Exists(i => i.Outcome == outcome)), items);
    }

    private static DifferenceOutcome Of(ComparedTexts row, ComparedItem item, ILookup<(Guid RecordId, string Field), ItemRevision> asked)
    {
        var parts = item.Parts().Select(part => asked[(part.Kind == RecordKind.Person ? row.LedgerPersonId : row.Line.DoseId, part.Key)].ToList()).ToList();
        return parts.Exists(part => part.Exists(r => r.State is RevisionState.Pending && r.RequestedAt >= row.Line.AnsweredAt)) ? DifferenceOutcome.Requested
            // A correction that was taken back is none.
            : parts.Exists(part => !History.CameBack([.. part.Where(r => r.State is RevisionState.Applied && r.AppliedAt >= row.Line.AnsweredAt).Select(r => (r.OldValue, r.NewValue))])) ? DifferenceOutcome.Corrected
            : DifferenceOutcome.Open;
    }
}
