using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SignIn;

/// <summary>第2要素 — code generators and passkeys: answered at the sign-in, and registered or removed by their holder.</summary>
public sealed partial class SecondFactorDesk(IDbContextFactory<PortalDb> dbFactory, Credentials credentials, PasskeyCeremonies ceremonies, TimeProvider time)
{
    private const int MaxAttempts = 20;
    private const string Refused = "確認できませんでした。もう一度試してください。続くときは指定管理者に確かめてください。";

    /// <summary>What a credential has.</summary>
    public async Task<SecondFactors> ShowAsync(Guid key)
    {
        var id = Credential.IdOf(key);
        await using var db = await dbFactory.CreateDbContextAsync();
        var credential = await db.Credentials.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id);
        var passkeys = await db.Set<IdentityUserPasskey<string>>().AsNoTracking().Where(p => p.UserId == id).ToListAsync();
        return new SecondFactors(
            credential, credential?.TwoFactorEnabled == true,
            [.. passkeys.OrderBy(p => p.Data.CreatedAt).Select(p => new OwnPasskey(Convert.ToHexString(p.CredentialId), p.Data.Name ?? "パスキー", p.Data.CreatedAt.UtcDateTime))]);
    }

    /// <summary>Whether the code is right; each is taken once, and failures count towards the lock.</summary>
    public async Task<bool> TryCodeAsync(Staff by, Guid key, string? code, Operation act = Operation.SignInFailed)
    {
        using var turn = await CredentialTurns.TakeAsync(Credential.IdOf(key));
        for (var attempt = 1; ; attempt++)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await using var db = await dbFactory.CreateDbContextAsync();
            using var manager = credentials.Over(db);
            var credential = await FindAsync(db, key);
            var isRight = credential?.TwoFactorEnabled == true && !credential.IsLocked(now)
                && await manager.VerifyTwoFactorTokenAsync(credential, TokenOptions.DefaultAuthenticatorProvider, code ?? "");
            if (isRight)
            {
                // The code is used up: of two servers that are shown it at once, one takes it.
                credential!.ConcurrencyStamp = Guid.NewGuid().ToString();
                return await TrySaveAsync(db);
            }

            db.Add(OperationLogEntry.For(by, now, act, subjectId: key, detail: $"確認コード {Count(credential, now)}", result: OperationResult.Failed));
            try
            {
                await db.SaveChangesAsync();
                return false;
            }
            catch (DbUpdateConcurrencyException) when (attempt < MaxAttempts)
            {
                // Another guess was counted at this moment: count this one after it.
            }
        }
    }

    /// <summary>A new key, shown to its holder; it counts once a code made with it has come back.</summary>
    /// <returns>32 letters and digits.</returns>
    public async Task<string> OfferCodesAsync(Guid key)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        using var manager = credentials.Over(db);
        var credential = await FindAsync(db, key) ?? throw new RuleException(Refused);
        if (credential.TwoFactorEnabled)
        {
            throw new RuleException("確認コードはすでに登録されています。替えるときは、先に解除してください。");
        }

        var stamp = credential.SecurityStamp;
        await manager.ResetAuthenticatorKeyAsync(credential);
        // A key nobody has confirmed yet changes nothing for those who are signed in.
        credential.SecurityStamp = stamp;
        var secret = (await manager.GetAuthenticatorKeyAsync(credential))!;
        await db.SaveChangesAsync();
        return secret;
    }

    /// <exception cref="RuleException">The code does not fit.</exception>
    public async Task ConfirmCodesAsync(Staff by, Guid key, string? code)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        using var manager = credentials.Over(db);
        var credential = await FindAsync(db, key);
        if (credential is null || credential.IsLocked(now) || !await manager.VerifyTwoFactorTokenAsync(credential, TokenOptions.DefaultAuthenticatorProvider, code ?? ""))
        {
            throw new RuleException("確認コードが違います。アプリに表示されている6桁の数字を、切り替わる前に入力してください。");
        }

        credential.TwoFactorEnabled = true;
        credential.ConcurrencyStamp = Guid.NewGuid().ToString();
        db.Add(OperationLogEntry.For(by, now, Operation.SecondFactorChanged, subjectId: key, detail: "確認コードの登録"));
        await SaveAsync(db);
    }

    /// <summary>Takes every second factor away; a password that was allowed to be short because of it has to be chosen anew.</summary>
    public async Task RemoveCodesAsync(Staff by, Guid key)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var credential = await FindAsync(db, key) ?? throw new RuleException(Refused);
        credential.TwoFactorEnabled = false;
        credential.ConcurrencyStamp = Guid.NewGuid().ToString();
        db.RemoveRange(await db.Set<IdentityUserToken<string>>().Where(t => t.UserId == credential.Id).ToListAsync());
        await DemandNewPasswordAsync(db, credential, passkeyLeaving: null);
        db.Add(OperationLogEntry.For(by, now, Operation.SecondFactorChanged, subjectId: key, detail: "確認コードの解除"));
        await SaveAsync(db);
    }

    private static string Count(Credential? credential, DateTime now) =>
        credential is null ? "該当なし" : credential.IsLocked(now) ? "ロック中" : credential.CountFailure(now) ? "不一致・ロック" : "不一致";

    private static Task<Credential?> FindAsync(PortalDb db, Guid key)
    {
        var id = Credential.IdOf(key);
        return db.Credentials.SingleOrDefaultAsync(c => c.Id == id);
    }

    private static async Task DemandNewPasswordAsync(PortalDb db, Credential credential, IdentityUserPasskey<string>? passkeyLeaving)
    {
        var left = await db.Set<IdentityUserPasskey<string>>().Where(p => p.UserId == credential.Id).ToListAsync();
        if (credential.TwoFactorEnabled || left.Exists(p => p != passkeyLeaving))
        {
            return;
        }

        var key = Guid.Parse(credential.Id);
        foreach (var account in await db.Accounts.Where(a => a.AccountKey == key).ToListAsync())
        {
            account.PasswordChangeDue = true;
            account.Touch();
        }
    }

    private static async Task<bool> TrySaveAsync(PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException)
        {
            // The same answer twice at once: one of the two counts, and it is the other.
            return false;
        }
    }

    private static async Task SaveAsync(PortalDb db)
    {
        if (!await TrySaveAsync(db))
        {
            throw new RuleException(Refused);
        }
    }
}

/// <summary>What a credential is proved by.</summary>
public sealed record SecondFactors(Credential? Credential, bool HasCodes, IReadOnlyList<OwnPasskey> Passkeys)
{
    public bool Any => HasCodes || Passkeys.Count > 0;
}

public sealed record OwnPasskey(string Id, string Name, DateTime RegisteredAt);
