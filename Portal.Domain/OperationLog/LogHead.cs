namespace Portal.Domain.OperationLog;

/// <summary>末尾 — the last sealed row of the log. One row in the database, moved forward together with the rows it counts.</summary>
public class LogHead
{
    public const int OnlyId = 1;

    public int LogHeadId { get; init; } = OnlyId;

    /// <summary>Names this log, so that its checkpoints are not taken for another's. Empty before the first row.</summary>
    public required Guid LogId { get; set; }

    /// <summary>0 before the first row.</summary>
    public required long Sequence { get; set; }

    /// <summary>Before the first row the id of the log itself: the first seal is bound to it.</summary>
    public required byte[] Seal { get; set; }

    public static LogHead Unbegun { get; } = new() { LogId = Guid.Empty, Sequence = 0, Seal = [] };

    /// <summary>Where a log of this id begins.</summary>
    public static LogHead Begin(Guid logId) => new() { LogId = logId, Sequence = 0, Seal = logId.ToByteArray() };
}
