using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Portal.Domain.Exchange;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>One line as it was read: its doses, or why it could not be.</summary>
internal readonly record struct ReadLine(int LineNumber, VrsLine? Line, string? WhyNot, int Doses);

/// <summary>Reads a file some lines ahead of whoever compares them, on a thread of its own; never holds more than a few batches.</summary>
internal sealed class ReconciliationLines(ImportFile file, ZeroRepair repair, MyNumberGuard guard)
{
    /// <summary>As many people as one question to the ledger is about.</summary>
    private const int BatchLines = 1000;

    private const int BatchesAhead = 3;

    /// <summary>The batches in the order of the file. Stops reading when whoever asks does.</summary>
    public async IAsyncEnumerable<List<ReadLine>> BatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<List<ReadLine>>(BatchesAhead);
        var reading = Task.Run(() => ReadAsync(batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                yield return batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>What goes wrong here is told to whoever takes the next batch.</summary>
    private async Task ReadAsync(ChannelWriter<List<ReadLine>> batches, CancellationToken cancellationToken)
    {
        try
        {
            List<ReadLine> batch = new(BatchLines);
            foreach (var line in Joined(file.Lines().Select(Read)))
            {
                batch.Add(line);
                if (batch.Count == BatchLines)
                {
                    await batches.WriteAsync(batch, cancellationToken);
                    batch = new(BatchLines);
                }
            }

            await batches.WriteAsync(batch, cancellationToken);
            batches.Complete();
        }
        catch (Exception failure)
        {
            batches.TryComplete(failure);
        }
    }

    /// <summary>健康管理システム writes a dose a line: those of one person that follow each other are one.</summary>
    private static IEnumerable<ReadLine> Joined(IEnumerable<ReadLine> lines)
    {
        ReadLine? open = null;
        foreach (var line in lines)
        {
            if (open is { Line: HealthLine before } && line.Line is HealthLine next && next.IntegratedNumber == before.IntegratedNumber)
            {
                open = open.Value with { Line = before with { Doses = [.. before.Doses, .. next.Doses] }, Doses = open.Value.Doses + 1 };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = line;
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private ReadLine Read(CsvRecord record)
    {
        guard.Count(record);
        return ImportLine.Parse(file.Layout, record, repair, out var faults) is VrsLine line
            ? new(record.LineNumber, line, null, line.Doses.Count)
            : new(record.LineNumber, null, Words(faults), DosesOf(record));
    }

    /// <summary>The first of what is wrong with it, without the value.</summary>
    private static string Words(IReadOnlyList<LineFault> faults) => faults switch
    {
        [] => "読めない行です。",
        [var only] => Words(only),
        [var first, ..] => $"{Words(first)} ほか{faults.Count - 1}項目",
    };

    private static string Words(LineFault fault) => fault.Column.Length == 0 ? fault.Reason : $"{fault.Column}: {fault.Reason}";

    /// <summary>A line that cannot be read still holds the doses whose columns are filled.</summary>
    private int DosesOf(CsvRecord record) => file.Layout.Kind != ImportKind.Vrs ? 1 : record.Fields.Skip(1).Chunk(ImportLayout.VrsColumnsPerDose).Count(block => block.Any(value => !string.IsNullOrWhiteSpace(value)));
}
