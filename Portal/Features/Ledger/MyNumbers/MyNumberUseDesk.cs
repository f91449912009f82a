using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>
/// 個人番号の表示と、個人番号による照会. Both pass one gate: the permission (which holds at LGWAN terminals only), one of the three scenes, a
/// 受付番号, a 再確認 of the person who sits there, a place left in their day's quota, and the row in the log, saved before anything is shown.
/// </summary>
public sealed class MyNumberUseDesk(IDbContextFactory<PortalDb> dbFactory, MyNumberVault vault, MyNumberQuota quota, TimeProvider time)
{
    /// <summary>One person's number, for one screen.</summary>
    /// <exception cref="MyNumberRefusedException">Nothing is shown; the refusal is in the log.</exception>
    /// <exception cref="PermissionDeniedException">The denial is in the log.</exception>
    public Task<ShownMyNumber> ShowAsync(Staff by, Guid personId, MyNumberPurpose? scene, string? caseNumber)
    {
        var attempt = new MyNumberAttempt(by, time.GetUtcNow().UtcDateTime, Operation.MyNumberShown, personId, scene, MyNumberGrounds.PurposeOf(caseNumber));
        return PassAsync(attempt, caseNumber, async db =>
        {
            var row = await db.NumbersOf(personId).AsNoTracking().FirstOrDefaultAsync()
                ?? throw new MyNumberRefusedException(MyNumberRefusal.NotRegistered);
            return (vault.Show(row), attempt.Done("表示"));
        });
    }

    /// <returns>Whose number it is; null when nobody's here.</returns>
    /// <exception cref="MyNumberRefusedException">Nothing was looked up; the refusal is in the log.</exception>
    /// <exception cref="PermissionDeniedException">The denial is in the log.</exception>
    public Task<Guid?> SearchAsync(Staff by, string? typed, MyNumberPurpose? scene, string? caseNumber)
    {
        var attempt = new MyNumberAttempt(by, time.GetUtcNow().UtcDateTime, Operation.MyNumberSearched, null, scene, MyNumberGrounds.PurposeOf(caseNumber));
        return PassAsync(attempt, caseNumber, async db =>
        {
            var number = MyNumber.Parse(typed);
            var row = await db.FindNumberAsync(vault, number);
            if (row is not null && !vault.Holds(row, number))
            {
                throw new MyNumberRefusedException(MyNumberRefusal.Unreadable);
            }

            // Of somebody who was merged: the number leads to who they are now.
            Guid? holder = row is null ? null : await db.People.Where(p => p.LedgerPersonId == row.LedgerPersonId).Select(p => p.MergedIntoId ?? p.LedgerPersonId).SingleAsync();
            return (holder, attempt.Done(holder is null ? "該当なし" : "1件", holder));
        });
    }

    private async Task<T> PassAsync<T>(MyNumberAttempt attempt, string? caseNumber, Func<PortalDb, Task<(T Answer, OperationLogEntry Entry)>> answer)
    {
        await dbFactory.DemandAsync(attempt.By, Permission.MyNumberUse, attempt.Operation, attempt.Now, attempt.PersonId);
        return await dbFactory.LogRefusalAsync(attempt, async () =>
        {
            MyNumberGrounds.Demand(attempt.Scene, caseNumber);
            await using var db = await dbFactory.CreateDbContextAsync();
            await using var turn = await TakeTurnAsync(db, attempt.By);
            await DemandProofAsync(db, attempt);
            quota.Demand(await db.CountNumbersUsedAsync(attempt.By, attempt.Now));
            var (result, entry) = await answer(db);
            try
            {
                db.Add(entry);
                await db.SaveChangesAsync();
                await turn.CommitAsync();
                return result;
            }
            catch
            {
                // Not written down: not shown.
                (result as IDisposable)?.Dispose();
                throw;
            }
        });
    }

    /// <summary>Of two presses of one person at once, in two tabs or on two servers, the second counts the first.</summary>
    private static async Task<IDbContextTransaction> TakeTurnAsync(PortalDb db, Staff by)
    {
        var turn = await db.Database.BeginTransactionAsync();
        await db.Sessions.Where(s => s.StaffMemberId == by.StaffMemberId && s.EndedAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.ProvedAgainAt, s => s.ProvedAgainAt));
        return turn;
    }

    private static async Task DemandProofAsync(PortalDb db, MyNumberAttempt attempt)
    {
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == attempt.By.SessionId);
        if (session?.ProvedUntil(attempt.By.StaffMemberId, attempt.Now) is null)
        {
            throw new MyNumberRefusedException(MyNumberRefusal.NotProvedAgain);
        }
    }
}
