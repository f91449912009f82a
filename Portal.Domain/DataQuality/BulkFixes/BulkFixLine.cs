using Portal.Domain.Accounts;
using Portal.Domain.Corrections;

namespace Portal.Domain.DataQuality.BulkFixes;

/// <summary>一括訂正の1件 — one item of one dose.</summary>
public sealed class BulkFixLine
{
    public required Guid BulkFixId { get; init; }
    public required Guid DoseId { get; init; }
    public required Guid LedgerPersonId { get; init; }

    /// <summary>Key of the item.</summary>
    public required string Field { get; init; }

    /// <summary>Canonical texts.</summary>
    public string? OldValue { get; init; }

    public string? NewValue { get; init; }
    public BulkFixLineState State { get; private set; } = BulkFixLineState.Waiting;

    /// <summary>The revision that made the change.</summary>
    public Guid? RevisionId { get; private set; }

    /// <summary>訂正する, unless the item is no longer what was on the screen or waits for somebody else.</summary>
    /// <param name="fix">The approved fix of this line.</param>
    /// <param name="record">Freshly loaded; null when it is gone.</param>
    /// <param name="pending">Requests waiting on the record.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The revision; null where the dose stays as it is.</returns>
    public Revision? Make(BulkFix fix, LedgerRecord? record, IEnumerable<Revision> pending, DateTime now)
    {
        if (record is null || record.IsCancelled || record[Field] != OldValue || Waits(pending))
        {
            State = BulkFixLineState.Skipped;
            return null;
        }

        var revision = Revise(record, OldValue, NewValue, now, ReasonKind.TranscriptionError, fix.Reason, (fix.RequestedBy, fix.RequestedByName, fix.Terminal, fix.RequestedAt));
        (revision.DecidedBy, revision.DecidedByName, revision.DecidedAt) = (fix.DecidedBy, fix.DecidedByName, fix.DecidedAt);
        revision.Apply(record, now);
        (State, RevisionId) = (BulkFixLineState.Made, revision.RevisionId);
        return revision;
    }

    /// <summary>元に戻す by value: an item somebody has corrected since stays as they made it.</summary>
    /// <returns>The revision; null where the dose stays as it is.</returns>
    public Revision? TakeBack(BulkFix fix, LedgerRecord? record, IEnumerable<Revision> pending, Staff by, DateTime now)
    {
        if (State != BulkFixLineState.Made)
        {
            return null;
        }

        if (record is null || record.IsCancelled || record[Field] != NewValue || Waits(pending))
        {
            State = BulkFixLineState.Kept;
            return null;
        }

        var revision = Revise(record, NewValue, OldValue, now, ReasonKind.OperatorError, fix.UndoReason, (by.PersonKey, by.Name, by.Terminal, now));
        revision.Apply(record, now);
        State = BulkFixLineState.TakenBack;
        return revision;
    }

    private bool Waits(IEnumerable<Revision> pending) => pending.Any(r => r.Changes.Exists(c => c.Field == Field));

    private Revision Revise(LedgerRecord record, string? from, string? to, DateTime now, ReasonKind reason, string? text, (string By, string Name, string Terminal, DateTime At) request)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            RevisionId = id,
            LedgerPersonId = record.LedgerPersonId,
            RecordKind = RecordKind.Dose,
            RecordId = DoseId,
            Act = RevisionAct.Correct,
            Changes = [new FieldChange { RevisionId = id, Field = Field, OldValue = from, NewValue = to }],
            Reason = reason,
            ReasonText = text,
            RequestedBy = request.By,
            RequestedByName = request.Name,
            Terminal = request.Terminal,
            RequestedAt = request.At,
        };
    }
}

/// <summary>一括訂正の1件の状態</summary>
public enum BulkFixLineState
{
    /// <summary>承認待ち</summary>
    Waiting,

    /// <summary>訂正した</summary>
    Made,

    /// <summary>訂正しなかった: changed, cancelled or waiting for somebody else meanwhile</summary>
    Skipped,

    /// <summary>元に戻した</summary>
    TakenBack,

    /// <summary>戻さなかった: changed since</summary>
    Kept,
}
