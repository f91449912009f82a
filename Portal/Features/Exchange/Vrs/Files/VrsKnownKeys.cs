using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Vrs.Files;

/// <summary>
/// 接種回数・接種日 as VRS has them of a dose that came from it. VRS finds such a dose by them until it has taken a line of ours and knows our
/// 管理番号; what they were is read from the dose's revisions.
/// </summary>
internal static class VrsKnownKeys
{
    public static readonly string Number = DoseFields.DoseNumber.Key;
    public static readonly string Day = DoseFields.VaccinatedOn.Key;

    /// <summary>Every applied change of a number or a day, with whether it took over what VRS says: by an import of its file, or by an acceptance in a reconciliation with it.</summary>
    public static IQueryable<KeyChange> Changes(PortalDb db) =>
        from r in db.Revisions
        where r.RecordKind == RecordKind.Dose && r.AppliedAt != null && r.Act != RevisionAct.Register
        from c in r.Changes
        where c.Field == Number || c.Field == Day
        select new KeyChange
        {
            RecordId = r.RecordId,
            RevisionId = r.RevisionId,
            At = r.AppliedAt,
            Field = c.Field,
            Old = c.OldValue,
            New = c.NewValue,
            IsTheirs = (r.Act == RevisionAct.Import && db.ImportRuns.Any(i => i.ImportRunId == r.ImportRunId && i.Kind == ImportKind.Vrs))
                || db.ReconciliationDifferences.Any(v => v.RevisionId == r.RevisionId && db.ExchangeRuns.Any(x => x.ExchangeRunId == v.ExchangeRunId && x.Kind == ExchangeKind.VrsReconciliation)),
        };

    /// <summary>Lines of ours about a dose that VRS has accepted.</summary>
    public static IQueryable<ExchangeLine> Accepted(PortalDb db) =>
        db.ExchangeLines.Where(l => l.Register == ExchangeRegister.VrsRecords && l.State == ExchangeLineState.Accepted);
}

internal sealed class KeyChange
{
    public Guid RecordId { get; init; }
    public Guid RevisionId { get; init; }
    public DateTime? At { get; init; }
    public string Field { get; init; } = "";
    public string? Old { get; init; }
    public string? New { get; init; }
    public bool IsTheirs { get; init; }
}
