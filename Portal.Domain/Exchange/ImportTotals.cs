namespace Portal.Domain.Exchange;

/// <summary>取込件数 — every line of a file ends in exactly one of five heaps.</summary>
public readonly record struct ImportTotals(int Lines, int New, int Changed, int Same, int Held, int Refused)
{
    public bool Balance => Lines == New + Changed + Same + Held + Refused;

    public ImportTotals With(LineOutcome outcome) => outcome switch
    {
        LineOutcome.New => this with { Lines = Lines + 1, New = New + 1 },
        LineOutcome.Changed => this with { Lines = Lines + 1, Changed = Changed + 1 },
        LineOutcome.Same => this with { Lines = Lines + 1, Same = Same + 1 },
        LineOutcome.Held => this with { Lines = Lines + 1, Held = Held + 1 },
        LineOutcome.Refused => this with { Lines = Lines + 1, Refused = Refused + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static ImportTotals Of(ImportRun run) =>
        new(run.LineCount, run.NewCount, run.ChangedCount, run.SameCount, run.HeldCount, run.RefusedCount);

    /// <exception cref="InvalidOperationException">The heaps do not add up to the lines: a fault of this program, so nothing may be saved.</exception>
    public void WriteTo(ImportRun run)
    {
        if (!Balance)
        {
            throw new InvalidOperationException("The totals of an import do not balance.");
        }

        (run.LineCount, run.NewCount, run.ChangedCount, run.SameCount, run.HeldCount, run.RefusedCount) =
            (Lines, New, Changed, Same, Held, Refused);
    }
}

/// <summary>What became of one line.</summary>
public enum LineOutcome
{
    /// <summary>新規: brings at least one record the ledger has not.</summary>
    New,

    /// <summary>変更: changes at least one record.</summary>
    Changed,

    /// <summary>同じ: says nothing the ledger does not know.</summary>
    Same,

    /// <summary>保留: waits for staff to choose.</summary>
    Held,

    /// <summary>拒否: cannot be read.</summary>
    Refused,
}
