using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SignIn;

/// <summary>パスキー.</summary>
public sealed partial class SecondFactorDesk
{
    /// <summary>Options for the browser to answer with a passkey of this credential.</summary>
    public async Task<string> AskPasskeyAsync(HttpContext context, string purpose, Guid key)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        using var manager = credentials.Over(db);
        var credential = await FindAsync(db, key) ?? throw new RuleException(Refused);
        var request = await credentials.Passkeys(manager).MakeRequestOptionsAsync(credential, context);
        ceremonies.Begin(context, purpose, credential.Id, request.AssertionState ?? "");
        return request.RequestOptionsJson;
    }

    /// <summary>Whether the browser's answer proves this credential: once, with its own passkey, while it is not locked.</summary>
    public async Task<bool> TryPasskeyAsync(
        HttpContext context, string purpose, Staff by, Guid key, string? answer, Operation act = Operation.SignInFailed)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        using var manager = credentials.Over(db);
        var id = Credential.IdOf(key);
        var why = "手順の期限切れ";
        if (ceremonies.End(context, purpose, id) is { } state && await ceremonies.SpendAsync(db, state))
        {
            var result = await credentials.Passkeys(manager).PerformAssertionAsync(new() { HttpContext = context, CredentialJson = answer ?? "", AssertionState = state });
            if (result.Succeeded && result.User.Id == id && !result.User.IsLocked(now))
            {
                await manager.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
                return await TrySaveAsync(db);
            }

            why = "不一致";
        }

        await using var log = await dbFactory.CreateDbContextAsync();
        log.Add(OperationLogEntry.For(by, now, act, subjectId: key, detail: $"パスキー {why}", result: OperationResult.Failed));
        await log.SaveChangesAsync();
        return false;
    }

    public async Task<string> OfferPasskeyAsync(HttpContext context, Guid key, string displayName)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        using var manager = credentials.Over(db);
        var credential = await FindAsync(db, key) ?? throw new RuleException(Refused);
        var creation = await credentials.Passkeys(manager).MakeCreationOptionsAsync(
            new() { Id = credential.Id, Name = credential.UserName ?? credential.Id, DisplayName = displayName }, context);
        ceremonies.Begin(context, "add", credential.Id, creation.AttestationState ?? "");
        return creation.CreationOptionsJson;
    }

    /// <exception cref="RuleException">The answer does not fit what was offered.</exception>
    public async Task AddPasskeyAsync(HttpContext context, Staff by, Guid key, string? name, string? answer)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        using var manager = credentials.Over(db);
        if (ceremonies.End(context, "add", Credential.IdOf(key)) is not { } state || !await ceremonies.SpendAsync(db, state) || await FindAsync(db, key) is not { } credential)
        {
            throw new RuleException(Refused);
        }

        var result = await credentials.Passkeys(manager).PerformAttestationAsync(new() { HttpContext = context, CredentialJson = answer ?? "", AttestationState = state });
        if (!result.Succeeded || result.UserEntity.Id != credential.Id)
        {
            throw new RuleException(Refused);
        }

        var label = Domain.Ledger.Fold.Plain(name);
        result.Passkey.Name = label.Length is > 0 and <= 30 && !Domain.Ledger.MyNumberScan.Holds(label) ? label : "パスキー";
        await manager.AddOrUpdatePasskeyAsync(credential, result.Passkey);
        db.Add(OperationLogEntry.For(by, now, Operation.SecondFactorChanged, subjectId: key, detail: "パスキーの登録"));
        await SaveAsync(db);
    }

    public async Task RemovePasskeyAsync(Staff by, Guid key, string? passkeyId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var credential = await FindAsync(db, key) ?? throw new RuleException(Refused);
        var own = await db.Set<IdentityUserPasskey<string>>().Where(p => p.UserId == credential.Id).ToListAsync();
        if (own.Find(p => Convert.ToHexString(p.CredentialId) == passkeyId) is not { } leaving)
        {
            throw new RuleException("このパスキーは登録されていません。画面を開き直してください。");
        }

        db.Remove(leaving);
        await DemandNewPasswordAsync(db, credential, leaving);
        db.Add(OperationLogEntry.For(by, now, Operation.SecondFactorChanged, subjectId: key, detail: "パスキーの解除"));
        await SaveAsync(db);
    }
}
