using System.Globalization;

namespace Portal.Domain.Ledger;

/// <summary>居住期間 — from moving in (or birth) to moving out or death. Either end may be unknown or open.</summary>
public class ResidenceSpan
{
    public Guid ResidenceSpanId { get; init; } = FreshId.Next();
    public Guid LedgerPersonId { get; set; }

    /// <summary>転入日・出生日; missing when older than the ledger.</summary>
    public DateOnly? StartedOn { get; init; }

    public DateOnly? EndedOn { get; init; }
    public ResidenceEnd? EndKind { get; init; }

    public bool Includes(DateOnly day) => (StartedOn ?? DateOnly.MinValue) <= day && day <= (EndedOn ?? DateOnly.MaxValue);

    /// <summary>Canonical text of a list of spans, one after the other: <c>2010-04-01/2023-04-01:MovedOut 2024-01-05/</c>.</summary>
    public static string ToText(IEnumerable<ResidenceSpan> spans) => string.Join(' ', spans
        .OrderBy(s => s.StartedOn ?? DateOnly.MinValue)
        .Select(s => $"{Day(s.StartedOn)}/{Day(s.EndedOn)}{(s.EndKind is { } kind ? $":{kind}" : "")}"));

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static List<ResidenceSpan> FromText(string? text) => [.. (text ?? "")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(part =>
        {
            var (days, kind) = part.Split(':') is [var d, var k] ? (d, Enum.Parse<ResidenceEnd>(k)) : (part, (ResidenceEnd?)null);
            var ends = days.Split('/');
            return new ResidenceSpan { StartedOn = Day(ends[0]), EndedOn = Day(ends[1]), EndKind = kind };
        })];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static DateOnly? Day(string text) =>
        text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>居住期間の終わり方</summary>
public enum ResidenceEnd
{
    /// <summary>転出</summary>
    MovedOut,

    /// <summary>死亡</summary>
    Died,
}
