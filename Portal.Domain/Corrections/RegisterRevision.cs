using Portal.Domain.Accounts;

namespace Portal.Domain.Corrections;

/// <summary>The first version of a record made by hand: who registered it, when, at which terminal. It has no changes.</summary>
internal static class RegisterRevision
{
    public static Revision Of(RecordKind kind, Guid recordId, Guid personId, Guid version, Staff by, DateTime now, string? reasonText = null) => new()
    {
        RevisionId = Guid.CreateVersion7(now),
        LedgerPersonId = personId,
        RecordKind = kind,
        RecordId = recordId,
        Act = RevisionAct.Register,
        ToVersion = version,
        ReasonText = reasonText,
        RequestedBy = by.PersonKey,
        RequestedByName = by.Name,
        Terminal = by.Terminal,
        RequestedAt = now,
        AppliedAt = now,
    };
}
