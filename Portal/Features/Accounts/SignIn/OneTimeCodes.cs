using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Features.Accounts.SignIn;

/// <summary>
/// 初回コード — what an ID is first entered with, or a member's PIN is first set with. Made here, shown once, handed over by the
/// administrator and kept as a hash: nobody but the holder ever knows a password in use.
/// </summary>
public sealed class OneTimeCodes(IPasswordHasher<Credential> hasher)
{
    /// <summary>How long a code may be used.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromDays(3);

    // Without look-alikes (0/O, 1/I/L): it is read from paper.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Makes the code that takes the place of whatever the credential was proved by. Saved by the caller, with its own change.</summary>
    /// <param name="db">The context of the act.</param>
    /// <param name="key">The account's key, or the staff member's id for a PIN.</param>
    /// <param name="userName">The ID or the staff number, for whoever reads the table.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops the look for an existing credential.</param>
    public async Task<string> MakeAsync(PortalDb db, Guid key, string userName, DateTime now, CancellationToken cancellationToken = default)
    {
        var id = Credential.IdOf(key);
        var credential = await db.Credentials.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (credential is null)
        {
            db.Add(credential = new Credential { Id = id, LockoutEnabled = true });
        }

        var code = string.Join('-', RandomNumberGenerator.GetString(Alphabet, 16).Chunk(4).Select(part => new string(part)));
        credential.UserName = userName;
        credential.PasswordHash = hasher.HashPassword(credential, code);
        credential.PasswordChangedAt = null;
        credential.CodeExpiresAt = now + ValidFor;
        // Whoever lost the password may have lost the phone with it.
        credential.TwoFactorEnabled = false;
        db.RemoveRange(await db.Set<IdentityUserToken<string>>().Where(t => t.UserId == id).ToListAsync(cancellationToken));
        db.RemoveRange(await db.Set<IdentityUserPasskey<string>>().Where(p => p.UserId == id).ToListAsync(cancellationToken));
        credential.AccessFailedCount = 0;
        credential.LockoutEnd = null;
        credential.SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
        credential.ConcurrencyStamp = Guid.NewGuid().ToString();
        return code;
    }
}
