using Portal.Domain.Accounts;

namespace Portal.Domain.Reports;

/// <summary>帳票の実行 — a report as it was handed over: its number, period, moment, and every figure, kept as they were.</summary>
public sealed class ReportRun
{
    public const int CodeMaxLength = 10;
    public const int DigestLength = 64;

    public required Guid ReportRunId { get; init; }

    /// <summary>Counted through, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>See <see cref="ReportPeriod.Code"/>.</summary>
    public required string Period { get; init; }

    /// <summary>UTC; the moment whose ledger was counted.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime MadeAt { get; init; }

    public required string MadeByKey { get; init; }
    public required string MadeByName { get; init; }
    public required string Terminal { get; init; }

    /// <summary>定期の実行: the period, for the one run the portal makes of it by itself. Unique.</summary>
    public string? ScheduledPeriod { get; init; }

    /// <summary>The run of the same period before this one.</summary>
    public Guid? PreviousId { get; init; }

    /// <summary>Doses of the period.</summary>
    public required long Doses { get; init; }

    /// <summary>SHA-256 of <see cref="ReportFigures.Text"/>, in hexadecimal.</summary>
    public required string Digest { get; init; }

    public static ReportRun New(Guid id, int number, ReportContent content, string digest, ReportRun? previous, Staff by, DateTime now, bool isScheduled) => new()
    {
        ReportRunId = id,
        Number = number,
        Period = content.Period,
        AsOf = content.AsOf,
        MadeAt = now,
        MadeByKey = by.PersonKey,
        MadeByName = by.Name,
        Terminal = by.Terminal,
        ScheduledPeriod = isScheduled ? content.Period : null,
        PreviousId = previous?.ReportRunId,
        Doses = content.Find("day")?.Total ?? 0,
        Digest = digest,
    };
}

/// <summary>The figures of a run, as one text: a list of runs does not read them.</summary>
public sealed class ReportFigures
{
    public required Guid ReportRunId { get; init; }

    /// <summary><see cref="ReportContent"/> as JSON.</summary>
    public required string Text { get; init; }
}
