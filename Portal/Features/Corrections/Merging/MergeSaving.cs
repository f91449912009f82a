using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections.Merging;

/// <summary>The save of a merge and of taking one back.</summary>
internal static class MergeSaving
{
    public static RuleException Changed() => new("ほかの職員が同時に変更しました。画面を開き直してください。");

    /// <summary>Saves the changed records with their revisions, and ends the turn.</summary>
    /// <exception cref="RuleException">Somebody else changed one of the records meanwhile.</exception>
    public static async Task SaveMergeAsync(this PortalDb db, IReadOnlyList<Revision> revisions, IDbContextTransaction turn)
    {
        await FreeNumbersAsync(db, revisions);
        db.AddRange(revisions);
        try
        {
            await db.SaveChangesAsync();
            await turn.CommitAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Changed();
        }
    }

    /// <summary>The evidence is among the papers of one of the two.</summary>
    public static async Task DemandEvidenceAsync(this PortalDb db, Grounds grounds, Guid keeperId, Guid otherId)
    {
        if (grounds.EvidenceId is { } id && !await db.Evidence.AnyAsync(e => e.EvidenceId == id && (e.LedgerPersonId == keeperId || e.LedgerPersonId == otherId)))
        {
            throw new RuleException("根拠資料が見つかりません。もう一度添付してください。");
        }
    }

    /// <summary>A 宛名番号 has one holder at every moment, also between the two updates of an exchange: first nobody has them.</summary>
    private static async Task FreeNumbersAsync(PortalDb db, IReadOnlyList<Revision> revisions)
    {
        var people = revisions.Where(r => r.Changes.Exists(c => c.Field == PersonFields.ResidentNumber.Key)).Select(r => r.RecordId).ToList();
        if (people.Count == 0)
        {
            return;
        }

        await db.People.Where(p => EF.Parameter(people).Contains(p.LedgerPersonId)).ExecuteUpdateAsync(u => u.SetProperty(p => p.ResidentNumber, (string?)null));
        foreach (var entry in db.ChangeTracker.Entries<LedgerPerson>().Where(e => people.Contains(e.Entity.LedgerPersonId)))
        {
            entry.Property(p => p.ResidentNumber).OriginalValue = null;
        }
    }
}
