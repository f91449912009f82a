using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>この記録を見た人 — every act on one resident's record within a period, and by whom. Nobody else's record is on it.</summary>
public sealed record LogViewers
{
    public required Guid PersonId { get; init; }

    public required string? ResidentNumber { get; init; }

    /// <summary>For whoever may see the ledger.</summary>
    public required string? ResidentName { get; init; }

    /// <summary>Japan's days; null: open.</summary>
    public required DateOnly? From { get; init; }

    public required DateOnly? Until { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ViewerLine> Lines { get; init; }

    /// <summary>In the order they first had to do with it.</summary>
    public required IReadOnlyList<Viewer> Viewers { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public override string ToString() => $"{nameof(LogViewers)} {PersonId}";

    /// <param name="entries">Of this person, oldest first.</param>
    /// <param name="staff">Who they are on the staff list now.</param>
    public static (IReadOnlyList<ViewerLine> Lines, IReadOnlyList<Viewer> Viewers) Of(IReadOnlyList<OperationLogEntry> entries, IReadOnlyDictionary<Guid, StaffMember> staff)
    {
        var viewers = entries.GroupBy(e => e.StaffMemberId?.ToString() ?? e.AccountId)
            .Select((acts, at) => (acts.Key, Viewer: Viewer.Of(at + 1, [.. acts], acts.First().StaffMemberId is { } id ? staff.GetValueOrDefault(id) : null)))
            .ToDictionary(v => v.Key, v => v.Viewer);
        return (
            [.. entries.Select(e => new ViewerLine(e, viewers[e.StaffMemberId?.ToString() ?? e.AccountId]))],
            [.. viewers.Values.OrderBy(v => v.Number)]);
    }
}

/// <summary>One act on the record.</summary>
public sealed record ViewerLine(OperationLogEntry Entry, Viewer By);

/// <summary>One person who had to do with the record, with what they did.</summary>
public sealed record Viewer
{
    /// <summary>職員1, 職員2 …: tells people apart where their names stay out.</summary>
    public required int Number { get; init; }

    public required string Name { get; init; }

    /// <summary>所属・職, as the staff list has it now.</summary>
    public required string Post { get; init; }

    public required IReadOnlyDictionary<RecordTouch, int> Counts { get; init; }

    /// <summary>拒否・不成立: nothing was seen.</summary>
    public required int Refused { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime First { get; init; }

    public required DateTime Last { get; init; }

    public string Label(bool withNames) => withNames ? Name : $"職員{Number}";

    public static Viewer Of(int number, IReadOnlyList<OperationLogEntry> acts, StaffMember? person) => new()
    {
        Number = number,
        Name = acts[^1].StaffName,
        Post = person is not null ? LogWords.PostOf(person) : acts[0].StaffMemberId is null ? "システム" : "職員名簿にない職員",
        Counts = acts.Where(e => e.Result == OperationResult.Done).GroupBy(e => e.Operation.Touch()).ToDictionary(g => g.Key, g => g.Count()),
        Refused = acts.Count(e => e.Result != OperationResult.Done),
        First = acts[0].At,
        Last = acts[^1].At,
    };
}
