using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Reconciliation;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>How far a reconciliation has come: lines of the file, then people of the ledger it does not name.</summary>
public readonly record struct ReconciliationProgress(int Done, int Total, string Unit);

/// <summary>
/// 突合 — one pass over the file in its own order, a thousand lines at a time beside the doses of their people, and then over whoever it did
/// not name. Memory holds the numbers of all people and one batch, whatever the size of file and ledger. Reads only.
/// </summary>
internal sealed class ReconciliationPass(PortalDb db, ReconciliationLines lines, ImportContext context, ReconciliationPeople people, ReconciliationRows rows)
{
    private const int PeopleAtOnce = 1000;

    private ReconciliationTotals _totals;

    /// <param name="scope">Whether the ledger's other people are looked at.</param>
    /// <param name="total">Lines of the file, about.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at within each batch.</param>
    public async Task<ReconciliationTotals> RunAsync(ReconciliationScope scope, int total, IProgress<ReconciliationProgress>? progress, CancellationToken cancellationToken)
    {
        await foreach (var batch in lines.BatchesAsync(cancellationToken))
        {
            await CompareAsync(batch, cancellationToken);
            await rows.FlushAsync(atEnd: false);
            progress?.Report(new(_totals.FileLines, total, "行"));
        }

        if (scope == ReconciliationScope.Ledger)
        {
            await ListLeftAsync(progress, cancellationToken);
        }

        await rows.FlushAsync(atEnd: true);
        _totals.DemandBalance();
        return _totals;
    }

    private async Task CompareAsync(List<ReadLine> batch, CancellationToken cancellationToken)
    {
        var coupons = await VrsCouponHolders.LoadAsync(db, batch.Select(l => l.Line).OfType<VrsLine>().Where(l => l.ResidentNumber is null), cancellationToken);
        List<(VrsLine Line, Guid Person)> found = new(batch.Count);
        foreach (var (number, line, whyNot, doses) in batch)
        {
            _totals = _totals with { FileLines = _totals.FileLines + 1, FileDoses = _totals.FileDoses + doses };
            var (person, reason) = line is null ? (null, whyNot!) : PersonOf(line, coupons);
            if (person is not { } id)
            {
                Refuse(number, doses, reason);
            }
            else if (!people.Take(id))
            {
                Refuse(number, doses, "前の行と同じ人の行です。");
            }
            else
            {
                found.Add((line!, id));
            }
        }

        await PairAsync(found, cancellationToken);
    }

    private async Task PairAsync(List<(VrsLine Line, Guid Person)> found, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. found.Select(f => f.Person)];
        var ledger = await ReconciliationDoseReader.ActiveAsync(db, ids, cancellationToken);
        List<(Guid Person, VrsLine Line, ReconciliationPair Pair)> differing = [];
        foreach (var (line, person) in found)
        {
            List<ComparedDose> own = ledger.TryGetValue(person, out var doses) ? doses : [];
            var pairs = ReconciliationPairing.Of(line.Doses, own, out var same);
            _totals = _totals with { LedgerDoses = _totals.LedgerDoses + own.Count, Same = _totals.Same + same };
            differing.AddRange(pairs.Select(pair => (person, line, pair)));
        }

        Guid[] missing = [.. differing.Where(d => d.Pair.Ours is null).Select(d => d.Person).Distinct()];
        var cancelled = missing.Length == 0 ? [] : await ReconciliationDoseReader.CancelledAsync(db, missing, cancellationToken);
        foreach (var (person, line, pair) in differing)
        {
            Count(pair);
            rows.Add(person, pair, pair.Theirs is null ? null : line.LineNumber, pair.Theirs is { } dose && cancelled.Contains((person, dose.Number, dose.VaccinatedOn)));
        }
    }

    /// <summary>The ledger's people whom no line names.</summary>
    private async Task ListLeftAsync(IProgress<ReconciliationProgress>? progress, CancellationToken cancellationToken)
    {
        var left = people.Left().ToArray();
        var done = 0;
        foreach (var chunk in left.Chunk(PeopleAtOnce))
        {
            var ledger = await ReconciliationDoseReader.ActiveAsync(db, chunk, cancellationToken);
            foreach (var person in chunk.Where(ledger.ContainsKey))
            {
                foreach (var dose in ledger[person])
                {
                    var pair = new ReconciliationPair(null, dose, []);
                    _totals = _totals with { LedgerDoses = _totals.LedgerDoses + 1 };
                    Count(pair);
                    rows.Add(person, pair, null, wasCancelled: false);
                }
            }

            await rows.FlushAsync(atEnd: false);
            progress?.Report(new(done += chunk.Length, left.Length, "人"));
        }
    }

    private (Guid? Person, string WhyNot) PersonOf(VrsLine line, VrsCouponHolders coupons)
    {
        if (context.PersonChosenFor(line) is { } chosen && people.Now(chosen) is { } known)
        {
            return (known, "");
        }

        if (line.PersonNumber is { } number)
        {
            return (people.Find(number, out var whyNot), whyNot);
        }

        var (holder, reason) = coupons.Find(line);
        return (holder is { } id ? people.Now(id) : null, reason);
    }

    private void Refuse(int lineNumber, int doses, string whyNot)
    {
        _totals = _totals with { UnmatchedLines = _totals.UnmatchedLines + 1, Unmatched = _totals.Unmatched + doses };
        rows.AddLine(lineNumber, doses, whyNot);
    }

    private void Count(ReconciliationPair pair) => _totals = pair switch
    {
        { Ours: null } => _totals with { OnlyThere = _totals.OnlyThere + 1 },
        { Theirs: null } => _totals with { OnlyHere = _totals.OnlyHere + 1 },
        _ => _totals with { Differs = _totals.Differs + 1 },
    };
}
