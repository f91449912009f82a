using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Reports;

namespace Portal.Features.Reports;

/// <summary>A run with its figures, as they were kept.</summary>
/// <param name="Run">Number, moment, who made it.</param>
/// <param name="Content">Every figure.</param>
/// <param name="Previous">The run of the same period before it, for the differences.</param>
public sealed record KeptReport(ReportRun Run, ReportContent Content, ReportRun? Previous)
{
    /// <exception cref="RuleException">The figures in the database are not those that were kept.</exception>
    public static async Task<KeptReport?> ReadAsync(PortalDb db, Guid runId, CancellationToken cancellationToken)
    {
        var run = await db.ReportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.ReportRunId == runId, cancellationToken);
        if (run is null)
        {
            return null;
        }

        var previous = run.PreviousId is { } id ? await db.ReportRuns.AsNoTracking().SingleAsync(r => r.ReportRunId == id, cancellationToken) : null;
        return new(run, await ContentAsync(db, run, cancellationToken), previous);
    }

    public static async Task<ReportContent> ContentAsync(PortalDb db, ReportRun run, CancellationToken cancellationToken)
    {
        var text = await db.ReportFigures.Where(f => f.ReportRunId == run.ReportRunId).Select(f => f.Text).SingleAsync(cancellationToken);
        return DigestOf(text) == run.Digest
            ? JsonSerializer.Deserialize<ReportContent>(text)!
            : throw new RuleException($"第{run.Number}号の数値は、作成したときのものではありません。システム担当に知らせてください。");
    }

    public static (string Text, string Digest) Write(ReportContent content)
    {
        var text = JsonSerializer.Serialize(content);
        return (text, DigestOf(text));
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
