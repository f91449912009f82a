using Microsoft.EntityFrameworkCore;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Data;

/// <summary>Gives changes that were written before there were <see cref="FormerKeys"/> theirs. Finds nothing to do ever after.</summary>
internal static class FormerKeyFill
{
    private const int ChunkChanges = 2_000;

    /// <summary>Items that always have a key: one of them without says that this ledger's history is from before.</summary>
    private static readonly string[] Telling = [PersonFields.Name.Key, PersonFields.Kana.Key, PersonFields.Address.Key, PersonFields.BirthDate.Key, DoseFields.CouponNumber.Key];

    public static async Task RunAsync(PortalDb db, CancellationToken cancellationToken)
    {
        if (!await db.FieldChanges.AnyAsync(c => Telling.Contains(c.Field) && c.OldKey == null && c.OldValue != null, cancellationToken))
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        for (Guid? after = Guid.Empty; after is { } last;)
        {
            var chunk = await db.FieldChanges.AsNoTracking().Where(c => c.RevisionId.CompareTo(last) > 0 && FormerKeys.Fields.Contains(c.Field) && c.OldValue != null)
                .OrderBy(c => c.RevisionId).ThenBy(c => c.Field).Take(ChunkChanges).ToListAsync(cancellationToken);
            after = chunk.Count < ChunkChanges ? null : chunk[^1].RevisionId;
            // The last revision of a full chunk may go on in the next, which begins behind it: it is left to that one.
            foreach (var change in after is null ? chunk : chunk.TakeWhile(c => c.RevisionId != after))
            {
                await db.FieldChanges.Where(c => c.RevisionId == change.RevisionId && c.Field == change.Field)
                    .ExecuteUpdateAsync(u => u.SetProperty(c => c.OldKey, change.OldKey).SetProperty(c => c.OldGivenKey, change.OldGivenKey), cancellationToken);
            }

            after = after is null ? null : chunk.Last(c => c.RevisionId != chunk[^1].RevisionId).RevisionId;
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
