using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Domain;

namespace Portal.Features.Maintenance.Backups;

/// <summary>
/// バックアップからの復元 — puts a verified backup in the place of the ledger. The ledger before stays beside it under another name, and at no
/// moment is there none, or half a file, under the ledger's.
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
        var file = new LedgerFile(ledger);
        file.DemandNoFolder();
        var verified = await verifier.VerifyAsync(backup, ct);
        if (verified.Faults is [var fault, ..])
        {
            throw new RuleException(verified.LacksKeys
                ? $"このバックアップを確かめる鍵がないか、別の台帳の鍵です。{fault} 先にこの台帳の鍵の控えを戻して（設定 Keys:File）、もう一度実行してください。台帳は変わっていません。"
                : $"このバックアップは使えません。{fault} ひとつ前のバックアップを試してください。台帳は変わっていません。");
        }

        DemandUnused(ledger);
        await CopyAsync(backup, file.Restoring, ct);
        // A restore that was stopped is ended under the name it had begun with.
        var before = file.HalfPutAside is { } begun ? new LedgerFile(begun) : file.Before(time.GetUtcNow().UtcDateTime);
        var wasThere = File.Exists(ledger);
        PutInPlace(file, before);
        FolderFlush.Run(Path.GetDirectoryName(Path.GetFullPath(ledger))!);
        return wasThere ? before.Path : null;
    }

    /// <summary>Wherever it is stopped, a whole ledger has the ledger's name, the one before or the new one; and all there was is still there.</summary>
    private static void PutInPlace(LedgerFile ledger, LedgerFile before)
    {
        // Only a broken file still has them, and its last commits may stand there only. Beside the new one they would be read into it.
        foreach (var (part, aside) in ledger.Beside.Zip(before.Beside).Where(pair => File.Exists(pair.First)))
        {
            File.Move(part, aside);
        }

        if (File.Exists(ledger.Path))
        {
            // Gives the ledger its second name first, then takes its first one away and gives it to the copy in one step.
            File.Replace(ledger.Restoring, ledger.Path, before.Path);
        }
        else
        {
            File.Move(ledger.Restoring, ledger.Path);
        }
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
