namespace Portal.Domain.Accounts;

/// <summary>How a sign-in was proved.</summary>
public enum SignInMethod
{
    Password,
    PasswordAndTotp,
    PasswordAndPasskey,
    EntraId,
}

/// <summary>サインインが終わった理由</summary>
public enum SessionEnd
{
    /// <summary>サインアウト</summary>
    SignedOut,

    /// <summary>無操作</summary>
    Idle,

    /// <summary>上限時間</summary>
    Absolute,

    /// <summary>指定管理者による終了</summary>
    EndedByAdministrator,

    /// <summary>IDの停止・失効</summary>
    AccountEnded,

    /// <summary>パスワードの変更</summary>
    PasswordChanged,

    /// <summary>端末の紛失・廃止</summary>
    TerminalEnded,

    /// <summary>同じ画面での別のサインイン</summary>
    Replaced,
}

/// <summary>サインイン — one sign-in, from the password to its end. The browser's cookie names it and holds nothing else.</summary>
public class Session
{
    public required Guid SessionId { get; init; }
    public required Guid AccountKey { get; init; }

    /// <summary>Who sits there; changes with a 交代 on a shared ID.</summary>
    public required Guid StaffMemberId { get; set; }

    /// <summary>The registered terminal; null elsewhere.</summary>
    public Guid? TerminalId { get; init; }

    public required SignInMethod Method { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime OpenedAt { get; init; }

    /// <summary>UTC; the last time a person did something, to within ten seconds.</summary>
    public required DateTime LastActiveAt { get; set; }

    /// <summary>UTC; null while it lasts.</summary>
    public DateTime? EndedAt { get; set; }

    public SessionEnd? EndReason { get; set; }

    /// <summary>本人の再確認 — UTC; when the person who sits there last proved again who they are. Gone with a 交代.</summary>
    public DateTime? ProvedAgainAt { get; set; }

    /// <summary>How long a 再確認 holds.</summary>
    public static readonly TimeSpan ProofLasts = TimeSpan.FromMinutes(5);

    /// <summary>Until when the 再確認 of the person who sits there holds, UTC; null where there is none, or somebody else's.</summary>
    public DateTime? ProvedUntil(Guid? staffMemberId, DateTime now) =>
        // A clock that was put back makes no proof last longer.
        EndedAt is null && staffMemberId == StaffMemberId && ProvedAgainAt is { } at && (now - at).Duration() <= ProofLasts ? at + ProofLasts : null;

    public List<Seat> Seats { get; init; } = [];

    /// <summary>Ends it once, and with it the seat of a shared ID.</summary>
    public void End(SessionEnd reason, DateTime at)
    {
        if (EndedAt is not null)
        {
            return;
        }

        EndedAt = at;
        EndReason = reason;
        foreach (var seat in Seats.Where(s => s.Until is null))
        {
            seat.Until = at;
        }
    }
}

/// <summary>着席 — one member of a shared ID at one terminal, from sitting down to 交代 or sign-out.</summary>
public class Seat
{
    public required Guid SeatId { get; init; }
    public required Guid SessionId { get; init; }
    public required Guid AccountKey { get; init; }
    public required Guid StaffMemberId { get; init; }
    public required Guid TerminalId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC; null while the member sits there.</summary>
    public DateTime? Until { get; set; }
}

/// <summary>How long a sign-in lasts. NIST SP 800-63B-4: idle at most 15 minutes, 12 hours in all, at the level used here.</summary>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Absolute)
{
    public static readonly TimeSpan Warning = TimeSpan.FromMinutes(2);

    /// <summary>How exactly the last activity is kept.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromSeconds(10);

    public static SessionLimits Default { get; } = new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(12));

    /// <summary>When it ends if nobody does anything more, and why.</summary>
    public (DateTime At, SessionEnd Reason) EndOf(DateTime openedAt, DateTime lastActiveAt)
    {
        var (idle, absolute) = (lastActiveAt + Idle, openedAt + Absolute);
        return idle <= absolute ? (idle, SessionEnd.Idle) : (absolute, SessionEnd.Absolute);
    }
}
