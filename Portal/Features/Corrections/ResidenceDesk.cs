using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections;

/// <summary>What a flag does to a person's residence.</summary>
public enum ResidenceAct
{
    /// <summary>転出</summary>
    MoveOut,

    /// <summary>死亡</summary>
    Died,

    /// <summary>転入</summary>
    MoveIn,

    /// <summary>Takes back the last of the three.</summary>
    Undo,
}

/// <summary>転出・死亡・転入の記録とその取消. The person's record stays whatever is recorded.</summary>
public sealed class ResidenceDesk(IDbContextFactory<PortalDb> dbFactory, RevisionSaving saving, TimeProvider time)
{
    /// <summary>The person's residence for the flags page. Null: no such person.</summary>
    public async Task<OpenedResidence?> OpenAsync(Staff by, Guid personId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionOpened, now, personId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.People.Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == personId) is not { } person)
        {
            await dbFactory.LogMissingAsync(by, Operation.CorrectionOpened, personId, now);
            return null;
        }

        db.Add(OperationLogEntry.For(by, now, Operation.CorrectionOpened, personId, personId));
        await db.SaveChangesAsync();
        return new OpenedResidence(await db.HeadOfAsync(personId), person.DiedOn, person.MovedOutOn, PersonFields.Residence.Get(person), ResidenceChange.LastEvent(person));
    }

    /// <summary>What an act would leave, with its warning, before anything is saved.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">The act is not possible on that day.</exception>
    public async Task<ResidenceChange> PreviewAsync(Staff by, Guid personId, ResidenceAct act, DateOnly? day)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionMade, time.GetUtcNow().UtcDateTime, personId);
        await using var db = await dbFactory.CreateDbContextAsync();
        return Plan(await db.People.AsNoTracking().Include(p => p.Residence).SingleAsync(p => p.LedgerPersonId == personId), act, day);
    }

    /// <summary>Records the act as a revision of the person.</summary>
    /// <param name="by">The clerk.</param>
    /// <param name="personId">The person.</param>
    /// <param name="act">What happened.</param>
    /// <param name="day">When; not needed for <see cref="ResidenceAct.Undo"/>.</param>
    /// <param name="revisionId">The request's own key.</param>
    /// <param name="seen">Canonical text of the residence the clerk saw.</param>
    /// <param name="grounds">Why.</param>
    public Task<CorrectionOutcome> RecordAsync(Staff by, Guid personId, ResidenceAct act, DateOnly? day, Guid revisionId, string? seen, Grounds grounds) =>
        saving.SaveAsync(by, RecordKind.Person, personId, revisionId, (record, _) => new CorrectionRequest
        {
            RevisionId = revisionId,
            Act = RevisionAct.Flag,
            Seen = new Dictionary<string, string?> { [RecordItems.Residence] = seen },
            Wanted = new Dictionary<string, string?> { [RecordItems.Residence] = Plan(AsSeen(record, seen), act, day).Text },
            Grounds = grounds,
        });

    // The plan is made on what the clerk saw; whether the ledger still says so is the comparison's business.
    internal static LedgerPerson AsSeen(LedgerRecord record, string? seen)
    {
        var person = new LedgerPerson
        {
            LedgerPersonId = record.RecordId,
            Name = "",
            Kana = "",
            Sex = Sex.Unknown,
            CreatedAt = record.CreatedAt,
            BirthDate = FieldText.ToDay(PersonFields.BirthDate.Label, record[PersonFields.BirthDate.Key]),
        };
        PersonFields.Residence.Set(person, seen);
        return person;
    }

    private ResidenceChange Plan(LedgerPerson person, ResidenceAct act, DateOnly? day)
    {
        var today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        return act switch
        {
            ResidenceAct.Undo => ResidenceChange.Undo(person),
            _ when day is null => throw new RuleException("日付を入力してください。"),
            ResidenceAct.MoveOut => ResidenceChange.MoveOut(person, day.Value, today),
            ResidenceAct.Died => ResidenceChange.Died(person, day.Value, today),
            ResidenceAct.MoveIn => ResidenceChange.MoveIn(person, day.Value, today),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };
    }
}

/// <param name="Person">Whose residence.</param>
/// <param name="DiedOn">死亡日.</param>
/// <param name="MovedOutOn">転出日.</param>
/// <param name="Text">Canonical text of the residence.</param>
/// <param name="LastEvent">What undoing would take back.</param>
public sealed record OpenedResidence(PersonHead Person, DateOnly? DiedOn, DateOnly? MovedOutOn, string? Text, string? LastEvent);
