using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SignIn;

/// <summary>パスワードと暗証番号 — chosen by whom they are of.</summary>
public sealed partial class SignInDesk
{
    /// <summary>A new password in the place of the one that is due, or of one's own free will.</summary>
    /// <returns>The credential's new stamp.</returns>
    /// <exception cref="RuleException">The password is refused; the words say why.</exception>
    public async Task<string> ChoosePasswordAsync(Guid accountKey, Guid staffMemberId, string terminal, string? password, string? again)
    {
        if (password != again)
        {
            throw new RuleException("確認のために入力したパスワードが違います。2つとも入力し直してください。");
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.Accounts.SingleAsync(a => a.AccountKey == accountKey);
        var person = await db.StaffMembers.AsNoTracking().SingleAsync(s => s.StaffMemberId == staffMemberId);
        var id = Credential.IdOf(accountKey);
        var credential = await db.Credentials.SingleAsync(c => c.Id == id);
        if (await passwords.RefuseAsync(db, credential, password, [account.AccountId, person.StaffNumber]) is { } refusal)
        {
            throw new RuleException(refusal);
        }

        passwords.Put(db, credential, password!, now);
        account.PasswordChangeDue = false;
        account.Touch();
        await db.EndSessionsAsync(db.Sessions.Where(s => s.AccountKey == accountKey), SessionEnd.PasswordChanged, now);
        db.Add(OperationLogEntry.For(
            new Staff(account.AccountId, person.Name, person.Department, terminal, new HashSet<Permission>()) { StaffMemberId = staffMemberId },
            now, Operation.PasswordChanged, subjectId: accountKey));
        await SaveAsync(db);
        return credential.SecurityStamp!;
    }

    /// <summary>A new PIN in the place of a one-time code or of the old one.</summary>
    public async Task ChoosePinAsync(Staff by, Guid staffMemberId, string? pin, string? again)
    {
        if (pin != again)
        {
            throw new RuleException("確認のために入力した暗証番号が違います。2つとも入力し直してください。");
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var person = await db.StaffMembers.AsNoTracking().SingleAsync(s => s.StaffMemberId == staffMemberId);
        if (MemberPin.Refuse(pin, person.StaffNumber) is { } refusal)
        {
            throw new RuleException(refusal);
        }

        var id = Credential.IdOf(staffMemberId);
        var credential = await db.Credentials.Include(c => c.Earlier).SingleAsync(c => c.Id == id);
        passwords.Put(db, credential, pin!, now);
        db.Add(OperationLogEntry.For(by, now, Operation.PinChanged, subjectId: staffMemberId));
        await SaveAsync(db);
    }

    /// <summary>Whether the member has chosen no PIN yet: a one-time code opens nothing but that choice.</summary>
    public async Task<bool> HasOnlyCodeAsync(Guid staffMemberId)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        return await HasOnlyCodeAsync(db, staffMemberId);
    }

    private static Task<bool> HasOnlyCodeAsync(PortalDb db, Guid staffMemberId)
    {
        var id = Credential.IdOf(staffMemberId);
        return db.Credentials.AnyAsync(c => c.Id == id && c.CodeExpiresAt != null);
    }
}
