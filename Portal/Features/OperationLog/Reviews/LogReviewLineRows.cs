using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>One act behind a line of the review.</summary>
public sealed record LogReviewLineRow
{
    public required long Sequence { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required Operation Operation { get; init; }
    public required OperationResult Result { get; init; }
    public required string Terminal { get; init; }
    public Guid? ResidentId { get; init; }
    public string? ResidentNumber { get; init; }
    public string? Purpose { get; init; }
    public string? Detail { get; init; }
}

/// <summary>The acts behind one line.</summary>
/// <param name="Rows">As many as a screen shows.</param>
/// <param name="Count">How many there are.</param>
public sealed record LogReviewLineRows(IReadOnlyList<LogReviewLineRow> Rows, int Count)
{
    public static IQueryable<LogReviewLineRow> Of(PortalDb db, IReadOnlyCollection<long> sequences) =>
        from entry in db.OperationLog.AsNoTracking()
        where sequences.Contains(entry.Sequence)
        join person in db.People on entry.LedgerPersonId equals person.LedgerPersonId into people
        from person in people.DefaultIfEmpty()
        orderby entry.Sequence
        select new LogReviewLineRow
        {
            Sequence = entry.Sequence,
            At = entry.At,
            Operation = entry.Operation,
            Result = entry.Result,
            Terminal = entry.Terminal,
            ResidentId = entry.LedgerPersonId,
            ResidentNumber = person.ResidentNumber,
            Purpose = entry.Purpose,
            Detail = entry.Detail,
        };
}
