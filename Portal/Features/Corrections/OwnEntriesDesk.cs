using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections;

/// <summary>きょうの登録 — how many doses one has registered today, and the last of them, to be taken back while the slip is still at hand.</summary>
public sealed class OwnEntriesDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int Shown = 10;

    private readonly RevisionSaving _saving = new(dbFactory, ApprovalPolicy.None, time);

    /// <summary>The last ones with whose they are: a look at these residents, and logged.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<OwnEntries> ShowAsync(Staff by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordRegister, Operation.OwnEntriesShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var today = Today(db, by, now);
        var rows = await Rows(db, today).ToListAsync();
        var entries = new OwnEntries(await Standing(db, today).CountAsync(), rows);
        if (rows.Count > 0)
        {
            db.Add(OperationLogEntry.For(by, now, Operation.OwnEntriesShown, detail: $"{rows.Count}件"));
            await db.SaveChangesAsync();
        }

        return entries;
    }

    /// <summary>取消し of one's own registration of today.</summary>
    /// <param name="by">Who registered it.</param>
    /// <param name="doseId">The dose.</param>
    /// <param name="revisionId">The request's own key: pressed twice, taken back once.</param>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">See <see cref="RegistrationUndo"/>.</exception>
    public async Task UndoAsync(Staff by, Guid doseId, Guid revisionId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await _saving.SaveAsync(by, RecordKind.Dose, doseId, revisionId, (record, revisions) => RegistrationUndo.Of(record, revisions, by, revisionId, now)) is not CorrectionOutcome.Applied)
        {
            throw new RuleException("この記録には承認待ちの申請があります。個人票を開いて確かめてください。");
        }
    }

    internal static IQueryable<Revision> Today(PortalDb db, Staff by, DateTime now)
    {
        var (began, person) = (JapanTime.ToUtc(JapanTime.DayOf(now).ToDateTime(TimeOnly.MinValue)), by.PersonKey);
        return db.Revisions.AsNoTracking().Where(r => r.State == RevisionState.Applied && r.RequestedAt >= began
            && r.RequestedBy == person && r.Act == RevisionAct.Register && r.RecordKind == RecordKind.Dose);
    }

    /// <summary>Those not taken back since.</summary>
    internal static IQueryable<Revision> Standing(PortalDb db, IQueryable<Revision> today) =>
        today.Where(r => db.Doses.Any(d => d.DoseId == r.RecordId && d.Status == RecordStatus.Active));

    internal static IQueryable<OwnEntry> Rows(PortalDb db, IQueryable<Revision> today) => today
        .OrderByDescending(r => r.RequestedAt).ThenByDescending(r => r.RevisionId).Take(Shown)
        .Join(db.Doses, r => r.RecordId, d => d.DoseId, (r, d) => new { Registered = r, Dose = d })
        .Join(db.People, x => x.Dose.LedgerPersonId, p => p.LedgerPersonId, (x, p) => new { x.Registered, x.Dose, Person = p })
        .OrderByDescending(x => x.Registered.RequestedAt).ThenByDescending(x => x.Registered.RevisionId)
        .Select(x => new OwnEntry(
            x.Dose.DoseId, x.Person.LedgerPersonId, x.Person.Name, x.Dose.DoseNumber, x.Dose.VaccinatedOn, x.Dose.ProductCode, x.Dose.LotNumber, x.Registered.RequestedAt,
            x.Dose.Status == RecordStatus.Cancelled, x.Registered.ToVersion == x.Dose.Version));
}

/// <param name="Count">Registered today and not taken back.</param>
/// <param name="Last">Newest first.</param>
public sealed record OwnEntries(int Count, IReadOnlyList<OwnEntry> Last);

/// <param name="DoseId">The dose.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="Name">The person's.</param>
/// <param name="DoseNumber">回.</param>
/// <param name="VaccinatedOn">接種日.</param>
/// <param name="ProductCode">製品.</param>
/// <param name="LotNumber">ロット.</param>
/// <param name="RegisteredAt">UTC.</param>
/// <param name="IsCancelled">取消済み.</param>
/// <param name="IsUntouched">Nothing has been changed since it was registered.</param>
public sealed record OwnEntry(
    Guid DoseId, Guid PersonId, string Name, int DoseNumber, DateOnly VaccinatedOn, string? ProductCode, string? LotNumber, DateTime RegisteredAt, bool IsCancelled, bool IsUntouched)
{
    public override string ToString() => $"{nameof(OwnEntry)} {DoseId}";
}
