using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.Accounts.Personnel;
using Portal.Features.OperationLog;

namespace Portal.Features.Reports;

/// <summary>月次報告 — counts a period, keeps what was handed over, opens it again as it was.</summary>
public sealed class ReportDesk(IDbContextFactory<PortalDb> dbFactory, ReportCounter counter, TimeProvider time)
{
    /// <summary>Of the list of runs.</summary>
    public const int PageSize = 100;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The figures of a period as the ledger stood at a moment.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="period">What is counted.</param>
    /// <param name="asOf">UTC; null for now.</param>
    /// <param name="progress">Months read so far.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="RuleException">The moment is still to come.</exception>
    public async Task<ReportContent> ShowAsync(Staff by, ReportPeriod period, DateTime? asOf = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ReportExport, Operation.ReportShown, now, cancellationToken: cancellationToken);
        var content = await counter.CountAsync(period, Demand(asOf, now), progress, cancellationToken);
        await LogAsync(by, Operation.ReportShown, null, Words(content), cancellationToken);
        return content;
    }

    /// <summary>作成 — keeps every figure under a number, to be opened again as it is.</summary>
    /// <inheritdoc cref="ShowAsync"/>
    public Task<ReportRun> MakeAsync(Staff by, ReportPeriod period, DateTime? asOf = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
        MakeAsync(by, period, asOf, isScheduled: false, progress, cancellationToken);

    /// <summary>The run the portal makes of a period by itself.</summary>
    /// <returns>Null when there is one.</returns>
    internal async Task<ReportRun?> MakeScheduledAsync(Staff by, ReportPeriod period, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await db.ReportRuns.AnyAsync(r => r.ScheduledPeriod == period.Code, cancellationToken))
        {
            return null;
        }

        try
        {
            return await MakeAsync(by, period, null, isScheduled: true, null, cancellationToken);
        }
        catch (DbUpdateException)
        {
            await using var again = await dbFactory.CreateDbContextAsync(cancellationToken);
            if (await again.ReportRuns.AnyAsync(r => r.ScheduledPeriod == period.Code, cancellationToken))
            {
                // Another node was first.
                return null;
            }

            throw;
        }
    }

    /// <summary>Runs, the newest first, a page at a time.</summary>
    public async Task<IReadOnlyList<ReportRun>> RunsAsync(Staff by, int? before = null, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ReportExport, Operation.ReportsShown, Now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var runs = await Runs(db, before).ToListAsync(cancellationToken);
        await LogAsync(by, Operation.ReportsShown, null, $"{runs.Count}件", cancellationToken);
        return runs;
    }

    /// <summary>A run as it was made; null when there is none of this id.</summary>
    public Task<KeptReport?> OpenAsync(Staff by, Guid runId, CancellationToken cancellationToken = default) => OpenAsync(by, runId, Operation.ReportShown, cancellationToken);

    /// <summary>The same for a file.</summary>
    public Task<KeptReport?> ExportAsync(Staff by, Guid runId, CancellationToken cancellationToken = default) => OpenAsync(by, runId, Operation.ReportExported, cancellationToken);

    /// <summary>Before what is on screen goes to a printer.</summary>
    public async Task PrintAsync(Staff by, ReportContent content, Guid? runId, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ReportExport, Operation.ReportPrinted, Now, cancellationToken: cancellationToken);
        await LogAsync(by, Operation.ReportPrinted, runId, Words(content), cancellationToken);
    }

    internal static IQueryable<ReportRun> Runs(PortalDb db, int? before) =>
        db.ReportRuns.AsNoTracking().Where(r => before == null || r.Number < before).OrderByDescending(r => r.Number).Take(PageSize);

    /// <summary>Of now, the second that is over: whatever was saved in it is there, and an address can name it.</summary>
    internal static DateTime Demand(DateTime? asOf, DateTime now) => asOf is { } moment && moment > now
        ? throw new RuleException("時点には、いまより前の日時を指定してください。")
        : asOf ?? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond) - 1);

    private async Task<KeptReport?> OpenAsync(Staff by, Guid runId, Operation operation, CancellationToken cancellationToken)
    {
        await dbFactory.DemandAsync(by, Permission.ReportExport, operation, Now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        KeptReport? kept;
        try
        {
            kept = await KeptReport.ReadAsync(db, runId, cancellationToken);
        }
        catch (RuleException touched)
        {
            await LogAsync(by, operation, runId, touched.Message, cancellationToken, OperationResult.Failed);
            throw;
        }

        var (detail, result) = kept is null ? ("該当なし", OperationResult.Failed) : ($"第{kept.Run.Number}号 {Words(kept.Content)}", OperationResult.Done);
        await LogAsync(by, operation, runId, detail, cancellationToken, result);
        return kept;
    }

    private async Task<ReportRun> MakeAsync(Staff by, ReportPeriod period, DateTime? asOf, bool isScheduled, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ReportExport, Operation.ReportMade, now, cancellationToken: cancellationToken);
        var content = await counter.CountAsync(period, Demand(asOf, now), progress, cancellationToken);
        var (text, digest) = KeptReport.Write(content);
        return await LookAgain.OnConflictAsync(async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            var previous = await db.ReportRuns.AsNoTracking().Where(r => r.Period == period.Code && r.AsOf <= content.AsOf).OrderByDescending(r => r.AsOf).ThenByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);
            var number = (await db.ReportRuns.MaxAsync(r => (int?)r.Number, cancellationToken) ?? 0) + 1;
            var run = ReportRun.New(Guid.CreateVersion7(now), number, content, digest, previous, by, now, isScheduled);
            db.AddRange(run, new ReportFigures { ReportRunId = run.ReportRunId, Text = text });
            db.Add(OperationLogEntry.For(by, now, Operation.ReportMade, subjectId: run.ReportRunId, detail: $"第{number}号 {Words(content)} 接種{run.Doses}件{(isScheduled ? " 定期" : "")}"));
            await db.SaveChangesAsync(cancellationToken);
            return run;
        });
    }

    private static string Words(ReportContent content) => $"{ReportPeriod.Parse(content.Period).Label} 時点 {Moments.ShowExact(content.AsOf)}";

    private async Task LogAsync(Staff by, Operation operation, Guid? runId, string detail, CancellationToken cancellationToken, OperationResult result = OperationResult.Done)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, Now, operation, subjectId: runId, detail: detail, result: result));
        await db.SaveChangesAsync(cancellationToken);
    }
}
