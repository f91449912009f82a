namespace Portal.Features.Accounts.SignIn;

/// <summary>OWASP Japan 要件書 4.0, 1.4.1: ten failures lock for thirty minutes. Told to nobody: a locked ID answers like a wrong password.</summary>
public static class CredentialLock
{
    public const int MaxFailures = 10;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(30);

    public static bool IsLocked(this Credential credential, DateTime now) => credential.LockoutEnd is { } end && now < end.UtcDateTime;

    /// <summary>Counts a failure; the tenth locks and starts the count anew.</summary>
    /// <returns>Whether this one locked it.</returns>
    public static bool CountFailure(this Credential credential, DateTime now)
    {
        credential.ConcurrencyStamp = Guid.NewGuid().ToString();
        if (++credential.AccessFailedCount < MaxFailures)
        {
            return false;
        }

        credential.AccessFailedCount = 0;
        credential.LockoutEnd = new DateTimeOffset(now + LockedFor, TimeSpan.Zero);
        return true;
    }

    public static void ForgetFailures(this Credential credential)
    {
        if (credential.AccessFailedCount != 0 || credential.LockoutEnd is not null)
        {
            (credential.AccessFailedCount, credential.LockoutEnd) = (0, null);
            credential.ConcurrencyStamp = Guid.NewGuid().ToString();
        }
    }
}
