using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>要確認 of a person sheet: what the doses say by themselves, what the list says beside, and not what staff have set aside.</summary>
internal static class SheetFindings
{
    public static async Task<IReadOnlyList<Finding>> OfAsync(PortalDb db, LedgerPerson person, IReadOnlyList<Dose> doses, CancellationToken cancellationToken)
    {
        var stored = await db.FindingRecords.AsNoTracking().Where(f => f.LedgerPersonId == person.LedgerPersonId).OrderBy(f => f.FindingRecordId).ToListAsync(cancellationToken);
        var off = await CheckGrounds.OffAsync(db, cancellationToken);
        var dismissed = stored.Where(f => f.State == FindingState.Dismissed).Select(f => (f.Rule, f.DoseId)).ToHashSet();
        var own = DoseChecks.Of(person, doses).Where(f => !off.Contains(f.Rule) && !dismissed.Contains((f.Rule, f.DoseId))).ToList();
        var said = own.Select(f => (f.Rule, f.DoseId)).ToHashSet();
        return
        [
            .. own,
            .. stored.Where(f => f.IsLeft && !off.Contains(f.Rule) && !said.Contains((f.Rule, f.DoseId))).Select(f => new Finding(f.Rule, f.DoseId, f.Message)),
        ];
    }
}
