using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Verification;

/// <param name="Verdict">What was found.</param>
/// <param name="At">UTC; when the last row was read.</param>
/// <param name="IsLogged">Whether the log itself says so. A log that cannot be written is a finding, and no reason to hide the others.</param>
public sealed record LogVerification(LogVerdict Verdict, DateTime At, bool IsLogged);

/// <summary>検証 and its sheet.</summary>
public sealed class LogVerifyDesk(IDbContextFactory<PortalDb> dbFactory, LogReader reader, TimeProvider time)
{
    /// <summary>Reads the whole log and writes down what was found: result 失敗 when anything is wrong.</summary>
    public async Task<LogVerification> VerifyAsync(Staff by, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogVerified, Now(), cancellationToken: cancellationToken);
        var verdict = await reader.VerifyAsync(progress, cancellationToken);
        var at = Now();
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(
            by, at, Operation.LogVerified, detail: verdict.Words, result: verdict.IsWhole ? OperationResult.Done : OperationResult.Failed));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new(verdict, at, IsLogged: true);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or InvalidOperationException)
        {
            return new(verdict, at, IsLogged: false);
        }
    }

    /// <summary>検証票の印刷 — written down before the sheet goes to the printer.</summary>
    /// <returns>UTC; when.</returns>
    public async Task<DateTime> RecordPrintAsync(Staff by, long lastSequence)
    {
        var now = Now();
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogPrinted, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.LogPrinted, detail: $"検証票（末尾 {lastSequence:N0}番）"));
        await db.SaveChangesAsync();
        return now;
    }

    /// <summary>The last verification anybody made; null before the first.</summary>
    public async Task<OperationLogEntry?> LastAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await Verifications(db).FirstOrDefaultAsync(cancellationToken);
    }

    internal static IQueryable<OperationLogEntry> Verifications(PortalDb db) => db.OperationLog.AsNoTracking()
        .Where(e => e.Operation == Operation.LogVerified && e.Result != OperationResult.Denied)
        .OrderByDescending(e => e.At).ThenByDescending(e => e.Sequence);

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
