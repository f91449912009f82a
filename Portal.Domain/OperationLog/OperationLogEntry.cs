using Portal.Domain.Accounts;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>操作ログ — one act of one member of staff. Carries ids and counts, never a resident's values. Written once, never changed.</summary>
public class OperationLogEntry
{
    public const int PurposeMaxLength = 200;
    public const int DetailMaxLength = 400;

    public required Guid OperationLogEntryId { get; init; }

    /// <summary>連番 — 1, 2, 3 … without a gap, in the order the rows were sealed. Below 1: written before there were seals.</summary>
    public long Sequence { get; private set; }

    /// <summary>Of the key the seal was made with.</summary>
    public int KeyId { get; private set; }

    /// <summary>封印 — see <see cref="LogSeal"/>. Empty until the row is saved.</summary>
    public byte[] Seal { get; private set; } = [];

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required string AccountId { get; init; }
    public required string StaffName { get; init; }
    public required string Terminal { get; init; }

    /// <summary>The person of the staff list: behind a shared ID, who sat there at that moment.</summary>
    public Guid? StaffMemberId { get; init; }

    /// <summary>The sign-in the act belongs to.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The request or the open page (circuit) the act came through.</summary>
    public string? Trace { get; private set; }

    public required Operation Operation { get; init; }
    public required OperationResult Result { get; init; }

    /// <summary>Whose record, when the act concerns one person.</summary>
    public Guid? LedgerPersonId { get; init; }

    /// <summary>The dose, revision, import run or other record the act concerns.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>個人番号を使う場面, where a My Number was registered, searched by or shown.</summary>
    public MyNumberPurpose? Scene { get; init; }

    public string? Purpose { get; init; }
    public string? Detail { get; init; }

    public static OperationLogEntry For(
        Staff by, DateTime at, Operation operation, Guid? personId = null, Guid? subjectId = null,
        string? detail = null, string? purpose = null, OperationResult result = OperationResult.Done, MyNumberPurpose? scene = null) => new()
        {
            OperationLogEntryId = Guid.CreateVersion7(at),
            At = at,
            AccountId = LogText.OneLine(by.AccountId, Staff.AccountIdMaxLength),
            StaffName = LogText.OneLine(by.Name, Staff.NameMaxLength),
            Terminal = LogText.OneLine(by.Terminal, Staff.TerminalMaxLength),
            StaffMemberId = by.StaffMemberId,
            SessionId = by.SessionId,
            Trace = TraceOf(by.Trace),
            Operation = operation,
            Result = result,
            LedgerPersonId = personId,
            SubjectId = subjectId,
            Scene = scene,
            Purpose = LogText.OneLineOrNull(purpose, PurposeMaxLength),
            Detail = LogText.OneLineOrNull(detail, DetailMaxLength),
        };

    /// <summary>As the row lies in the database, for whoever verifies it.</summary>
    public OperationLogEntry AsStored(long sequence, int keyId, byte[] seal, string? trace)
    {
        (Sequence, KeyId, Seal, Trace) = (sequence, keyId, seal, trace);
        return this;
    }

    /// <summary>Says which request the act came through, where whoever acted could not: somebody who is only just signing in.</summary>
    public void CameThrough(string? request) => Trace ??= TraceOf(request);

    /// <summary>Gives the row its place behind <paramref name="head"/>. Called again when another row was faster.</summary>
    /// <returns>The new head.</returns>
    public LogHead SealBehind(LogHead head, SecretKey key)
    {
        Sequence = head.Sequence + 1;
        KeyId = key.Id;
        Seal = LogSeal.Of(this, head.Seal, key);
        return new LogHead { LogId = head.LogId, Sequence = Sequence, Seal = Seal };
    }

    private static string? TraceOf(string? text) => LogText.OneLineOrNull(text, Staff.TraceMaxLength);
}
