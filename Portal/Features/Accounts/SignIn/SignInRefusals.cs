using System.Collections.Concurrent;

namespace Portal.Features.Accounts.SignIn;

/// <summary>回数制限の記録 — one row of the log an address and minute: whoever has no ID yet must not make it grow without end.</summary>
internal sealed class SignInRefusals
{
    private const int MostAddresses = 10_000;

    private readonly ConcurrentDictionary<string, long> _minutes = [];

    /// <param name="address">Whose attempts are refused.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Whether it is the first refusal of this minute.</returns>
    public bool IsFirst(string address, DateTime now)
    {
        if (_minutes.Count >= MostAddresses)
        {
            _minutes.Clear();
        }

        var minute = now.Ticks / TimeSpan.TicksPerMinute;
        var isFirst = false;
        _minutes.AddOrUpdate(
            address,
            _ =>
            {
                isFirst = true;
                return minute;
            },
            (_, before) =>
            {
                isFirst = before != minute;
                return minute;
            });
        return isFirst;
    }
}
