using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

/// <summary>How far an import has come, in lines.</summary>
public readonly record struct ImportProgress(int Done, int Total);

/// <summary>One pass over a file: lines are parsed, compared in batches, and every line is counted once.</summary>
internal sealed class ImportPass(ImportFile file, ZeroRepair repair, LineMatcher matcher)
{
    /// <summary>Lines in memory at a time, whatever the size of the file.</summary>
    private const int BatchLines = 2000;

    private readonly List<ImportLine> _batch = [];
    private ImportTotals _totals;

    /// <summary>Sees each line before it is parsed.</summary>
    public Action<CsvRecord> OnRecord { get; init; } = static _ => { };

    /// <summary>Sees what is wrong with a refused line.</summary>
    public Action<LineFault> OnFault { get; init; } = static _ => { };

    /// <summary>Takes the plan of a batch: a preview looks, an import writes.</summary>
    public required Func<ImportPlan, Task> OnPlan { get; init; }

    public async Task<ImportTotals> RunAsync(int total, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (var record in file.Lines())
        {
            OnRecord(record);
            if (ImportLine.Parse(file.Layout, record, repair, out var faults) is { } line)
            {
                _batch.Add(line);
            }
            else
            {
                _totals = _totals.With(LineOutcome.Refused);
                foreach (var fault in faults)
                {
                    OnFault(fault);
                }
            }

            if (_batch.Count == BatchLines)
            {
                await FlushAsync(cancellationToken);
                progress?.Report(new(_totals.Lines, total));
            }
        }

        await FlushAsync(cancellationToken);
        progress?.Report(new(_totals.Lines, total));
        return _totals;
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_batch.Count == 0)
        {
            return;
        }

        var plan = await matcher.PlanAsync(_batch, cancellationToken);
        await OnPlan(plan);
        _totals = plan.Outcomes.Aggregate(_totals, (totals, outcome) => totals.With(outcome));
        _batch.Clear();
    }
}
