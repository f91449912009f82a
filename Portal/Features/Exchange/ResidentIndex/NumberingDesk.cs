using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>
/// 宛名番号付番 for people outside the resident register (住登外者). The number is a correction of the person, and the counter moves in the same
/// save: of two who saw the same number the second fails whole and is given the next. The semaphore only spares this process the failing.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore hands out no wait handle, so it holds nothing.")]
public sealed class NumberingDesk(IDbContextFactory<PortalDb> dbFactory, NumberRanges ranges, TimeProvider time)
{
    /// <summary>Each failed attempt is another's success, so this is a bound for what cannot be, not for load.</summary>
    private const int Attempts = 400;

    private readonly SemaphoreSlim _turn = new(1, 1);

    // A clerk gives out a number on their own: what it says is decided by the counter, not by them.
    private readonly RevisionSaving _saving = new(dbFactory, ApprovalPolicy.None, time);

    /// <summary>Whose number is missing. Null: no such person.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<OpenedNumbering?> OpenAsync(Staff by, Guid personId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionOpened, now, personId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.LedgerPersonId == personId) is not { } person)
        {
            await dbFactory.LogMissingAsync(by, Operation.CorrectionOpened, personId, now);
            return null;
        }

        db.Add(OperationLogEntry.For(by, now, Operation.CorrectionOpened, personId, personId, "宛名番号付番"));
        await db.SaveChangesAsync();
        return new(await db.HeadOfAsync(personId), [.. NumberPlan.Missing(person.ResidentNumber, person.IntegratedNumber)]);
    }

    /// <summary>付番 of every number that is missing. A repeated press (same <paramref name="revisionId"/>) has the same outcome and takes no second number.</summary>
    /// <param name="by">The clerk.</param>
    /// <param name="personId">Who gets it.</param>
    /// <param name="revisionId">The request's own key.</param>
    /// <param name="grounds">Why.</param>
    /// <returns>The revision with the number in it.</returns>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">Nothing is missing, no grounds, a cancelled or merged person, or the range is used up.</exception>
    public async Task<Revision> IssueAsync(Staff by, Guid personId, Guid revisionId, Grounds grounds)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.NumberIssued, time.GetUtcNow().UtcDateTime, personId);
        await _turn.WaitAsync();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await TryAsync(by, personId, revisionId, grounds);
                }
                catch (CounterMovedException) when (attempt < Attempts)
                {
                    // Another process was faster: look at the counter again.
                }
                catch (CounterMovedException)
                {
                    throw new RuleException("ほかの付番と重なりました。少し待ってから、もう一度押してください。");
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Revision> TryAsync(Staff by, Guid personId, Guid revisionId, Grounds grounds)
    {
        NumberPlan plan;
        await using (var db = await dbFactory.CreateDbContextAsync())
        {
            plan = await NumberPlan.MakeAsync(db, ranges, personId);
        }

        return await SaveAsync(by, personId, revisionId, grounds, plan) switch
        {
            CorrectionOutcome.Applied applied => applied.Revision,
            CorrectionOutcome.AlreadyPending waiting => throw new RuleException(Waiting.Words(waiting.Other)),
            _ => throw new RuleException("この人には、ほかの職員が番号を入力しました。個人票を開き直してください。"),
        };
    }

    private async Task<CorrectionOutcome> SaveAsync(Staff by, Guid personId, Guid revisionId, Grounds grounds, NumberPlan plan)
    {
        var now = time.GetUtcNow().UtcDateTime;
        try
        {
            return (await _saving.SaveTogetherAsync(
                by, [new(RecordKind.Person, personId, revisionId, (_, _) => plan.Request(revisionId, grounds))], db => plan.TakeAsync(db, ranges, by, personId, now)))[0];
        }
        catch (RuleException)
        {
            // Refused because the number has become somebody else's: the next one is not.
            await using var db = await dbFactory.CreateDbContextAsync();
            if (await plan.IsStaleAsync(db))
            {
                throw new CounterMovedException();
            }

            throw;
        }
    }
}

/// <param name="Person">Who.</param>
/// <param name="Missing">番号 that are missing.</param>
public sealed record OpenedNumbering(PersonHead Person, IReadOnlyList<NumberKind> Missing);
