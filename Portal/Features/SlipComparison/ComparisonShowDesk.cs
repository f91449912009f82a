using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.Accounts.Personnel;
using Portal.Features.OperationLog;

namespace Portal.Features.SlipComparison;

/// <summary>読み合わせる記録の表示 — one record after the other, each in the log before it is shown.</summary>
public sealed class ComparisonShowDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The next record to be compared behind a place in the binder, and from its beginning when there is none. Null: all are compared.</summary>
    /// <param name="by">Who looks.</param>
    /// <param name="comparisonId">Of which set.</param>
    /// <param name="after">Position of the record before; 0: from the beginning.</param>
    /// <exception cref="RuleException">It has ended.</exception>
    public async Task<ComparedRecord?> ShowNextAsync(Staff by, Guid comparisonId, int after)
    {
        await DemandAsync(by, comparisonId);
        return await LookAgain.OnConflictAsync(async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            var comparison = await OpenAsync(db, comparisonId);
            while (true)
            {
                var waiting = ComparisonSearch.Waiting(db, comparisonId);
                var next = await waiting.Where(l => l.Position > after).Select(l => (Guid?)l.ComparisonLineId).FirstOrDefaultAsync()
                    ?? await waiting.Select(l => (Guid?)l.ComparisonLineId).FirstOrDefaultAsync();
                if (next is null)
                {
                    return null;
                }

                var row = await ComparisonSearch.Texts(db, db.ComparisonLines.Where(l => l.ComparisonLineId == next)).SingleAsync();
                if (row.Status is RecordStatus.Active)
                {
                    return await ShowAsync(db, by, comparison, row);
                }

                var now = Now;
                row.Line.Withdraw(now);
                db.Add(OperationLogEntry.For(
                    by, now, Operation.ComparisonAnswered, row.LedgerPersonId, row.Line.ComparisonLineId, $"第{comparison.Number}回 {row.Line.Position}番 {ComparisonAnswer.Withdrawn.Label()}"));
                await db.SaveChangesAsync();
            }
        });
    }

    /// <summary>The record compared before a place in the binder. Null: there is none.</summary>
    public async Task<ComparedRecord?> ShowPreviousAsync(Staff by, Guid comparisonId, int before)
    {
        await DemandAsync(by, comparisonId);
        return await LookAgain.OnConflictAsync(async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            var comparison = await OpenAsync(db, comparisonId);
            var last = await db.ComparisonLines.Where(l => l.ComparisonId == comparisonId && l.Position < before && l.Answer != null && l.Answer != ComparisonAnswer.Withdrawn)
                .MaxAsync(l => (int?)l.Position);
            return last is null ? null : await ShowAsync(
                db, by, comparison, await ComparisonSearch.Texts(db, db.ComparisonLines.Where(l => l.ComparisonId == comparisonId && l.Position == last)).SingleAsync());
        });
    }

    /// <summary>One record, to be looked at or put right.</summary>
    public async Task<ComparedRecord> ShowAsync(Staff by, Guid lineId)
    {
        await DemandAsync(by, lineId);
        return await LookAgain.OnConflictAsync(async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            var row = await ComparisonSearch.Texts(db, db.ComparisonLines.Where(l => l.ComparisonLineId == lineId)).SingleOrDefaultAsync() ?? throw ComparisonDesk.Gone();
            return await ShowAsync(db, by, await OpenAsync(db, row.Line.ComparisonId), row);
        });
    }

    private Task DemandAsync(Staff by, Guid subjectId) =>
        dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonRecordShown, Now, subjectId: subjectId);

    private static async Task<Comparison> OpenAsync(PortalDb db, Guid comparisonId)
    {
        var comparison = await db.Comparisons.AsNoTracking().SingleOrDefaultAsync(c => c.ComparisonId == comparisonId) ?? throw ComparisonDesk.Gone();
        comparison.DemandOpen();
        return comparison;
    }

    /// <summary>Writes down the look; only then is the record handed out.</summary>
    private async Task<ComparedRecord> ShowAsync(PortalDb db, Staff by, Comparison comparison, ComparedTexts row)
    {
        var now = Now;
        row.Line.Show(now);
        db.Add(OperationLogEntry.For(by, now, Operation.ComparisonRecordShown, row.LedgerPersonId, row.Line.DoseId, $"第{comparison.Number}回 {row.Line.Position}番"));
        await db.SaveChangesAsync();
        return ComparedRecord.Of(row, comparison.Number, await db.PaperValues.AsNoTracking().Where(v => v.ComparisonLineId == row.Line.ComparisonLineId).ToListAsync());
    }
}
