using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Personnel;

/// <summary>An event and an ID it may touch that nobody has confirmed.</summary>
public sealed record PersonnelPair(Guid PersonnelEventId, Guid StaffMemberId, Guid AccountKey);

/// <summary>確認が必要なID — one ID, own or shared, one event touches. A terminal the person answers for stands here as information.</summary>
public sealed record PersonnelWorkLine
{
    public required PersonnelEvent Event { get; init; }
    public required StaffMember Person { get; init; }

    /// <summary>Null on the line of a terminal.</summary>
    public Account? Account { get; init; }

    /// <summary>個人ID takahashi, 共用ID 窓口A, 端末 窓口2.</summary>
    public required string What { get; init; }

    /// <summary>What happens by itself, and what does not.</summary>
    public required string Effects { get; init; }

    /// <summary>Days from today to 発令日; negative when it has passed.</summary>
    public required int DaysLeft { get; init; }

    public bool IsOverdue => Account is not null && DaysLeft < 0;

    public string Key => $"{Event.PersonnelEventId:N}{What}";
}

/// <summary>The work list of events: from thirty days before the day until somebody has confirmed each ID.</summary>
public sealed class PersonnelWork(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int DaysAhead = 30;

    /// <summary>How many IDs this person can confirm; 0 for those who confirm none.</summary>
    public async Task<int> CountAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.PersonnelManage))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        return (await AccountLinesAsync(db, today, cancellationToken)).Count(line => line.Person.StaffMemberId != by.StaffMemberId);
    }

    /// <summary>Every ID nobody has confirmed, for counts: no look at anything.</summary>
    internal async Task<IReadOnlyList<PersonnelWorkLine>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await AccountLinesAsync(db, JapanTime.DayOf(time.GetUtcNow().UtcDateTime), cancellationToken);
    }

    /// <summary>Every ID nobody has confirmed, and the terminals beside them; earliest day first.</summary>
    public async Task<IReadOnlyList<PersonnelWorkLine>> ListAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.PersonnelManage, Operation.AccountsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var today = JapanTime.DayOf(now);
        List<PersonnelWorkLine> lines = [.. await AccountLinesAsync(db, today, cancellationToken), .. await TerminalLinesAsync(db, today, cancellationToken)];
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, detail: $"異動の確認 {lines.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return [.. lines.OrderBy(l => l.Event.EffectiveOn).ThenBy(l => l.Person.StaffNumber, StringComparer.Ordinal).ThenBy(l => l.Event.PersonnelEventId).ThenBy(l => l.Account is null).ThenBy(l => l.What, StringComparer.Ordinal)];
    }

    /// <summary>What may be open; whether an event touches an ID is decided by <see cref="PersonnelSweep.TouchedBy"/>.</summary>
    public static IQueryable<PersonnelPair> Pairs(PortalDb db, DateOnly until) => Counting(db, until)
        .SelectMany(_ => db.Accounts, (e, a) => new { Event = e, Account = a })
        .Where(p => p.Account.State != AccountState.Returned
            && (p.Account.StaffMemberId == p.Event.StaffMemberId || p.Account.OwnerId == p.Event.StaffMemberId || p.Account.Members.Any(m => m.StaffMemberId == p.Event.StaffMemberId))
            && !p.Event.Confirmations.Any(c => c.AccountKey == p.Account.AccountKey))
        .Select(p => new PersonnelPair(p.Event.PersonnelEventId, p.Event.StaffMemberId, p.Account.AccountKey));

    public static IQueryable<PersonnelEvent> Counting(PortalDb db, DateOnly until) =>
        db.PersonnelEvents.Where(e => e.CancelledAt == null && e.EffectiveOn <= until);

    private static async Task<List<PersonnelWorkLine>> AccountLinesAsync(PortalDb db, DateOnly today, CancellationToken cancellationToken)
    {
        var pairs = await Pairs(db, today.AddDays(DaysAhead)).ToListAsync(cancellationToken);
        var keys = pairs.Select(p => p.AccountKey).Distinct().ToList();
        var accounts = await db.Accounts.AsNoTracking().AsSplitQuery()
            .Include(a => a.Members).Include(a => a.History.Where(h => h.Kind == AccountActKind.Revoked))
            .Where(a => keys.Contains(a.AccountKey)).OrderBy(a => a.AccountKey).ToDictionaryAsync(a => a.AccountKey, cancellationToken);
        var people = await PeopleAsync(db, pairs.Select(p => p.StaffMemberId), cancellationToken);
        return
        [
            .. pairs.GroupBy(p => (p.PersonnelEventId, p.StaffMemberId)).SelectMany(group =>
            {
                var person = people[group.Key.StaffMemberId];
                var happening = person.Events.Single(e => e.PersonnelEventId == group.Key.PersonnelEventId);
                return PersonnelSweep.TouchedBy(happening, person, group.Select(p => accounts[p.AccountKey])).Select(touch => LineOf(happening, person, touch, today));
            }),
        ];
    }

    private static PersonnelWorkLine LineOf(PersonnelEvent happening, StaffMember person, PersonnelTouch touch, DateOnly today) => new()
    {
        Event = happening,
        Person = person,
        Account = touch.Account,
        What = $"{touch.Account.Kind.Label()} {touch.Account.SharedName ?? touch.Account.AccountId}",
        Effects = touch.Words,
        DaysLeft = happening.EffectiveOn.DayNumber - today.DayNumber,
    };

    private static async Task<IEnumerable<PersonnelWorkLine>> TerminalLinesAsync(PortalDb db, DateOnly today, CancellationToken cancellationToken)
    {
        var owned = await Counting(db, today.AddDays(DaysAhead)).Where(e => e.Kind != PersonnelEventKind.Return)
            .Join(db.Terminals.Where(t => t.State == TerminalState.Active || t.State == TerminalState.Waiting), e => e.StaffMemberId, t => t.OwnerId, (e, t) => new { e.PersonnelEventId, e.StaffMemberId, t.Name })
            .ToListAsync(cancellationToken);
        var people = await PeopleAsync(db, owned.Select(o => o.StaffMemberId), cancellationToken);
        return owned
            .Select(o => (o.Name, Person: people[o.StaffMemberId], Event: people[o.StaffMemberId].Events.Single(e => e.PersonnelEventId == o.PersonnelEventId)))
            .Where(o => o.Event.Kind != PersonnelEventKind.Leave || o.Event.EffectiveOn > today || PersonnelRules.IsAway(o.Person.Events, today))
            .Select(o => new PersonnelWorkLine
            {
                Event = o.Event,
                Person = o.Person,
                What = $"端末 {o.Name}",
                Effects = "管理責任者の変更が必要（自動では替わりません）",
                DaysLeft = o.Event.EffectiveOn.DayNumber - today.DayNumber,
            });
    }

    private static Task<Dictionary<Guid, StaffMember>> PeopleAsync(PortalDb db, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        return db.StaffMembers.AsNoTracking().Include(s => s.Events).Where(s => wanted.Contains(s.StaffMemberId)).ToDictionaryAsync(s => s.StaffMemberId, cancellationToken);
    }

    /// <summary>令和8年12月1日 0時に</summary>
    public static string WhenInWords(DateOnly on) => $"{JapaneseDate.Format(on)} 0時に";
}
