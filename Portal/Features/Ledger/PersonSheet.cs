using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.Ledger.MyNumbers;
using Portal.Features.OperationLog;

namespace Portal.Features.Ledger;

/// <summary>個人票 — opens, prints and, with a reason, reveals; each is in the operation log before anything is shown.</summary>
public sealed class PersonSheet(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <returns>Null for an id nobody has; the attempt is in the log.</returns>
    /// <exception cref="PermissionDeniedException">The account may not see the ledger; the denial is in the log.</exception>
    public async Task<SheetView?> OpenAsync(Guid personId, Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.SheetOpened, now, personId, cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var view = await ReadAsync(db, personId, now, cancellationToken);
        db.Add(view is null
            ? OperationLogEntry.For(by, now, Operation.SheetOpened, subjectId: personId, detail: "該当者なし", result: OperationResult.Failed)
            : OperationLogEntry.For(by, now, Operation.SheetOpened, personId));
        await db.SaveChangesAsync(cancellationToken);
        return view is null ? null : view with
        {
            ViewersThisMonth = await CountViewersAsync(db, personId, now, cancellationToken),
            HasMyNumber = by.May(Permission.MyNumberUse) || by.May(Permission.MyNumberRegister)
                ? await db.NumbersOf(personId).AnyAsync(cancellationToken)
                : null,
        };
    }

    /// <exception cref="RuleException">The purpose is too short or holds a possible My Number.</exception>
    /// <exception cref="PermissionDeniedException">The account may not see protected addresses; the denial is in the log.</exception>
    public async Task<ShownAddress> ShowAddressAsync(Guid personId, string? purpose, Staff by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var entry = await dbFactory.DemandAddressAsync(by, now, purpose, personId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var address = await db.People.Where(p => p.LedgerPersonId == personId)
            .Select(p => new ShownAddress(p.PostalCode, p.Address, p.Building)).SingleAsync();
        db.Add(entry);
        await db.SaveChangesAsync();
        return address;
    }

    /// <returns>When the print was recorded, UTC.</returns>
    /// <exception cref="RuleException">The purpose is too short or holds a possible My Number.</exception>
    /// <exception cref="PermissionDeniedException">The account may not print; the denial is in the log.</exception>
    public async Task<DateTime> RecordPrintAsync(Guid personId, string? purpose, Staff by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerPrint, Operation.SheetPrinted, now, personId);
        var reason = StatedPurpose.Demand("印刷の目的", purpose);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.SheetPrinted, personId, purpose: reason));
        await db.SaveChangesAsync();
        return now;
    }

    private static async Task<SheetView?> ReadAsync(PortalDb db, Guid personId, DateTime now, CancellationToken cancellationToken)
    {
        var person = await db.People.AsNoTracking().Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == personId, cancellationToken);
        if (person is null)
        {
            return null;
        }

        var doses = await db.Doses.AsNoTracking().Where(d => d.LedgerPersonId == personId)
            .OrderByDescending(d => d.VaccinatedOn).ThenByDescending(d => d.DoseNumber).ThenByDescending(d => d.DoseId).ToListAsync(cancellationToken);
        var coupons = await db.Coupons.AsNoTracking().Where(c => c.LedgerPersonId == personId)
            .OrderBy(c => c.DoseNumber).ThenBy(c => c.IssuedOn).ThenBy(c => c.CouponId).ToListAsync(cancellationToken);
        var findings = await SheetFindings.OfAsync(db, person, doses, cancellationToken);
        HideAddress(person);
        var history = await HistoryAsync(db, personId, [.. doses.Select(d => d.DoseId), .. coupons.Select(c => c.CouponId)], cancellationToken);
        return new()
        {
            Person = person,
            Doses = doses,
            Findings = findings,
            Coupons = coupons,
            History = history,
            MergedWith = await db.PartnersAsync(personId, history, cancellationToken),
            NumbersBefore = await db.People.Where(p => p.MergedIntoId == personId && p.ResidentNumber != null)
                .OrderBy(p => p.ResidentNumber).Select(p => p.ResidentNumber!).ToListAsync(cancellationToken),
            ImportNumbers = await ImportNumbersAsync(db, doses, cancellationToken),
            ViewersThisMonth = 0,
            At = now,
        };
    }

    /// <summary>The entity is this sheet's own copy: what it does not hold cannot reach the browser.</summary>
    private static void HideAddress(LedgerPerson person)
    {
        if (person.IsProtected)
        {
            (person.PostalCode, person.Address, person.Building) = (null, null, null);
        }
    }

    /// <summary>Of the person, and of the records that are theirs now, whoever's they were when they were changed.</summary>
    private static async Task<List<Revision>> HistoryAsync(PortalDb db, Guid personId, IReadOnlyCollection<Guid> records, CancellationToken cancellationToken) =>
        [.. (await db.RevisionsOfAsync(personId, records, cancellationToken)).OrderBy(r => r.State == RevisionState.Pending ? 0 : 1)];

    private static async Task<Dictionary<Guid, int>> ImportNumbersAsync(PortalDb db, List<Dose> doses, CancellationToken cancellationToken)
    {
        List<Guid> runs = [.. doses.Select(d => d.ImportRunId).OfType<Guid>().Distinct()];
        return runs.Count == 0
            ? []
            : await db.ImportRuns.Where(r => runs.Contains(r.ImportRunId)).ToDictionaryAsync(r => r.ImportRunId, r => r.Number, cancellationToken);
    }

    private static Task<int> CountViewersAsync(PortalDb db, Guid personId, DateTime now, CancellationToken cancellationToken)
    {
        var today = JapanTime.Of(now);
        var monthBegan = JapanTime.ToUtc(new DateTime(today.Year, today.Month, 1));
        return db.OperationLog
            .Where(e => e.LedgerPersonId == personId && e.At >= monthBegan && e.Operation == Operation.SheetOpened && e.Result == OperationResult.Done)
            .Select(e => new { e.AccountId, e.StaffMemberId }).Distinct().CountAsync(cancellationToken);
    }
}
