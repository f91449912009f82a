using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SignIn;

/// <summary>
/// Passwords, one-time codes and PINs: tried, and chosen. An ID nobody has, a locked one and a wrong password take the same work and
/// get the same answer.
/// </summary>
public sealed class PasswordDesk(IDbContextFactory<PortalDb> dbFactory, IPasswordHasher<Credential> hasher, PasswordPolicy policy, TimeProvider time)
{
    private const int MaxAttempts = 20;

    /// <summary>What is hashed against where there is no ID of that name.</summary>
    private readonly string _nobodysHash = hasher.HashPassword(new Credential(), Guid.NewGuid().ToString());

    /// <summary>Tries a password. The failure is counted and logged in one save; the answer never says what was wrong.</summary>
    /// <param name="typedId">The ID.</param>
    /// <param name="password">As typed.</param>
    /// <param name="terminal">For the log.</param>
    /// <param name="again">Who is signed in already and proves it once more; null at a sign-in.</param>
    /// <returns>The account and its credential where the password is right and the ID lets somebody in; else null.</returns>
    public async Task<(Account Account, Credential Credential)?> TryAsync(string? typedId, string? password, string terminal, Staff? again = null)
    {
        var id = LoginId.Fold(typedId);
        using var turn = await CredentialTurns.TakeAsync(id);
        for (var attempt = 1; ; attempt++)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await using var db = await dbFactory.CreateDbContextAsync();
            var account = await db.Accounts.SingleOrDefaultAsync(a => a.AccountId == id);
            var credentialId = Credential.IdOf(account?.AccountKey ?? Guid.Empty);
            var credential = await db.Credentials.SingleOrDefaultAsync(c => c.Id == credentialId);
            var isRight = IsRight(credential, password, now);
            if (isRight && account is not null && AccessRights.RefusalOf(account, now) is null)
            {
                return (account, credential!);
            }

            var why = isRight ? AccessRights.RefusalOf(account!, now)!.Value.ToString() : Count(credential, now);
            db.Add(again is null ? Failure(account, terminal, now, why)
                : OperationLogEntry.For(again, now, Operation.ProvedAgain, subjectId: account?.AccountKey, detail: $"パスワード {why}", result: OperationResult.Failed));
            try
            {
                await db.SaveChangesAsync();
                return null;
            }
            catch (DbUpdateConcurrencyException) when (attempt < MaxAttempts)
            {
                // Another guess was counted at this moment: count this one after it.
            }
        }
    }

    /// <summary>Tries the PIN of a member of a shared ID.</summary>
    public async Task<bool> TryPinAsync(Staff by, Guid staffMemberId, string? pin, Operation act = Operation.SignInFailed)
    {
        var id = Credential.IdOf(staffMemberId);
        using var turn = await CredentialTurns.TakeAsync(id);
        for (var attempt = 1; ; attempt++)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await using var db = await dbFactory.CreateDbContextAsync();
            var credential = await db.Credentials.SingleOrDefaultAsync(c => c.Id == id);
            if (IsRight(credential, pin, now))
            {
                credential!.ForgetFailures();
                await db.SaveChangesAsync();
                return true;
            }

            db.Add(OperationLogEntry.For(by, now, act, subjectId: staffMemberId, detail: $"暗証番号 {Count(credential, now)}", result: OperationResult.Failed));
            try
            {
                await db.SaveChangesAsync();
                return false;
            }
            catch (DbUpdateConcurrencyException) when (attempt < MaxAttempts)
            {
                // As above.
            }
        }
    }

    /// <summary>Why a new password is refused; null when it is not. Also compared with the one in use and the ten before.</summary>
    public async Task<string?> RefuseAsync(PortalDb db, Credential credential, string? password, IEnumerable<string> ownWords)
    {
        var hasSecondFactor = credential.TwoFactorEnabled || await db.Set<IdentityUserPasskey<string>>().AnyAsync(p => p.UserId == credential.Id);
        if (PasswordPolicy.Refuse(password, hasSecondFactor, ownWords) is { } refusal)
        {
            return refusal;
        }

        await db.Entry(credential).Collection(c => c.Earlier).LoadAsync();
        var used = credential.Earlier.Select(e => e.Hash).Append(credential.PasswordHash!);
        return used.Any(hash => hasher.VerifyHashedPassword(credential, hash, password!) != PasswordVerificationResult.Failed)
            ? $"最近使った{PasswordPolicy.History}個のパスワードは使えません。別のパスワードにしてください。"
            : null;
    }

    /// <summary>Puts a new password or PIN in the place of what was; saved by the caller with the rest of its act.</summary>
    public void Put(PortalDb db, Credential credential, string password, DateTime now)
    {
        // A one-time code was never a password of the holder's choice: it is no part of the history.
        if (credential.CodeExpiresAt is null)
        {
            db.Add(new EarlierPassword { EarlierPasswordId = Guid.CreateVersion7(now), CredentialId = credential.Id, Hash = credential.PasswordHash!, ReplacedAt = now });
            db.RemoveRange(credential.Earlier.OrderByDescending(e => e.ReplacedAt).Skip(PasswordPolicy.History - 1));
        }

        credential.PasswordHash = hasher.HashPassword(credential, password);
        credential.PasswordChangedAt = now;
        credential.CodeExpiresAt = null;
        credential.SecurityStamp = Guid.NewGuid().ToString("N");
        credential.ConcurrencyStamp = Guid.NewGuid().ToString();
    }

    /// <summary>Whether the next page asks for a new password: after issue, after a change of members, past the maximum age.</summary>
    public bool IsChangeDue(Account account, Credential credential, DateTime now) =>
        account.PasswordChangeDue || credential.CodeExpiresAt is not null || (credential.PasswordChangedAt is { } changedAt && policy.IsTooOld(changedAt, now));

    private bool IsRight(Credential? credential, string? password, DateTime now)
    {
        // Hashed in every case, also where the answer is known: the time taken says nothing.
        var typed = password is { Length: > 0 and <= PasswordPolicy.MaxLength } ? password : "-";
        var fits = hasher.VerifyHashedPassword(credential ?? new Credential(), credential?.PasswordHash ?? _nobodysHash, typed) != PasswordVerificationResult.Failed;
        return fits && credential is not null && !credential.IsLocked(now) && !(credential.CodeExpiresAt < now);
    }

    private static string Count(Credential? credential, DateTime now) =>
        credential is null ? "該当なし"
        : credential.IsLocked(now) ? "ロック中"
        : credential.CountFailure(now) ? "不一致・ロック"
        : "不一致";

    private static OperationLogEntry Failure(Account? account, string terminal, DateTime now, string why) => OperationLogEntry.For(
        // What was typed for an ID nobody has may be a password in the wrong field: it is not kept.
        new Staff(account?.AccountId ?? "-", account?.SharedName ?? "", "", terminal, new HashSet<Permission>()) { StaffMemberId = account?.StaffMemberId },
        now, Operation.SignInFailed, subjectId: account?.AccountKey, detail: why, result: OperationResult.Failed);
}
