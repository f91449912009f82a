using Microsoft.AspNetCore.Identity;

namespace Portal.Features.Accounts.SignIn;

/// <summary>
/// 認証情報 — how an ID, or a member of a shared ID, proves itself; ASP.NET Core Identity's user. Its id is the account's key
/// (a password) or the staff member's id (a PIN), in 32 hexadecimal digits.
/// </summary>
public class Credential : IdentityUser
{
    /// <summary>UTC; when the password or PIN in use was chosen.</summary>
    public DateTime? PasswordChangedAt { get; set; }

    /// <summary>UTC; set while the password is a one-time code: until then it may be used, once, to choose a real one.</summary>
    public DateTime? CodeExpiresAt { get; set; }

    /// <summary>The time step of the last accepted code of a code generator: none is accepted twice.</summary>
    public long? LastTotpStep { get; set; }

    /// <summary>履歴: hashes of what was used before, newest last.</summary>
    public List<EarlierPassword> Earlier { get; init; } = [];

    public static string IdOf(Guid key) => key.ToString("N");
}

/// <summary>A password that may not come back.</summary>
public class EarlierPassword
{
    public required Guid EarlierPasswordId { get; init; }
    public required string CredentialId { get; init; }
    public required string Hash { get; init; }

    /// <summary>UTC; when another took its place.</summary>
    public required DateTime ReplacedAt { get; init; }
}
