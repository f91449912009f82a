using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SignIn;

/// <summary>A sign-in as its row says, and the versions of what it rests on.</summary>
internal sealed record SessionStanding
{
    public required Guid SessionId { get; init; }
    public required Guid AccountKey { get; init; }
    public required Guid StaffMemberId { get; init; }
    public required Guid? TerminalId { get; init; }
    public required DateTime OpenedAt { get; init; }
    public required DateTime LastActiveAt { get; init; }
    public required SessionEnd? EndReason { get; init; }
    public required Guid Account { get; init; }
    public required Guid Person { get; init; }
    public required Guid? Terminal { get; init; }

    /// <summary>発令 of the person, in no order.</summary>
    public required List<Guid> Events { get; init; }
}

/// <summary>What the rights of a sign-in are worked out from; read by many at once and changed by nobody.</summary>
internal sealed record RightsBasis(Account Account, StaffMember Person, Terminal? Terminal)
{
    private readonly List<Guid> _events = [.. Person.Events.Select(e => e.Version).Order()];

    /// <summary>Whether nothing was changed since; a 交代 puts another person there.</summary>
    public bool IsThatOf(SessionStanding standing) =>
        (Account.Version, Person.StaffMemberId, Person.Version, Terminal?.Version) == (standing.Account, standing.StaffMemberId, standing.Person, standing.Terminal)
        && _events.SequenceEqual(standing.Events.Order());
}
