using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Runs;

/// <summary>A file that came from a partner and is read whole: nothing is sent, so the run is over when it is written, with its lines counted.</summary>
public partial class ExchangeRun
{
    /// <param name="by">Who had it read.</param>
    /// <param name="kind">What was done with it.</param>
    /// <param name="layout">Name and version.</param>
    /// <param name="purpose">In words.</param>
    /// <param name="file">Its name, hash and length.</param>
    /// <param name="id">Its id: rows made while it is read carry it.</param>
    /// <param name="number">The next one.</param>
    /// <param name="now">UTC.</param>
    public static ExchangeRun Receive(
        Staff by, ExchangeKind kind, string layout, string? purpose, (string Name, string Sha256, long Bytes) file, Guid id, int number, DateTime now) => new()
        {
            ExchangeRunId = id,
            Number = number,
            Kind = kind,
            State = ExchangeState.Done,
            Layout = layout,
            Purpose = StatedPurpose.Demand("目的", purpose),
            FileName = file.Name,
            Sha256 = file.Sha256,
            Bytes = file.Bytes,
            MadeByKey = by.PersonKey,
            MadeByName = by.Name,
            MadeAt = now,
            AnsweredAt = now,
            EndedAt = now,
        };

    /// <summary>読取中: what comes of the file is written bit by bit, and counts only from <see cref="EndReading"/> on.</summary>
    public void BeginReading() => (State, AnsweredAt, EndedAt) = (ExchangeState.Reading, null, null);

    /// <exception cref="RuleException">Given up meanwhile.</exception>
    public void EndReading(DateTime now)
    {
        DemandState(ExchangeState.Reading);
        (State, AnsweredAt, EndedAt, Version) = (ExchangeState.Done, now, now, Guid.CreateVersion7());
    }

    /// <summary>What the file had: every line is either read or could not be matched.</summary>
    public void Count(int lines, int unmatched) => (Lines, Accepted, Rejected) = (lines, lines - unmatched, unmatched);
}
