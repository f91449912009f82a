using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>One row of the log as it is read on a screen.</summary>
/// <param name="Entry">The row.</param>
/// <param name="ResidentNumber">宛名番号 of the resident it concerns, as the ledger has it now.</param>
/// <param name="ResidentName">For whoever may see the ledger.</param>
public sealed record LogRow(OperationLogEntry Entry, string? ResidentNumber, string? ResidentName)
{
    public override string ToString() => $"{nameof(LogRow)} {Entry.Sequence}";
}

/// <summary>A page of rows.</summary>
public sealed record LogFound
{
    /// <summary>Folded.</summary>
    public required LogQuestion Question { get; init; }

    public required string? StaffName { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<LogRow> Rows { get; init; }

    public required bool HasMore { get; init; }

    /// <summary>The newest number of the log when the rows were read: the search's own row comes behind it.</summary>
    public required long UpTo { get; init; }

    /// <summary>Nobody has the 宛名番号 that was asked for.</summary>
    public required bool IsResidentUnknown { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}

/// <summary>What a form offers.</summary>
public sealed record LogChoices(IReadOnlyList<StaffMember> People, IReadOnlyList<string> Terminals);

internal static class ResidentsOfRows
{
    /// <summary>The rows with the 宛名番号 of whom they concern, and the name for whoever may see the ledger: nobody else's leaves the database.</summary>
    public static async Task<IReadOnlyList<LogRow>> WithResidentsAsync(this PortalDb db, Staff by, IReadOnlyList<OperationLogEntry> entries, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. entries.Select(e => e.LedgerPersonId).OfType<Guid>().Distinct()];
        var showsNames = by.May(Permission.LedgerView);
        var residents = ids.Count == 0 ? [] : await db.People.Where(p => ids.Contains(p.LedgerPersonId))
            .Select(p => new { p.LedgerPersonId, p.ResidentNumber, Name = showsNames ? p.Name : null })
            .ToDictionaryAsync(p => p.LedgerPersonId, p => (p.ResidentNumber, p.Name), cancellationToken);
        return [.. entries.Select(e => residents.TryGetValue(e.LedgerPersonId ?? Guid.Empty, out var found) ? new LogRow(e, found.ResidentNumber ?? "番号なし", found.Name) : new LogRow(e, null, null))];
    }
}
