using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Runs;

/// <summary>A small file of things each of which a second person has approved: the run begins when it leaves.</summary>
public partial class ExchangeRun
{
    /// <param name="by">Who sends it.</param>
    /// <param name="kind">Which file.</param>
    /// <param name="layout">Name and version.</param>
    /// <param name="purpose">In words.</param>
    /// <param name="file">Its name, hash and length.</param>
    /// <param name="mediumUseId">Onto which use.</param>
    /// <param name="lines">In it.</param>
    /// <param name="awaitsAnswer">Whether the partner answers; over at once otherwise.</param>
    /// <param name="number">The next one.</param>
    /// <param name="now">UTC.</param>
    public static ExchangeRun Sheet(
        Staff by, ExchangeKind kind, string layout, string? purpose, (string Name, string Sha256, long Bytes) file, Guid mediumUseId, int lines,
        bool awaitsAnswer, int number, DateTime now)
    {
        var run = new ExchangeRun
        {
            ExchangeRunId = Guid.CreateVersion7(now),
            Number = number,
            Kind = kind,
            Layout = layout,
            Purpose = StatedPurpose.Demand("目的", purpose),
            MadeByKey = by.PersonKey,
            MadeByName = by.Name,
            MadeAt = now,
            State = ExchangeState.Sent,
            FileName = file.Name,
            Sha256 = file.Sha256,
            Bytes = file.Bytes,
            Lines = lines,
            Accepted = awaitsAnswer ? 0 : lines,
            MediumUseId = mediumUseId,
            SentByName = by.Name,
            SentAt = now,
        };
        run.EndWhenAnswered(now);
        return run;
    }
}
