using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;
using Portal.Features.OperationLog;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>個人番号の登録・変更・削除. Shows no digit, and tells nobody whose a number is.</summary>
public sealed class MyNumberDesk(IDbContextFactory<PortalDb> dbFactory, MyNumberVault vault, MyNumberQuota quota, TimeProvider time)
{
    /// <summary>登録, or 変更 where the person has one.</summary>
    /// <exception cref="MyNumberRefusedException">No grounds, no My Number, of another person, or a record that is closed.</exception>
    /// <exception cref="PermissionDeniedException">The denial is in the log.</exception>
    public async Task RegisterAsync(Staff by, Guid personId, string? typed, MyNumberPurpose? scene, string? caseNumber)
    {
        var attempt = new MyNumberAttempt(by, time.GetUtcNow().UtcDateTime, Operation.MyNumberRegistered, personId, scene, MyNumberGrounds.PurposeOf(caseNumber));
        await DemandAsync(attempt);
        await dbFactory.LogRefusalAsync(attempt, async () =>
        {
            MyNumberGrounds.Demand(scene, caseNumber);
            var number = MyNumber.Parse(typed);
            return await LookAgain.OnConflictAsync(() => PutAsync(attempt, personId, number));
        });
    }

    /// <exception cref="RuleException">No reason, or nothing is registered.</exception>
    /// <exception cref="PermissionDeniedException">The denial is in the log.</exception>
    public async Task RemoveAsync(Staff by, Guid personId, string? reason)
    {
        var attempt = new MyNumberAttempt(by, time.GetUtcNow().UtcDateTime, Operation.MyNumberRemoved, personId, null, null);
        await DemandAsync(attempt);
        attempt = attempt with { Purpose = StatedPurpose.Demand("削除の理由", reason) };
        await dbFactory.LogRefusalAsync(attempt, () => LookAgain.OnConflictAsync(async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            db.Remove(await db.NumbersOf(personId).FirstOrDefaultAsync()
                ?? throw new MyNumberRefusedException(MyNumberRefusal.NotRegistered));
            db.Add(attempt.Done("削除"));
            return await db.SaveChangesAsync();
        }));
    }

    private async Task<int> PutAsync(MyNumberAttempt attempt, Guid personId, MyNumber number)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var isOpen = await db.People.AnyAsync(p => p.LedgerPersonId == personId && p.Status == RecordStatus.Active && p.MergedIntoId == null);
        if (!isOpen)
        {
            throw new MyNumberRefusedException(MyNumberRefusal.RecordClosed);
        }

        // Two that register one number at once: the index is unique, the second save fails and meets the first one's row here.
        var row = await db.NumbersOf(personId).FirstOrDefaultAsync();
        if (await db.FindNumberAsync(vault, number) is { } holder && holder.LedgerPersonId != (row?.LedgerPersonId ?? personId))
        {
            // This answer says that the ledger holds the number: it is a use of it like a search.
            quota.Demand(await db.CountNumbersUsedAsync(attempt.By, attempt.Now));
            throw new MyNumberRefusedException(MyNumberRefusal.OfAnother);
        }

        if (row is null)
        {
            db.Add(vault.Make(personId, number, attempt.By.AccountId, attempt.Now));
        }
        else
        {
            vault.Put(row, number);
            (row.RegisteredAt, row.RegisteredBy) = (attempt.Now, attempt.By.AccountId);
        }

        db.Add(attempt.Done(row is null ? "登録" : "変更"));
        return await db.SaveChangesAsync();
    }

    private Task DemandAsync(MyNumberAttempt attempt) =>
        dbFactory.DemandAsync(attempt.By, Permission.MyNumberRegister, attempt.Operation, attempt.Now, attempt.PersonId);
}
