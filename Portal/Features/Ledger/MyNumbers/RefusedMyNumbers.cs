using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>What was tried with a My Number, by whom: known before any rule is asked, so that a refusal can be written down too.</summary>
/// <param name="By">Who.</param>
/// <param name="Now">UTC.</param>
/// <param name="Operation">Registering, removing, showing or searching.</param>
/// <param name="PersonId">Whose; null in a search.</param>
/// <param name="Scene">As chosen.</param>
/// <param name="Purpose">The 受付番号 or the reason, where it is fit to be written down.</param>
internal sealed record MyNumberAttempt(Staff By, DateTime Now, Operation Operation, Guid? PersonId, MyNumberPurpose? Scene, string? Purpose)
{
    /// <summary>The row of the act.</summary>
    public OperationLogEntry Done(string detail, Guid? personId = null) =>
        OperationLogEntry.For(By, Now, Operation, personId ?? PersonId, detail: detail, purpose: Purpose, scene: Scene);

    /// <summary>The row of a refusal.</summary>
    public OperationLogEntry Refused(MyNumberRefusal why) => OperationLogEntry.For(
        By, Now, Operation, PersonId, detail: why.Detail(), purpose: Purpose, result: OperationResult.Failed, scene: Scene is { } scene && Enum.IsDefined(scene) ? scene : null);
}

internal static class RefusedMyNumbers
{
    /// <summary>Runs an act; what a rule refuses is in the log before it is told.</summary>
    public static async Task<T> LogRefusalAsync<T>(this IDbContextFactory<PortalDb> dbFactory, MyNumberAttempt attempt, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (MyNumberRefusedException refused)
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            db.Add(attempt.Refused(refused.Why));
            await db.SaveChangesAsync();
            throw;
        }
    }

    /// <summary>How often somebody has come to know something by a My Number today: shown, searched, or told that it is another person's.</summary>
    public static Task<int> CountNumbersUsedAsync(this PortalDb db, Staff by, DateTime now)
    {
        var (began, told) = (MyNumberQuota.DayBegan(now), MyNumberRefusal.OfAnother.Detail());
        return db.OperationLog.CountAsync(e => e.StaffMemberId == by.StaffMemberId && e.At >= began
            && (((e.Operation == Operation.MyNumberShown || e.Operation == Operation.MyNumberSearched) && e.Result == OperationResult.Done)
                || (e.Operation == Operation.MyNumberRegistered && e.Result == OperationResult.Failed && e.Detail == told)));
    }

    /// <summary>The row that holds a number, whichever key its index is under; null when nobody's does.</summary>
    public static async Task<EncryptedMyNumber?> FindNumberAsync(this PortalDb db, MyNumberVault vault, MyNumber number)
    {
        foreach (var index in vault.IndexesOf(number))
        {
            if (await db.EncryptedMyNumbers.AsNoTracking().SingleOrDefaultAsync(n => n.BlindIndex == index) is { } row)
            {
                return row;
            }
        }

        return null;
    }
}
