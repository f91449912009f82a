using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections;

/// <summary>接種記録の登録. The dose, its revision and its log entry are one save.</summary>
public sealed class RegistrationDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>The person and every dose, cancelled ones too. Opening is a look at a resident and is logged. Null: no such person.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<RegistrationSheet?> OpenAsync(Staff by, Guid personId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordRegister, Operation.SheetOpened, now, personId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await PersonAsync(db, personId) is not { } person)
        {
            await dbFactory.LogMissingAsync(by, Operation.SheetOpened, personId, now);
            return null;
        }

        var doses = await DosesAsync(db, personId);
        db.Add(OperationLogEntry.For(by, now, Operation.SheetOpened, personId, detail: "接種記録の登録"));
        await db.SaveChangesAsync();
        return new(person, doses);
    }

    /// <summary>What would be saved, with everything to look at first. Writes nothing.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<DosePreview> PreviewAsync(Staff by, DoseRegistration registration)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordRegister, Operation.DoseRegistered, now, registration.LedgerPersonId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var person = await PersonAsync(db, registration.LedgerPersonId) ?? throw Missing();
        RecordRules.DemandNotMerged(person.MergedIntoId);
        var (dose, problems) = registration.Read(person, now);
        if (dose is null)
        {
            return new(null, problems, [], [], []);
        }

        var existing = (await DosesAsync(db, person.LedgerPersonId)).FindAll(d => d.DoseId != dose.DoseId);
        var (warnings, notes) = await MasterWarnings.OfAsync(db, dose);
        return new(dose, [], [.. DoseWarnings.Of(person, existing, dose), .. warnings], notes, DoseWarnings.Duplicates(existing, dose));
    }

    /// <summary>
    /// Registers the dose. Clerks registering for one person at once come in one after the other, so the second sees the first one's
    /// record as a duplicate. The same press again (same <see cref="DoseRegistration.DoseId"/>) has the same outcome and one row.
    /// </summary>
    /// <param name="by">Who registers.</param>
    /// <param name="registration">As typed.</param>
    /// <param name="otherDoses">Ids of duplicates the clerk has said to be another dose.</param>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="FieldProblemsException">Items that cannot be registered.</exception>
    /// <exception cref="RuleException">No such person, or the dose was saved before with other contents.</exception>
    public async Task<DoseOutcome> RegisterAsync(Staff by, DoseRegistration registration, IReadOnlySet<Guid> otherDoses)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordRegister, Operation.DoseRegistered, now, registration.LedgerPersonId);
        await using var db = await dbFactory.CreateDbContextAsync();
        await using var turn = await db.TakeTurnAsync(registration.LedgerPersonId);

        var person = await PersonAsync(db, registration.LedgerPersonId) ?? throw Missing();
        RecordRules.DemandNotMerged(person.MergedIntoId);
        var (dose, revision) = registration.Register(person, by, now);
        if (await db.Doses.AsNoTracking().SingleOrDefaultAsync(d => d.DoseId == dose.DoseId) is { } saved)
        {
            return IsSame(saved, dose) ? new DoseOutcome.Saved(saved) : throw new RuleException(
                "この接種記録はすでに登録されています。内容を変えるときは、個人票から訂正してください。");
        }

        var duplicates = DoseWarnings.Duplicates(await DosesAsync(db, person.LedgerPersonId), dose);
        if (duplicates.Any(d => !otherDoses.Contains(d.DoseId)))
        {
            return new DoseOutcome.Duplicates(duplicates);
        }

        db.AddRange(dose, revision, OperationLogEntry.For(
            by, now, Operation.DoseRegistered, person.LedgerPersonId, dose.DoseId, duplicates.Count == 0 ? null : $"重複{duplicates.Count}件を別の接種と確認"));
        await db.SaveChangesAsync();
        await turn.CommitAsync();
        return new DoseOutcome.Saved(dose);
    }

    private static Task<LedgerPerson?> PersonAsync(PortalDb db, Guid personId) =>
        db.People.AsNoTracking().Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == personId);

    private static Task<List<Dose>> DosesAsync(PortalDb db, Guid personId) => db.Doses
        .AsNoTracking()
        .Where(d => d.LedgerPersonId == personId)
        .OrderBy(d => d.DoseNumber)
        .ThenBy(d => d.VaccinatedOn)
        .ThenBy(d => d.DoseId)
        .ToListAsync();

    private static bool IsSame(Dose saved, Dose dose) =>
        saved.LedgerPersonId == dose.LedgerPersonId && DoseFields.All.All(f => f.Get(saved) == f.Get(dose));

    private static RuleException Missing() => new("この人は台帳にありません。検索からやり直してください。");
}
