using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>相手のみの接種記録の登録 — the dose as an import would bring it, with a revision that says who took it over and why.</summary>
public sealed class ReconciliationRegisterDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int MaxAttempts = 3;

    private VaccineLists? _lists;

    /// <param name="by">Who.</param>
    /// <param name="seen">The rows with the version that was on the screen.</param>
    /// <param name="reason">Why the dose belongs into the ledger.</param>
    /// <param name="cancellationToken">Looked at between transactions: what is done by then stays done.</param>
    public async Task<ReconciliationOutcome> RegisterAsync(Staff by, IReadOnlyDictionary<Guid, Guid> seen, string? reason, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.RecordRegister, Operation.VrsDosesRegistered, time.GetUtcNow().UtcDateTime, cancellationToken: cancellationToken);
        var stated = StatedPurpose.Demand("登録の理由", reason);
        var outcome = ReconciliationOutcome.None;
        foreach (var chunk in seen.Chunk(ReconciliationAcceptDesk.AtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcome = outcome.With(await TryAsync(by, chunk.ToDictionary(), stated, cancellationToken));
        }

        return outcome;
    }

    private async Task<ReconciliationOutcome> TryAsync(Staff by, Dictionary<Guid, Guid> seen, string stated, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RegisterAsync(by, seen, stated, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < MaxAttempts)
            {
                // Somebody decided one of the rows between our look and our save: look again.
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new RuleException(ReconciliationWords.Decided);
            }
        }
    }

    private async Task<ReconciliationOutcome> RegisterAsync(Staff by, Dictionary<Guid, Guid> seen, string stated, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        _lists ??= await VaccineLists.LoadAsync(db, cancellationToken);
        var ids = seen.Keys.ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rows = await db.ReconciliationDifferences.Where(d => EF.Parameter(ids).Contains(d.ReconciliationDifferenceId)).OrderBy(d => d.Ordinal).ToListAsync(cancellationToken);
        var people = rows.Select(r => r.LedgerPersonId).OfType<Guid>().Distinct().ToList();
        await db.JoinTurnsAsync(people);
        var active = (await db.People.AsNoTracking().Where(p => EF.Parameter(people).Contains(p.LedgerPersonId) && p.Status == RecordStatus.Active && p.MergedIntoId == null)
            .Select(p => p.LedgerPersonId).ToListAsync(cancellationToken)).ToHashSet();
        var there = (await db.Doses.AsNoTracking().Where(d => EF.Parameter(people).Contains(d.LedgerPersonId) && d.Status == RecordStatus.Active)
            .Select(d => new { d.LedgerPersonId, d.DoseNumber, d.VaccinatedOn }).ToListAsync(cancellationToken))
            .Select(d => (d.LedgerPersonId, d.DoseNumber, d.VaccinatedOn)).ToHashSet();

        var runIds = rows.Select(r => r.ExchangeRunId).Distinct().ToList();
        var kinds = await db.ExchangeRuns.Where(r => EF.Parameter(runIds).Contains(r.ExchangeRunId)).ToDictionaryAsync(r => r.ExchangeRunId, r => r.Kind, cancellationToken);
        List<ReconciliationRefusal> refused = [];
        foreach (var row in rows)
        {
            if (WhyNot(row, seen[row.ReconciliationDifferenceId], active, there) is { } why)
            {
                refused.Add(row.Refuse(why));
                continue;
            }

            Register(db, row, kinds[row.ExchangeRunId], by, stated, now, seen[row.ReconciliationDifferenceId]);
        }

        foreach (var run in rows.Where(r => r.State == ReconciliationDifferenceState.Accepted && r.DecidedAt == now).GroupBy(r => r.ExchangeRunId))
        {
            db.Add(OperationLogEntry.For(by, now, Operation.VrsDosesRegistered, subjectId: run.Key, detail: $"{run.Count()}件", purpose: stated));
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(rows.Count - refused.Count, 0, refused);
    }

    private void Register(PortalDb db, ReconciliationDifference row, ExchangeKind kind, Staff by, string stated, DateTime now, Guid seen)
    {
        var theirs = ReconciliationRegistration.Read(row);
        var (dose, revision) = ReconciliationRegistration.Register(row, theirs, (_lists!.InstitutionCode(theirs.Venue), _lists.ProductCode(theirs.LotNumber)), kind.Source(), by, $"{kind.Label()}: {stated}", now);
        row.Accept(seen, revision.RevisionId, by, stated, now);
        db.AddRange(dose, revision, OperationLogEntry.For(by, now, Operation.DoseRegistered, dose.LedgerPersonId, dose.DoseId, kind.Label()));
    }

    private static string? WhyNot(ReconciliationDifference row, Guid seen, HashSet<Guid> active, HashSet<(Guid, int, DateOnly)> there) => row switch
    {
        { Kind: not ReconciliationDifferenceKind.OnlyThere } => ReconciliationWords.NotTheirs,
        _ when row.State != ReconciliationDifferenceState.Open || row.Version != seen => ReconciliationWords.Decided,
        _ when !active.Contains(row.LedgerPersonId!.Value) => ReconciliationWords.PersonGone,
        _ when there.Contains((row.LedgerPersonId!.Value, row.DoseNumber!.Value, row.VaccinatedOn!.Value)) => ReconciliationWords.AlreadyThere,
        _ => null,
    };
}
