using Portal.Domain.Accounts;

namespace Portal.Domain.OperationLog;

/// <summary>操作ログ — one act of one member of staff. Carries ids and counts, never a resident's values.</summary>
public class OperationLogEntry
{
    public const int PurposeMaxLength = 200;
    public const int DetailMaxLength = 400;

    public required Guid OperationLogEntryId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required string AccountId { get; init; }
    public required string StaffName { get; init; }
    public required string Terminal { get; init; }

    /// <summary>The person of the staff list: behind a shared ID, who sat there at that moment.</summary>
    public Guid? StaffMemberId { get; init; }

    /// <summary>The sign-in the act belongs to.</summary>
    public Guid? SessionId { get; init; }

    public required Operation Operation { get; init; }
    public required OperationResult Result { get; init; }

    /// <summary>Whose record, when the act concerns one person.</summary>
    public Guid? LedgerPersonId { get; init; }

    /// <summary>The dose, revision, import run or other record the act concerns.</summary>
    public Guid? SubjectId { get; init; }

    public string? Purpose { get; init; }
    public string? Detail { get; init; }

    public static OperationLogEntry For(
        Staff by, DateTime at, Operation operation, Guid? personId = null, Guid? subjectId = null,
        string? detail = null, string? purpose = null, OperationResult result = OperationResult.Done) => new()
        {
            OperationLogEntryId = Guid.CreateVersion7(at),
            At = at,
            AccountId = by.AccountId,
            StaffName = by.Name,
            Terminal = by.Terminal,
            StaffMemberId = by.StaffMemberId,
            SessionId = by.SessionId,
            Operation = operation,
            Result = result,
            LedgerPersonId = personId,
            SubjectId = subjectId,
            Purpose = Cut(purpose, PurposeMaxLength),
            Detail = Cut(detail, DetailMaxLength),
        };

    private static string? Cut(string? text, int length) =>
        text is null || text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
