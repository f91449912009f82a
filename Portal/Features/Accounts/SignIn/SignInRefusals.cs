using System.Collections.Concurrent;

namespace Portal.Features.Accounts.SignIn;

/// <summary>回数制限の記録 — one row of the log an address and minute: whoever has no ID yet must not make it grow without end.</summary>
internal sealed class SignInRefusals
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<(string Address, long Minute), bool> _written = [];

    /// <param name="address">Whose attempts are refused.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Whether it is the first refusal of this minute.</returns>
    public bool IsFirst(string address, DateTime now)
    {
        if (_written.Count >= MostKept)
        {
            _written.Clear();
        }

        return _written.TryAdd((address, now.Ticks / TimeSpan.TicksPerMinute), true);
    }
}
