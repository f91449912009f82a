using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Keys;

namespace Portal.Features.Safeguards.Proof;

/// <summary>個人番号の証拠 — used in the three scenes only, at LGWAN terminals, kept encrypted.</summary>
public sealed class MyNumberProof(IDbContextFactory<PortalDb> dbFactory, KeyRing keys, TimeProvider time)
{
    public async Task<TodaysEvidence> ScenesAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var uses = await ByScene(db, time.MonthStart()).ToListAsync(cancellationToken);
        var (all, outside) = (uses.Sum(u => u.Count), uses.Where(u => u.Scene is null).Sum(u => u.Count));
        var scenes = string.Join("、", uses.Where(u => u.Scene is not null).OrderBy(u => u.Scene).Select(u => $"{u.Scene!.Value.Label()} {u.Count:N0}"));
        return TodaysEvidence.Of(
            outside > 0, false,
            $"個人番号の参照 今月{all:N0}件{(all == 0 ? "" : outside == 0 ? $"、すべて3場面内（{scenes}）" : $"のうち{outside:N0}件に場面の記録なし")}");
    }

    public async Task<TodaysEvidence> SceneAsync(MyNumberPurpose scene, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var used = (await ByScene(db, time.MonthStart()).ToListAsync(cancellationToken)).Find(u => u.Scene == scene);
        var (count, without) = (used?.Count ?? 0, used?.WithoutPurpose ?? 0);
        return TodaysEvidence.Of(without > 0, false, $"{scene.Label()}での参照 今月{count:N0}件{(count == 0 ? "" : without == 0 ? "、すべてに受付番号の記録あり" : $"のうち{without:N0}件に受付番号の記録なし")}");
    }

    public async Task<TodaysEvidence> RegisteredAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var since = time.MonthStart();
        var month = db.OperationLog.Where(e => e.Operation == Operation.MyNumberRegistered && e.Result == OperationResult.Done && e.At >= since);
        var (registered, without) = (await month.CountAsync(cancellationToken), await month.CountAsync(e => e.Scene == null, cancellationToken));
        var kept = await db.EncryptedMyNumbers.CountAsync(cancellationToken);
        return TodaysEvidence.Of(without > 0, false, $"個人番号の登録・変更 今月{registered:N0}件{(without > 0 ? $"のうち{without:N0}件に場面の記録なし" : "、場面の記録なし 0件")}。保管 {kept:N0}件");
    }

    public async Task<TodaysEvidence> EncryptedAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var byKey = await ByKey(db).ToListAsync(cancellationToken);
        var current = keys.Current(KeyUse.MyNumber).Id;
        var all = byKey.Sum(k => k.Count);
        var older = byKey.Where(k => k.KeyId != current).Sum(k => k.Count);
        var lost = byKey.Where(k => keys.Find(KeyUse.MyNumber, k.KeyId) is null).Sum(k => k.Count);
        return TodaysEvidence.Of(
            lost > 0, older > 0,
            $"個人番号 {all:N0}件をすべて暗号化して保管（使用中の鍵は第{current}号）{(lost > 0 ? $"。{lost:N0}件は鍵が鍵束にありません" : older > 0 ? $"。前の鍵のもの {older:N0}件" : "")}");
    }

    /// <summary>Numbers shown and searched by, each with its scene.</summary>
    public static IQueryable<SceneCount> ByScene(PortalDb db, DateTime since) => db.OperationLog.AsNoTracking()
        .Where(e => (e.Operation == Operation.MyNumberShown || e.Operation == Operation.MyNumberSearched || e.Operation == Operation.MyNumberSent) && e.Result == OperationResult.Done && e.At >= since)
        .GroupBy(e => e.Scene).Select(g => new SceneCount(g.Key, g.Count(), g.Count(e => e.Purpose == null)));

    public static IQueryable<KeyCount> ByKey(PortalDb db) => db.EncryptedMyNumbers.AsNoTracking().GroupBy(n => n.KeyId).Select(g => new KeyCount(g.Key, g.Count()));
}

/// <summary>How often numbers were used in one scene; null where none was written down.</summary>
public sealed record SceneCount(MyNumberPurpose? Scene, int Count, int WithoutPurpose);

/// <summary>How many rows one key encrypts.</summary>
public sealed record KeyCount(int KeyId, int Count);
