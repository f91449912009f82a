using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Domain;
using Portal.Domain.Exchange.IntermediateServer;

namespace Portal.Features.Exchange.IntermediateServer.Records;

/// <summary>情報提供等の記録 is written once: nothing saves a change to it, nor its deletion within the seven years.</summary>
internal static class KeptRecords
{
    /// <exception cref="InvalidOperationException">A record would be changed.</exception>
    /// <exception cref="RuleException">A record would be deleted too early.</exception>
    public static void Demand(IEnumerable<EntityEntry> changed, DateTime now)
    {
        foreach (var entry in changed)
        {
            if (entry is { Entity: ProvisionRecord, State: EntityState.Modified })
            {
                throw new InvalidOperationException("A ProvisionRecord is never changed.");
            }

            if (entry is { Entity: ProvisionRecord record, State: EntityState.Deleted })
            {
                record.DemandDue(JapanTime.DayOf(now));
            }
        }
    }
}
