using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>What was tried with a My Number, by whom: known before any rule is asked, so that a refusal can be written down too.</summary>
internal sealed record MyNumberAttempt(Staff By, DateTime Now, Operation Operation, Guid? PersonId, MyNumberPurpose? Scene)
{
    /// <summary>The row of the act.</summary>
    public OperationLogEntry Done(string detail, string? purpose, Guid? personId = null) =>
        OperationLogEntry.For(By, Now, Operation, personId ?? PersonId, detail: detail, purpose: purpose, scene: Scene);

    /// <summary>The row of a refusal; without the case number, which may be what was refused.</summary>
    public OperationLogEntry Refused(MyNumberRefusal why) => OperationLogEntry.For(
        By, Now, Operation, PersonId, detail: why.Detail(), result: OperationResult.Failed, scene: Scene is { } scene && Enum.IsDefined(scene) ? scene : null);
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
