using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Domain;

namespace Portal.Features.Maintenance.Backups;

/// <summary>
/// バックアップからの復元 — puts a verified backup in the place of the ledger. The ledger before stays beside it under another name, and at no
/// moment is there half a file under the ledger's: it is copied aside first, then renamed.
/// </summary>
public sealed class BackupRestorer(BackupVerifier verifier, TimeProvider time)
{
    /// <param name="backup">A file <see cref="BackupDesk"/> has made, its manifest beside it.</param>
    /// <param name="ledger">The path of the ledger; may be missing or broken.</param>
    /// <param name="ct">Until the copy is whole.</param>
    /// <returns>Where the ledger before lies now; null where there was none.</returns>
    /// <exception cref="RuleException">The backup is not sound, or the ledger is in use.</exception>
    public async Task<string?> RestoreAsync(string backup, string ledger, CancellationToken ct)
    {
        var verified = await verifier.VerifyAsync(backup, ct);
        if (verified.Faults is [var fault, ..])
        {
            throw new RuleException(verified.LacksKeys
                ? $"このバックアップを確かめる鍵がないか、別の台帳の鍵です。{fault} 先にこの台帳の鍵の控えを戻して（設定 Keys:File）、もう一度実行してください。台帳は変わっていません。"
                : $"このバックアップは使えません。{fault} ひとつ前のバックアップを試してください。台帳は変わっていません。");
        }

        DemandUnused(ledger);
        var copy = ledger + ".restoring";
        await CopyAsync(backup, copy, ct);
        var before = $"{ledger}.before-{BackupFile.Stamp(time.GetUtcNow().UtcDateTime)}";
        var wasThere = PutAside(ledger, before);
        PutAside(ledger + "-wal", before + "-wal");
        PutAside(ledger + "-shm", before + "-shm");
        File.Move(copy, ledger);
        return wasThere ? before : null;
    }

    /// <summary>With the write-ahead log of a broken file: its last commits may stand there only.</summary>
    private static bool PutAside(string part, string aside)
    {
        if (!File.Exists(part))
        {
            return false;
        }

        File.Move(part, aside);
        return true;
    }

    /// <summary>Puts what stands in the write-ahead log into the file, and finds out whether a portal has it open.</summary>
    private static void DemandUnused(string ledger)
    {
        // SQLite would throw away the write-ahead log of a file it cannot read.
        if (!File.Exists(ledger) || !HasHeader(ledger))
        {
            return;
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = ledger, Pooling = false, DefaultTimeout = 1 }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=DELETE";
            if (command.ExecuteScalar() is not "delete")
            {
                throw InUse();
            }
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is SqliteCode.Busy or SqliteCode.Locked)
        {
            throw InUse();
        }
        catch (SqliteException broken) when (BackupFile.IsBroken(broken))
        {
            // What is broken is put aside as it is.
        }
    }

    private static bool HasHeader(string file)
    {
        var expected = "SQLite format 3\0"u8;
        Span<byte> found = stackalloc byte[expected.Length];
        using var stream = File.OpenRead(file);
        return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.SequenceEqual(expected);
    }

    private static RuleException InUse() => new("台帳が使われています。ポータルと、動いている処理を止めてから、もう一度実行してください。台帳は変わっていません。");

    private static async Task CopyAsync(string from, string to, CancellationToken ct)
    {
        BackupFile.Make(to);
        await using var source = File.OpenRead(from);
        await using var target = new FileStream(to, FileMode.Open, FileAccess.Write);
        await source.CopyToAsync(target, ct);
        target.Flush(flushToDisk: true);
    }
}
