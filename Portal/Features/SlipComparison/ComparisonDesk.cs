using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.Accounts.Personnel;
using Portal.Features.OperationLog;

namespace Portal.Features.SlipComparison;

/// <summary>A comparison as the full screen begins with it: no resident's value.</summary>
public sealed record OpenComparison(Comparison Comparison, ComparisonTally Tally);

/// <summary>How an answer was taken.</summary>
public enum AnswerOutcome
{
    Saved,

    /// <summary>Saved for what was on the screen; the record has changed since and comes back.</summary>
    RecordChanged,

    /// <summary>Not saved: another screen has said something else of this record meanwhile.</summary>
    Overtaken,
}

/// <param name="Outcome">Saved or not.</param>
/// <param name="Tally">After it.</param>
/// <param name="Other">Who was faster, and with what answer.</param>
public sealed record AnswerResult(AnswerOutcome Outcome, ComparisonTally Tally, string? Other = null);

/// <summary>読み合わせの画面 — who sits at it, and what they say of each record: saved at once.</summary>
public sealed class ComparisonDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Head and counts of a comparison. Null: no such comparison.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<OpenComparison?> OpenAsync(Staff by, Guid comparisonId)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonShown, now, subjectId: comparisonId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.Comparisons.AsNoTracking().SingleOrDefaultAsync(c => c.ComparisonId == comparisonId) is not { } comparison)
        {
            await dbFactory.LogMissingAsync(by, Operation.ComparisonShown, comparisonId, now);
            return null;
        }

        db.Add(OperationLogEntry.For(by, now, Operation.ComparisonShown, subjectId: comparisonId, detail: $"第{comparison.Number}回 読み合わせの画面"));
        await db.SaveChangesAsync();
        return new(comparison, await TallyAsync(db, comparisonId));
    }

    /// <summary>再開・交代: this pair goes on.</summary>
    /// <exception cref="RuleException">It has ended, or one person is both.</exception>
    public async Task<Comparison> SitDownAsync(Staff by, Guid comparisonId, Guid readerId)
    {
        await dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonResumed, Now, subjectId: comparisonId);
        return await LookAgain.OnConflictAsync(async () =>
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync();
            var comparison = await db.Comparisons.SingleOrDefaultAsync(c => c.ComparisonId == comparisonId) ?? throw Gone();
            comparison.SitDown(by, await ComparisonStartDesk.ReaderAsync(db, readerId, JapanTime.DayOf(now)));
            db.Add(OperationLogEntry.For(by, now, Operation.ComparisonResumed, subjectId: comparisonId, detail: $"第{comparison.Number}回 読み手 {comparison.ReaderName}"));
            await db.SaveChangesAsync();
            return comparison;
        });
    }

    /// <summary>判定, saved at once.</summary>
    /// <param name="by">At the screen.</param>
    /// <param name="readerId">Reads the paper.</param>
    /// <param name="shown">What was on the screen.</param>
    /// <param name="given">What the two say of it.</param>
    /// <exception cref="RuleException">Not shown, signed off, or a difference that has been corrected.</exception>
    public async Task<AnswerResult> AnswerAsync(Staff by, Guid readerId, ShownRecord shown, GivenAnswer given)
    {
        await dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonAnswered, Now, subjectId: shown.ComparisonLineId);
        return await LookAgain.OnConflictAsync(async () =>
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync();
            var reader = await ComparisonStartDesk.ReaderAsync(db, readerId, JapanTime.DayOf(now));
            await using var turn = await db.Database.BeginTransactionAsync();
            var comparison = await db.TakeTurnAtAsync(shown.ComparisonLineId) ?? throw Gone();
            comparison.DemandOpen();
            var row = await ComparisonSearch.Texts(db, db.ComparisonLines.Where(l => l.ComparisonLineId == shown.ComparisonLineId)).SingleAsync();
            var line = row.Line;
            if (line.Version != shown.LineVersion)
            {
                // The same said twice is one answer; anything else has to be told.
                var same = !line.Waits && line.Says(given);
                return new(same ? AnswerOutcome.Saved : AnswerOutcome.Overtaken, await TallyAsync(db, line.ComparisonId), same ? null : $"{line.AnsweredByName}さんが先に「{line.Answer?.Label()}」");
            }

            if (line is { Answer: ComparisonAnswer.Differs } && !line.Says(given) && (await Outcomes.OfAsync(db, [row]))[line.ComparisonLineId].Whole is DifferenceOutcome.Corrected or DifferenceOutcome.Requested)
            {
                throw new RuleException("この記録の違いはもう訂正されているため、判定は変えられません。↓で次に進んでください。");
            }

            if (!line.Take(by, reader, given, shown, row.DoseVersion, row.PersonVersion, now))
            {
                return new(AnswerOutcome.Saved, await TallyAsync(db, line.ComparisonId));
            }

            await db.PaperValues.Where(v => v.ComparisonLineId == line.ComparisonLineId).ExecuteDeleteAsync();
            var digits = string.Join('・', line.Items.Select(i => i.Label()));
            db.Add(OperationLogEntry.For(
                by, now, Operation.ComparisonAnswered, row.LedgerPersonId, line.ComparisonLineId,
                $"第{comparison.Number}回 {line.Position}番 {given.Answer.Label()} {digits}{(line.Waits ? " 表示後に記録が変わったため再度" : "")} 読み手 {reader.Name}"));
            await db.SaveChangesAsync();
            var result = new AnswerResult(line.Waits ? AnswerOutcome.RecordChanged : AnswerOutcome.Saved, await TallyAsync(db, line.ComparisonId));
            await turn.CommitAsync();
            return result;
        });
    }

    internal static async Task<ComparisonTally> TallyAsync(PortalDb db, Guid comparisonId)
    {
        Guid[] only = [comparisonId];
        return ComparisonTally.Of((await ComparisonSearch.Counts(db, only).ToListAsync()).Select(c => (c.Waits, c.Answer, c.Count)));
    }

    internal static RuleException Gone() => new("この読み合わせは見つかりません。一覧を開き直してください。");
}
