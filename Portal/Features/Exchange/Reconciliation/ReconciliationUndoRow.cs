using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>An accepted row with the revision that accepting wrote.</summary>
internal sealed record ReconciliationAccepted(ReconciliationDifference Difference, Revision Revision);

/// <summary>An item of a record somebody has asked to change.</summary>
internal sealed record ReconciliationPending(Guid RecordId, string Field)
{
    public static IQueryable<ReconciliationPending> Of(PortalDb db, List<Guid> records) => db.Revisions
        .Where(r => r.State == RevisionState.Pending && Microsoft.EntityFrameworkCore.EF.Parameter(records).Contains(r.RecordId))
        .SelectMany(r => r.Changes, (r, c) => new ReconciliationPending(r.RecordId, c.Field));
}

/// <summary>One accepted row beside the ledger of this moment.</summary>
/// <param name="Difference">The row.</param>
/// <param name="DoseId">The dose it corrected, or registered.</param>
/// <param name="WhyNot">Why it cannot be taken back; null where it can.</param>
internal sealed record ReconciliationUndoRow(ReconciliationDifference Difference, Guid DoseId, string? WhyNot)
{
    public const string Waiting = "採用が承認待ちです。承認の画面で差し戻すか、承認のあとで元に戻してください。";
    public const string NeverApplied = "採用が差し戻されたか、取り下げられています。台帳は変わっていません。";
    public const string Pending = "同じ記録に承認待ちの申請があります。承認か差戻しのあとで元に戻してください。";
    public const string Cancelled = "反映のあとで取り消されています。";
    public const string Back = "すでに反映の前の値です。";
    public const string Changed = "反映のあとで変更されています。個人票の履歴から一件ずつ確かめてください。";

    /// <summary>相手のみ, registered: taken back by cancelling the dose.</summary>
    public bool IsRegistration => Difference.Kind == ReconciliationDifferenceKind.OnlyThere;

    public static ReconciliationUndoRow Of(ReconciliationAccepted accepted, Dose? dose, IEnumerable<string> pending) =>
        new(accepted.Difference, accepted.Revision.RecordId, Reason(accepted, dose, [.. pending]));

    /// <summary>Several items of one dose are one revision, as they were when they were accepted.</summary>
    public static RevisionAsk Ask(IGrouping<Guid, ReconciliationUndoRow> dose, Guid revisionId, Grounds grounds) => new(
        RecordKind.Dose, dose.Key, revisionId, (_, _) => dose.Any(r => r.IsRegistration)
            ? new()
            {
                RevisionId = revisionId,
                Act = RevisionAct.Cancel,
                Seen = new Dictionary<string, string?> { [RecordItems.Status] = nameof(RecordStatus.Active) },
                Wanted = new Dictionary<string, string?> { [RecordItems.Status] = nameof(RecordStatus.Cancelled) },
                Grounds = grounds,
            }
            : new()
            {
                RevisionId = revisionId,
                Act = RevisionAct.Restore,
                Seen = dose.ToDictionary(r => r.Difference.Field!, r => r.Difference.Theirs),
                Wanted = dose.ToDictionary(r => r.Difference.Field!, r => r.Difference.Ours),
                Grounds = grounds,
            });

    private static string? Reason(ReconciliationAccepted accepted, Dose? dose, List<string> pending)
    {
        var (row, revision) = accepted;
        return revision.State switch
        {
            RevisionState.Pending => Waiting,
            not RevisionState.Applied => NeverApplied,
            _ when dose is null or { Status: RecordStatus.Cancelled } => Cancelled,
            _ when row.Kind == ReconciliationDifferenceKind.OnlyThere => dose.Version != revision.ToVersion ? Changed : pending.Count > 0 ? Pending : null,
            _ => DoseFields.Find(row.Field!).Get(dose) is var now && now != row.Theirs ? now == row.Ours ? Back : Changed : pending.Contains(row.Field!) ? Pending : null,
        };
    }
}
