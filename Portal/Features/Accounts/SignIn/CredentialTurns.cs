namespace Portal.Features.Accounts.SignIn;

/// <summary>
/// One guess at a time for each credential: many at the same moment would all be weighed before the first of them is counted. Between
/// two servers the version of the row does the same, more slowly.
/// </summary>
internal static class CredentialTurns
{
    private static readonly SemaphoreSlim[] Turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public static async Task<IDisposable> TakeAsync(string id)
    {
        var turn = Turns[(uint)string.GetHashCode(id, StringComparison.Ordinal) % Turns.Length];
        await turn.WaitAsync();
        return new Turn(turn);
    }

    private sealed record Turn(SemaphoreSlim Taken) : IDisposable
    {
        public void Dispose() => Taken.Release();
    }
}
