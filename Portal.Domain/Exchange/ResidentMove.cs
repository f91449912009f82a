using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange;

/// <summary>異動 — a move that opens a stay in the city, or closes one. Others (転居, 職権修正 …) change items only.</summary>
/// <param name="End">How the stay ends; null where one begins.</param>
/// <param name="On">異動日</param>
public sealed record ResidentMove(ResidenceEnd? End, DateOnly On)
{
    private const int ReasonMaxLength = 20;

    private static readonly string[] Opening = ["転入", "出生", "職権記載", "国籍取得", "帰化"];

    /// <summary>Reads 異動事由 and 異動日; a reason that moves somebody in or out needs its day.</summary>
    internal static ResidentMove? Read(int reason, int day, LineFields fields)
    {
        var on = fields.Day(day);
        if (fields.Text(reason, ReasonMaxLength) is not { } word)
        {
            return null;
        }

        ResidenceEnd? end = word.StartsWith("転出", StringComparison.Ordinal) ? ResidenceEnd.MovedOut
            : word.StartsWith("死亡", StringComparison.Ordinal) ? ResidenceEnd.Died
            : null;
        var moves = end is not null || Opening.Any(opening => word.StartsWith(opening, StringComparison.Ordinal));
        return moves && fields.Required(day, on) is { } known ? new(end, known) : null;
    }

    /// <summary>The stays of a person after this file: <paramref name="movedInOn"/> sets the start of the open one, the move opens or closes one.</summary>
    public static List<ResidenceSpan> Apply(IReadOnlyList<ResidenceSpan> spans, DateOnly? movedInOn, ResidentMove? move)
    {
        var stays = spans.OrderBy(s => s.StartedOn ?? DateOnly.MinValue).ToList();
        var start = movedInOn ?? (move is { End: null } ? move.On : null);
        if (stays.LastOrDefault() is not { } last || start > last.EndedOn)
        {
            if (start is not null || move is { End: not null })
            {
                stays.Add(new ResidenceSpan { StartedOn = start });
            }
        }
        else if (start is not null && last.EndedOn is null && last.StartedOn != start)
        {
            stays[^1] = new ResidenceSpan { StartedOn = start };
        }

        if (move is { End: { } end })
        {
            stays[^1] = new ResidenceSpan { StartedOn = stays[^1].StartedOn, EndedOn = move.On, EndKind = end };
        }

        return stays;
    }
}
