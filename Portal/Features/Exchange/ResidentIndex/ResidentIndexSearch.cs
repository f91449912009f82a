using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>How many requests ended in one way.</summary>
public sealed record AnswerCount(Operation Operation, OperationResult Result, int Count);

/// <summary>統合宛名の状況 — the counters, the clients, the files of changes (宛名異動) taken in.</summary>
public sealed class ResidentIndexSearch(IDbContextFactory<PortalDb> dbFactory, NumberRanges ranges, TimeProvider time)
{
    public const int Days = 7;
    public const int Files = 10;

    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<ResidentIndexState> ShowAsync(Staff by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.ClientView, Operation.ResidentIndexShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var counters = await db.NumberCounters.AsNoTracking().ToListAsync();
        var state = new ResidentIndexState
        {
            Counters = [.. Enum.GetValues<NumberKind>().Select(kind => new CounterRow(ranges.Of(kind), counters.Find(c => c.Kind == kind) ?? new NumberCounter { Kind = kind }))],
            Clients = await Clients(db).ToListAsync(),
            ChangeFiles = await ChangeFiles(db).Take(Files).ToListAsync(),
            WithoutResidentNumber = await WithoutNumber(db).CountAsync(),
            Today = JapanTime.DayOf(now),
        };
        db.Add(OperationLogEntry.For(by, now, Operation.ResidentIndexShown, detail: $"連携先{state.Clients.Count}件"));
        await db.SaveChangesAsync();
        return state;
    }

    internal static IQueryable<AddresseeClient> Clients(PortalDb db) => db.AddresseeClients.AsNoTracking()
        .OrderBy(c => c.State == ClientState.Active ? 0 : 1).ThenBy(c => c.Name).ThenBy(c => c.AddresseeClientId);

    internal static IQueryable<ImportRun> ChangeFiles(PortalDb db) => db.ImportRuns.AsNoTracking()
        .Where(r => r.Kind == ImportKind.Residents).OrderByDescending(r => r.Number).ThenBy(r => r.ImportRunId);

    internal static IQueryable<Domain.Ledger.LedgerPerson> WithoutNumber(PortalDb db) => db.People
        .Where(p => p.ResidentNumber == null && p.MergedIntoId == null && p.Status == Domain.Ledger.RecordStatus.Active);

    internal static IQueryable<AnswerCount> Answers(PortalDb db, string clientId, DateTime from) => db.OperationLog.AsNoTracking()
        .Where(e => (e.Operation == Operation.AddresseeAnswered || e.Operation == Operation.ClientTokenMade) && e.At >= from && e.AccountId == clientId)
        .GroupBy(e => new { e.Operation, e.Result })
        .Select(g => new AnswerCount(g.Key.Operation, g.Key.Result, g.Count()));
}

/// <summary>採番簿 beside its range.</summary>
public sealed record CounterRow(NumberRange Range, NumberCounter Counter);

public sealed record ResidentIndexState
{
    public required IReadOnlyList<CounterRow> Counters { get; init; }
    public required IReadOnlyList<AddresseeClient> Clients { get; init; }

    /// <summary>宛名異動: the newest first.</summary>
    public required IReadOnlyList<ImportRun> ChangeFiles { get; init; }

    /// <summary>People of the ledger who have no 宛名番号.</summary>
    public required int WithoutResidentNumber { get; init; }

    public required DateOnly Today { get; init; }
}
