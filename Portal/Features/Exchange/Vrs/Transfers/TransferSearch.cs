using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>One line of the list of inquiries.</summary>
/// <param name="Inquiry">As it stands.</param>
/// <param name="ResidentNumber">宛名番号.</param>
/// <param name="PersonName">Whose.</param>
/// <param name="IsProtected">支援措置, by now: when they were collected they were not.</param>
/// <param name="RunNumber">連携番号 of its 一括照合.</param>
/// <param name="RunState">Of it.</param>
/// <param name="Open">Candidates to decide.</param>
public sealed record TransferRow(TransferInquiry Inquiry, string? ResidentNumber, string PersonName, bool IsProtected, int? RunNumber, ExchangeState? RunState, int Open)
{
    /// <summary>Not in a request that is under way: the run was given up, or there was none yet.</summary>
    public bool IsFree => Inquiry.State == TransferState.Collected || (Inquiry.State == TransferState.Requested && RunState == ExchangeState.Failed);

    public string State => IsFree ? TransferState.Collected.Label() : Inquiry.State.Label();

    public override string ToString() => $"{nameof(TransferRow)} {Inquiry.TransferInquiryId}";
}

/// <summary>The queries of the inquiries' screens.</summary>
internal static class TransferSearch
{
    public const int Most = 500;

    /// <summary>What is not over, the oldest first; or what is, the newest first.</summary>
    public static IQueryable<TransferRow> Rows(PortalDb db, bool over)
    {
        var inquiries = db.TransferInquiries.AsNoTracking();
        return Rows(db, over
            ? inquiries.Where(i => i.State == TransferState.Done || i.State == TransferState.Withdrawn).OrderByDescending(i => i.EndedAt).Take(Most)
            : inquiries.Where(i => i.State != TransferState.Done && i.State != TransferState.Withdrawn).OrderBy(i => i.CollectedAt).Take(Most));
    }

    /// <summary>Those of one run, in the order of its file.</summary>
    public static IQueryable<TransferRow> OfRun(PortalDb db, Guid exchangeRunId) =>
        Rows(db, db.TransferInquiries.AsNoTracking().Where(i => i.ExchangeRunId == exchangeRunId).OrderBy(i => i.LineNumber));

    /// <summary>Waiting for a run, the oldest first.</summary>
    public static IQueryable<TransferInquiry> Free(PortalDb db) => db.TransferInquiries
        .Where(i => i.State == TransferState.Collected
            || (i.State == TransferState.Requested && db.ExchangeRuns.Any(r => r.ExchangeRunId == i.ExchangeRunId && r.State == ExchangeState.Failed)))
        .OrderBy(i => i.CollectedAt).ThenBy(i => i.TransferInquiryId);

    /// <summary>The lines of a run as they are to be written.</summary>
    public static IQueryable<TransferInquiry> Lines(PortalDb db, Guid exchangeRunId) => db.TransferInquiries
        .Where(i => i.ExchangeRunId == exchangeRunId && i.State == TransferState.Requested).OrderBy(i => i.LineNumber);

    /// <summary>The 一括照合 under way.</summary>
    public static IQueryable<ExchangeRun> OpenRun(PortalDb db) => db.ExchangeRuns.AsNoTracking()
        .Where(r => r.Kind == ExchangeKind.VrsTransferInquiry && r.State != ExchangeState.Done && r.State != ExchangeState.Failed).OrderBy(r => r.Number);

    public static IQueryable<TransferRow> Rows(PortalDb db, IQueryable<TransferInquiry> inquiries) =>
        from i in inquiries
        join p in db.People on i.LedgerPersonId equals p.LedgerPersonId
        from r in db.ExchangeRuns.Where(r => r.ExchangeRunId == i.ExchangeRunId).DefaultIfEmpty()
        select new TransferRow(
            i, p.ResidentNumber, p.Name, p.IsProtected, r == null ? null : r.Number, r == null ? null : r.State,
            db.TransferCandidates.Count(c => c.TransferInquiryId == i.TransferInquiryId && c.Decision == TransferDecision.Open));
}
