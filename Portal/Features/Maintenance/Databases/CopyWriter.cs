using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data;
using Portal.Domain;

namespace Portal.Features.Maintenance.Databases;

/// <summary>How far a copy is.</summary>
/// <param name="Words">What is being done.</param>
/// <param name="Done">Rows, or tables compared.</param>
/// <param name="Total">Of them.</param>
public sealed record CopyProgress(string Words, long Done, long Total);

/// <summary>
/// Copies tables in batches, a transaction each. Where it stands is told by what is there: the target's rows of a table are the first so many of the
/// source's, or they are not of this copy. So a copy that was killed goes on, and nothing has to be written down for it.
/// </summary>
internal sealed class CopyWriter(PortalDb from, PortalDb to, IProgress<CopyProgress>? progress)
{
    private const int BatchRows = 2_000;

    private readonly CopyReader _source = new(from);
    private readonly CopyReader _target = new(to);

    /// <summary>Whether nothing was copied yet, and nobody has entered anything.</summary>
    public async Task<bool> IsEmptyAsync(IReadOnlyList<CopyTable> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables.Where(t => !t.IsSeeded))
        {
            if (await _target.CountAsync(table, cancellationToken) > 0)
            {
                return false;
            }
        }

        return true;
    }

    public async Task CopyAsync(IReadOnlyList<CopyTable> tables, CancellationToken cancellationToken)
    {
        await BulkWriter.For(to).MakeRoomAsync(cancellationToken);
        var total = 0L;
        foreach (var table in tables)
        {
            total += await _source.CountAsync(table, cancellationToken);
        }

        var done = 0L;
        foreach (var table in tables)
        {
            done = await CopyAsync(table, done, total, cancellationToken);
        }
    }

    /// <returns>Each table of either, in order: what the source has, what the target has.</returns>
    public async Task<List<(TableDigest Source, TableDigest Target)>> CompareAsync(IReadOnlyList<CopyTable> tables, CancellationToken cancellationToken)
    {
        List<(TableDigest, TableDigest)> digests = [];
        foreach (var (at, table) in tables.Index())
        {
            digests.Add((await _source.DigestAsync(table, cancellationToken), await _target.DigestAsync(table, cancellationToken)));
            progress?.Report(new("照合(表)", at + 1, tables.Count));
        }

        return digests;
    }

    private async Task<long> CopyAsync(CopyTable table, long done, long total, CancellationToken cancellationToken)
    {
        var there = await _target.DigestAsync(table, cancellationToken);
        if (!await BeginsWithAsync(table, there, cancellationToken))
        {
            if (!table.IsSeeded)
            {
                throw new RuleException($"写し先の表 {table.Name} に、この台帳にない行があります。写し先を空のデータベース（db/schema.sql、または migrate だけを済ませたもの）にしてから、もう一度実行してください。");
            }

            await ClearAsync(table, cancellationToken);
            there = new(table.Name, 0, "");
        }

        var batch = new List<object>(BatchRows);
        var at = 0L;
        await foreach (var row in _source.RowsAsync(table, cancellationToken))
        {
            if (++at > there.Rows)
            {
                batch.Add(row);
                if (batch.Count == BatchRows)
                {
                    await WriteAsync(table, batch, cancellationToken);
                    progress?.Report(new("移しています", done + at, total));
                }
            }
        }

        await WriteAsync(table, batch, cancellationToken);
        progress?.Report(new("移しています", done + at, total));
        return done + at;
    }

    private async Task<bool> BeginsWithAsync(CopyTable table, TableDigest there, CancellationToken cancellationToken)
    {
        var first = new RowDigest();
        await foreach (var row in _source.RowsAsync(table, cancellationToken))
        {
            if (first.Rows == there.Rows)
            {
                break;
            }

            first.Add(row);
        }

        return first.Of(table.Name) == there;
    }

    private async Task ClearAsync(CopyTable table, CancellationToken cancellationToken)
    {
        await using var delete = to.Database.GetDbConnection().CreateCommand();
        delete.CommandText = $"DELETE FROM {to.GetService<ISqlGenerationHelper>().DelimitIdentifier(table.Name)}";
        await delete.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task WriteAsync(CopyTable table, List<object> batch, CancellationToken cancellationToken)
    {
        if (batch.Count > 0)
        {
            await using var transaction = await to.Database.BeginTransactionAsync(cancellationToken);
            await BulkWriter.For(to).WriteAsync(table.ForBulk, batch, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            batch.Clear();
        }
    }
}
