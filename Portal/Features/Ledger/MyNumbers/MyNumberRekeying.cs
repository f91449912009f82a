using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Keys;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>
/// 個人番号の鍵の切替え — while the portal works: every row is read with the key it names and written with the newest, some at a time, until
/// none names an older one. Stopped in between, the next run goes on from there.
/// </summary>
public sealed class MyNumberRekeying(IDbContextFactory<PortalDb> dbFactory, KeyRing keys, MyNumberVault vault, TimeProvider time)
{
    public const int BatchSize = 1_000;

    /// <summary>Between two batches another writer gets its turn.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    /// <summary>Longer than a running portal takes to see a new key.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(2);

    /// <param name="by">For the log.</param>
    /// <param name="use">The encryption, or the index.</param>
    /// <param name="report">Told how many rows are done, and of how many.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="RuleException">The keys come from the environment and have not been changed there, or a row cannot be read.</exception>
    public async Task<RekeyOutcome> RunAsync(Staff by, KeyUse use, Action<int, int> report, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)use, (int)KeyUse.OperationLog, nameof(use));
        var old = await CountOlderAsync(use, keys.Current(use).Id, cancellationToken);
        var resumes = old > 0;
        var key = resumes ? keys.Current(use) : keys.Rotate(use, Now);
        // The other processes come to know the key before a row needs it: whoever asks by the index asks under every key they know.
        await Task.Delay(Settling, cancellationToken);
        var total = await CountOlderAsync(use, key.Id, cancellationToken);
        await LogAsync(by, $"{key} {(resumes ? "続き" : "開始")} {total:N0}件", cancellationToken);
        var done = 0;
        do
        {
            while (await TryBatchAsync(use, key.Id, cancellationToken) is { } count and > 0)
            {
                done += count;
                report(Math.Min(done, total), total);
            }

            // A portal that did not know the new key yet may have written with the old one meanwhile.
            await Task.Delay(Settling, cancellationToken);
        }
        while (await CountOlderAsync(use, key.Id, cancellationToken) > 0);
        await LogAsync(by, $"{key} 終了 {done:N0}件", cancellationToken);
        return new RekeyOutcome(key, done, resumes);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>How many rows were written anew; 0 when none names an older key.</returns>
    private async Task<int> TryBatchAsync(KeyUse use, int keyId, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            var rows = await Older(db, use, keyId).Take(BatchSize).ToListAsync(cancellationToken);
            rows.ForEach(row => Rekey(row, use));
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                await Task.Delay(Breath, cancellationToken);
                return rows.Count;
            }
            catch (DbUpdateConcurrencyException)
            {
                // One of them was changed or removed by a clerk at this moment: take them again as they are now.
            }
            catch (DbUpdateException) when (use == KeyUse.MyNumberIndex)
            {
                await DemandOneHolderEachAsync(rows, cancellationToken);
                throw;
            }
        }
    }

    /// <summary>Two portals, one of which did not know the new key yet, may have taken in one number for two people.</summary>
    private async Task DemandOneHolderEachAsync(List<EncryptedMyNumber> rows, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        foreach (var row in rows)
        {
            var other = await db.EncryptedMyNumbers.AsNoTracking().SingleOrDefaultAsync(n => n.BlindIndex == row.BlindIndex && n.LedgerPersonId != row.LedgerPersonId, cancellationToken);
            if (other is not null)
            {
                throw new RuleException($"個人票 {row.LedgerPersonId} と {other.LedgerPersonId} に同じ個人番号が登録されているため、切替えを止めました。どちらかの登録を確かめて削除してから、もう一度実行してください。");
            }
        }
    }

    private void Rekey(EncryptedMyNumber row, KeyUse use)
    {
        try
        {
            vault.Rekey(row, use);
        }
        catch (MyNumberRefusedException)
        {
            throw new RuleException($"個人票 {row.LedgerPersonId} の個人番号を読み出せないため、切替えを止めました。鍵ファイルがこのデータベースのものか確かめてください。ほかの行は読める状態です。");
        }
    }

    private async Task<int> CountOlderAsync(KeyUse use, int keyId, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await Older(db, use, keyId).CountAsync(cancellationToken);
    }

    private async Task LogAsync(Staff by, string detail, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, Now, Operation.MyNumberRekeyed, detail: detail));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>In the order of the index on both keys. Which of the rows of one key come first does not matter: each leaves when it is done.</summary>
    internal static IQueryable<EncryptedMyNumber> Older(PortalDb db, KeyUse use, int keyId) =>
        (use == KeyUse.MyNumber ? db.EncryptedMyNumbers.Where(n => n.KeyId < keyId) : db.EncryptedMyNumbers.Where(n => n.IndexKeyId < keyId))
        .OrderBy(n => n.KeyId).ThenBy(n => n.IndexKeyId);
}

/// <param name="Key">In use from now on.</param>
/// <param name="Rows">Written anew.</param>
/// <param name="Resumed">An earlier run had been stopped; this one made no key.</param>
public sealed record RekeyOutcome(SecretKey Key, int Rows, bool Resumed);
