using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SignIn;

/// <summary>What proves, in the middle of a session, that the person who signed in still sits there.</summary>
public enum Proof
{
    Password,
    Code,
    Passkey,
    Pin,
}

/// <summary>本人の再確認 — before a My Number is used. A wrong answer counts towards the lock as at the sign-in, and is a row of the log.</summary>
public sealed class StepUpDesk(IDbContextFactory<PortalDb> dbFactory, PasswordDesk passwords, SecondFactorDesk factors, TimeProvider time)
{
    private const string PasskeyPurpose = "again";

    /// <summary>Until when the last one holds, UTC; null where there is none.</summary>
    public async Task<DateTime?> UntilAsync(Staff by)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == by.SessionId);
        return session?.ProvedUntil(by.StaffMemberId, time.GetUtcNow().UtcDateTime);
    }

    /// <summary>What this person can prove it with: the second factor where there is one, else the password; at a shared ID their own PIN or passkey.</summary>
    public async Task<IReadOnlySet<Proof>> ProofsAsync(OpenSession open)
    {
        var own = await factors.ShowAsync(KeyOf(open));
        HashSet<Proof> proofs = own.Credential?.PasswordHash is null ? []
            : open.Kind == AccountKind.Shared ? [Proof.Pin]
            : own.HasCodes ? [Proof.Code]
            : own.Any ? []
            : [Proof.Password];
        if (own.Passkeys.Count > 0)
        {
            proofs.Add(Proof.Passkey);
        }

        return proofs;
    }

    /// <summary>Whether what was typed proves it; then it holds from now on.</summary>
    public async Task<bool> TryAsync(OpenSession open, string? secret)
    {
        var by = open.Staff;
        var proofs = await ProofsAsync(open);
        Proof? proved =
            proofs.Contains(Proof.Pin) ? await passwords.TryPinAsync(by, by.StaffMemberId!.Value, secret, Operation.ProvedAgain) ? Proof.Pin : null
            : proofs.Contains(Proof.Code) ? await factors.TryCodeAsync(by, open.AccountKey, secret, Operation.ProvedAgain) ? Proof.Code : null
            : proofs.Contains(Proof.Password) && await passwords.TryAsync(by.AccountId, secret, by.Terminal, by) is not null ? Proof.Password
            : null;
        return proved is { } proof && await NoteAsync(open, proof);
    }

    /// <summary>Options for the browser to answer with a passkey.</summary>
    public Task<string> AskPasskeyAsync(HttpContext context, OpenSession open) => factors.AskPasskeyAsync(context, PasskeyPurpose, KeyOf(open));

    public async Task<bool> TryPasskeyAsync(HttpContext context, OpenSession open, string? answer) =>
        await factors.TryPasskeyAsync(context, PasskeyPurpose, open.Staff, KeyOf(open), answer, Operation.ProvedAgain) && await NoteAsync(open, Proof.Passkey);

    private static Guid KeyOf(OpenSession open) => open.Kind == AccountKind.Shared ? open.Staff.StaffMemberId!.Value : open.AccountKey;

    private async Task<bool> NoteAsync(OpenSession open, Proof proof)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.SessionId == open.Staff.SessionId && s.EndedAt == null && s.StaffMemberId == open.Staff.StaffMemberId);
        if (session is null)
        {
            return false;
        }

        session.ProvedAgainAt = now;
        var id = Credential.IdOf(KeyOf(open));
        (await db.Credentials.SingleOrDefaultAsync(c => c.Id == id))?.ForgetFailures();
        db.Add(OperationLogEntry.For(open.Staff, now, Operation.ProvedAgain, subjectId: open.Staff.SessionId, detail: Words(proof)));
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Handed over or ended at this moment: it is somebody else's session now.
            return false;
        }
    }

    private static string Words(Proof proof) => proof switch
    {
        Proof.Password => "パスワード",
        Proof.Code => "確認コード",
        Proof.Passkey => "パスキー",
        Proof.Pin => "暗証番号",
        _ => throw new ArgumentOutOfRangeException(nameof(proof)),
    };
}
