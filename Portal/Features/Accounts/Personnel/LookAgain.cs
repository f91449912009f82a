using Microsoft.EntityFrameworkCore;
using Portal.Domain;

namespace Portal.Features.Accounts.Personnel;

/// <summary>Two people, or two servers, at one row: the second looks at it again, and the rule says what that means.</summary>
internal static class LookAgain
{
    private const int Attempts = 4;

    /// <summary>Runs an act that loads afresh each time it is run.</summary>
    /// <exception cref="RuleException">Somebody else was faster every time.</exception>
    public static async Task<T> OnConflictAsync<T>(Func<Task<T>> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Saved by somebody else just now.
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new RuleException("ほかの職員が同時に変更しました。画面を開き直してください。");
            }
        }
    }
}
