using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>A shared ID with what an administrator weighs, and the seats of one day.</summary>
public sealed record OpenedSharedId
{
    public required Account Account { get; init; }
    public required string OwnerName { get; init; }

    /// <summary>利用職員, those registered today.</summary>
    public required IReadOnlyList<MemberLine> Members { get; init; }

    /// <summary>Everyone who ever was one, newest first.</summary>
    public required IReadOnlyList<MemberLine> MemberHistory { get; init; }

    public required IReadOnlyList<Terminal> Terminals { get; init; }
    public required IReadOnlyList<SharedIdFlag> Flags { get; init; }
    public required DateOnly Day { get; init; }
    public required DateOnly Today { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required IReadOnlyList<SeatLine> Seats { get; init; }

    internal static OpenedSharedId Of(
        Account account, List<StaffMember> people, List<Terminal> terminals, IReadOnlyList<SeatLine> seats, DateOnly day, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        var lines = account.Members
            .Select(m => new MemberLine(m, people.Single(p => p.StaffMemberId == m.StaffMemberId), today))
            .OrderByDescending(l => l.Row.From).ThenBy(l => l.Person.Kana, StringComparer.Ordinal).ThenBy(l => l.Row.SharedIdMemberId)
            .ToList();
        var current = account.MembersOn(today).ToHashSet();
        var used = account.TerminalsOn(today).Select(t => t.TerminalId).ToHashSet();
        return new OpenedSharedId
        {
            Account = account,
            OwnerName = people.Find(p => p.StaffMemberId == account.OwnerId)?.Name ?? "",
            Members = [.. lines.Where(l => current.Contains(l.Row)).OrderBy(l => l.Person.Kana, StringComparer.Ordinal).ThenBy(l => l.Row.SharedIdMemberId)],
            MemberHistory = lines,
            Terminals = [.. terminals.Where(t => used.Contains(t.TerminalId))],
            Flags = SharedIdFlags.Of(account, people, terminals, today),
            Day = day,
            Today = today,
            At = now,
            Seats = seats,
        };
    }
}

/// <summary>One membership with its person.</summary>
public sealed record MemberLine(SharedIdMember Row, StaffMember Person, DateOnly Today)
{
    /// <summary>The 異動・退職・休職 that takes, or took, the seat away.</summary>
    public PersonnelEvent? Event { get; } = SharedIdFlags.NextEvent(Row, Person.Events);

    /// <summary>Gone by the event already: registered, but refused at the sign-in.</summary>
    public bool IsGone => PersonnelRules.HasLeft(Person.Events, Row.From, Today);

    /// <summary>12/1 異動</summary>
    public string? EventWords => Event is null ? (IsGone ? "休職中" : null) : $"{Event.EffectiveOn.Month}/{Event.EffectiveOn.Day} {Event.Kind.Label()}";
}
