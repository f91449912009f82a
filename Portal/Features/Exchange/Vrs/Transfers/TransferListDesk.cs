using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>A candidate beside the ledger.</summary>
/// <param name="Candidate">As VRS has it.</param>
/// <param name="Duplicates">Active doses of the same number or day.</param>
/// <param name="Warnings">What a clerk registering it by hand would be shown.</param>
/// <param name="Problems">Why it cannot be registered.</param>
public sealed record ShownCandidate(TransferCandidate Candidate, IReadOnlyList<Dose> Duplicates, IReadOnlyList<string> Warnings, IReadOnlyList<string> Problems)
{
    /// <summary>台帳にあり: same number and day.</summary>
    public bool IsThere => Duplicates.Any(d => d.DoseNumber == Candidate.DoseNumber && d.VaccinatedOn == Candidate.VaccinatedOn);
}

/// <summary>One inquiry as its page shows it.</summary>
/// <param name="Row">As the list has it.</param>
/// <param name="Run">Its 一括照合.</param>
/// <param name="Person">Whose doses these are and whose an accepted one becomes: the keeper, where the one asked for was merged since.</param>
/// <param name="Doses">The ledger's.</param>
/// <param name="Candidates">What VRS knows.</param>
public sealed record OpenTransfer(TransferRow Row, ExchangeRun? Run, PersonHead Person, IReadOnlyList<Dose> Doses, IReadOnlyList<ShownCandidate> Candidates)
{
    /// <summary>統合: asked for under a record that has been merged into another.</summary>
    public bool IsMerged => Person.LedgerPersonId != Row.Inquiry.LedgerPersonId;
}

/// <summary>転入者の照会の一覧 — names and doses are shown, so each look is in the log before it.</summary>
public sealed class TransferListDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task<IReadOnlyList<TransferRow>> ListAsync(Staff by, bool over, CancellationToken ct = default) =>
        RowsAsync(by, null, db => TransferSearch.Rows(db, over), ct);

    /// <summary>Who stands in a 一括照合: what its approver decides on.</summary>
    public Task<IReadOnlyList<TransferRow>> OfRunAsync(Staff by, Guid exchangeRunId, CancellationToken ct = default) =>
        RowsAsync(by, exchangeRunId, db => TransferSearch.OfRun(db, exchangeRunId), ct);

    /// <returns>Null for an id nobody has; the look is in the log all the same.</returns>
    public async Task<OpenTransfer?> OpenAsync(Staff by, Guid inquiryId, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.LedgerView, Operation.TransferShown, now, inquiryId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var row = await TransferSearch.Rows(db, db.TransferInquiries.AsNoTracking().Where(i => i.TransferInquiryId == inquiryId)).SingleOrDefaultAsync(ct);
        if (row is null)
        {
            await dbFactory.LogMissingAsync(by, Operation.TransferShown, inquiryId, now);
            return null;
        }

        var personId = await db.People.Where(p => p.LedgerPersonId == row.Inquiry.LedgerPersonId).Select(p => p.MergedIntoId ?? p.LedgerPersonId).SingleAsync(ct);
        var run = await db.ExchangeRuns.AsNoTracking().SingleOrDefaultAsync(r => r.ExchangeRunId == row.Inquiry.ExchangeRunId, ct);
        var person = await db.People.AsNoTracking().Include(p => p.Residence).SingleAsync(p => p.LedgerPersonId == personId, ct);
        var doses = await TransferDoses.OfAsync(db, personId, ct);
        var lists = await VaccineLists.LoadAsync(db, ct);
        List<ShownCandidate> candidates = [];
        foreach (var candidate in await db.TransferCandidates.AsNoTracking().Where(c => c.TransferInquiryId == inquiryId).OrderBy(c => c.Ordinal).ToListAsync(ct))
        {
            candidates.Add(candidate.Decision == TransferDecision.Open ? await TransferDoses.LookAsync(db, person, doses, candidate, lists, now) : new(candidate, [], [], []));
        }

        db.Add(OperationLogEntry.For(by, now, Operation.TransferShown, personId, inquiryId));
        await db.SaveChangesAsync(ct);
        return new(row, run, await db.HeadOfAsync(personId), doses, candidates);
    }

    private async Task<IReadOnlyList<TransferRow>> RowsAsync(Staff by, Guid? subjectId, Func<PortalDb, IQueryable<TransferRow>> query, CancellationToken ct)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.LedgerView, Operation.TransfersShown, now, subjectId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var rows = await query(db).ToListAsync(ct);
        var people = rows.Select(r => r.Inquiry.LedgerPersonId).Distinct().ToList();
        db.Add(OperationLogEntry.For(by, now, Operation.TransfersShown, people is [var only] ? only : null, subjectId, $"{people.Count}人"));
        await db.SaveChangesAsync(ct);
        return rows;
    }
}
