using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;

namespace Portal.Keys;

/// <summary>鍵の管理 — how many rows hang on each key; a new key for the log or for the cookies' keys; an old one taken out once nothing hangs on it.</summary>
public sealed class KeyCare(IDbContextFactory<PortalDb> dbFactory, KeyRing keys, TimeProvider time)
{
    /// <summary>Longer than a running portal takes to see that a key is gone.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The files of the cookies' keys, where they do not lie in the database; asked for only where they matter.</summary>
    internal Func<CookieKeyFolder?> Files { get; init; } = () => null;

    /// <summary>Rows, and files of the cookies' keys, written or sealed with a key.</summary>
    public async Task<long> CountAsync(KeyUse use, int keyId, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return use switch
        {
            KeyUse.OperationLog => await db.OperationLog.LongCountAsync(e => e.KeyId == keyId && e.Sequence > 0, cancellationToken),
            KeyUse.MyNumber => await db.EncryptedMyNumbers.LongCountAsync(n => n.KeyId == keyId, cancellationToken),
            KeyUse.MyNumberIndex => await db.EncryptedMyNumbers.LongCountAsync(n => n.IndexKeyId == keyId, cancellationToken),
            KeyUse.CookieKeys => await db.CookieKeys.LongCountAsync(k => k.KeyId == keyId, cancellationToken) + (Files()?.Count(keyId) ?? 0),
            _ => throw new ArgumentOutOfRangeException(nameof(use)),
        };
    }

    /// <summary>A new key for the log, and the row that says so: the first it seals.</summary>
    /// <exception cref="RuleException">The key is changed and the row could not be written.</exception>
    public async Task<SecretKey> RotateLogAsync(Staff by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        // Where nothing can be written, no key is changed.
        await using var turn = await db.Database.BeginTransactionAsync();
        var key = keys.Rotate(KeyUse.OperationLog, now);
        await CommitAsync(db, turn, key, OperationLogEntry.For(by, now, Operation.LogKeyRotated, detail: $"{key}"));
        return key;
    }

    /// <summary>A new key for the keys of cookies and drafts, with which those there are sealed anew. Nobody has to sign in again.</summary>
    /// <returns>The key, and how many it was.</returns>
    /// <exception cref="RuleException">The key is changed and the row could not be written.</exception>
    public async Task<(SecretKey Key, int Rows)> RotateCookieKeysAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var (now, files) = (time.GetUtcNow().UtcDateTime, Files());
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        await using var turn = await db.Database.BeginTransactionAsync(cancellationToken);
        var sealedBefore = await db.CookieKeys.ToListAsync(cancellationToken);
        var key = keys.Rotate(KeyUse.CookieKeys, now);
        var rows = files?.Reseal(key) ?? 0;
        foreach (var row in sealedBefore)
        {
            // What does not open is no key of anybody; it stays for whoever looks into it.
            if (keys.Find(KeyUse.CookieKeys, row.KeyId) is { } old)
            {
                row.Reseal(old, key);
                rows++;
            }
        }

        await CommitAsync(db, turn, key, OperationLogEntry.For(by, now, Operation.CookieKeyRotated, detail: $"{key} {rows}件"));
        return (key, rows);
    }

    /// <summary>The ring is outside the database and has the key by now: whatever happens here, somebody has to know.</summary>
    private static async Task CommitAsync(PortalDb db, IDbContextTransaction turn, SecretKey key, OperationLogEntry entry)
    {
        try
        {
            db.Add(entry);
            await db.SaveChangesAsync(CancellationToken.None);
            await turn.CommitAsync(CancellationToken.None);
        }
        catch (Exception failure) when (FailureWords.Of(failure) is { } words)
        {
            throw new RuleException($"{key}に切り替わりましたが、操作ログに書けませんでした。{words}鍵ファイルの控えは取り直してください。");
        }
    }

    /// <summary>Takes a key out; the row that says so is written, or the key is put back.</summary>
    /// <exception cref="RuleException">Unknown, in use, or rows hang on it.</exception>
    public async Task RemoveAsync(Staff by, KeyUse use, int keyId, CancellationToken cancellationToken = default)
    {
        var key = keys.Find(use, keyId) ?? throw new RuleException($"{use.Label()} 第{keyId}号は鍵束にありません。keys list で確かめてください。");
        await DemandUnusedAsync(key, cancellationToken);
        keys.Remove(use, keyId);
        try
        {
            // A portal that was writing with it at this moment has either been seen by now, or knows the key no more.
            await Task.Delay(Settling, CancellationToken.None);
            await DemandUnusedAsync(key, CancellationToken.None);
            await using var db = await dbFactory.CreateDbContextAsync(CancellationToken.None);
            db.Add(OperationLogEntry.For(by, time.GetUtcNow().UtcDateTime, Operation.KeyRemoved, detail: $"{key}"));
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch
        {
            keys.PutBack(key);
            throw;
        }
    }

    private async Task DemandUnusedAsync(SecretKey key, CancellationToken cancellationToken)
    {
        var rows = await CountAsync(key.Use, key.Id, cancellationToken);
        if (rows > 0)
        {
            throw new RuleException(key.Use switch
            {
                KeyUse.OperationLog => $"{key}で封印した操作ログが{rows:N0}件あります。この鍵がないと検証できなくなるため、除けません。",
                KeyUse.CookieKeys => $"{key}で暗号化したクッキー・下書きの鍵が{rows:N0}件あります。先に keys rotate で切り替えてください。",
                _ => $"{key}を使っている個人番号が{rows:N0}件あります。先に keys rotate で切り替えてください。",
            });
        }
    }
}
