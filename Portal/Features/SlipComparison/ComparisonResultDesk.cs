using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.OperationLog;

namespace Portal.Features.SlipComparison;

/// <summary>One line of the list of comparisons.</summary>
public sealed record ComparisonRow(Comparison Comparison, ComparisonTally Tally);

/// <summary>A record that differs or has no slip, on the result sheet.</summary>
/// <param name="Row">The record.</param>
/// <param name="Outcome">What became of its difference; null for a missing slip.</param>
/// <param name="IsNoted">The slip's value is written down for later.</param>
public sealed record FoundLine(ComparedTexts Row, LineOutcome? Outcome, bool IsNoted);

/// <summary>結果表 — what a comparison found.</summary>
public sealed record ComparisonResult
{
    public required Comparison Comparison { get; init; }
    public required ComparisonTally Tally { get; init; }

    /// <summary>How many records differ in each item.</summary>
    public required IReadOnlyDictionary<ComparedItem, int> Items { get; init; }

    /// <summary>Who was at the screen and who read: with how many records.</summary>
    public required IReadOnlyList<(string Screen, string Reader, int Count)> Pairs { get; init; }

    /// <summary>The first of those that differ or have no slip.</summary>
    public required IReadOnlyList<FoundLine> Found { get; init; }

    /// <summary>Differences by what became of them.</summary>
    public required IReadOnlyDictionary<DifferenceOutcome, int> Outcomes { get; init; }

    /// <summary>Others drawn by the same number from the same binder.</summary>
    public required IReadOnlyList<SameDraw> SameDraws { get; init; }

    public ErrorRate Rate => Tally.RateOf(Comparison);

    public bool IsDone => Tally.Waiting == 0;
}

/// <summary>読み合わせの結果 — the list, the result sheet, its print and its end.</summary>
public sealed class ComparisonResultDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>Beyond these a sheet names none: so many differences are not a matter of single slips.</summary>
    public const int MaxFound = 500;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<IReadOnlyList<ComparisonRow>> ListAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.SlipCompare, Operation.ComparisonsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var comparisons = await ComparisonSearch.Rows(db).ToListAsync(cancellationToken);
        var counts = (await ComparisonSearch.Counts(db, [.. comparisons.Select(c => c.ComparisonId)]).ToListAsync(cancellationToken)).ToLookup(c => c.ComparisonId);
        db.Add(OperationLogEntry.For(by, now, Operation.ComparisonsShown, detail: $"{comparisons.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return [.. comparisons.Select(c => new ComparisonRow(c, ComparisonTally.Of(counts[c.ComparisonId].Select(g => (g.Waits, g.Answer, g.Count)))))];
    }

    /// <summary>Comparisons that wait for their sign-off; 0 for those who sign none.</summary>
    public async Task<int> CountAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.ComparisonSignOff))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await db.Comparisons.CountAsync(
            c => c.SignedOffAt == null && c.DiscardedAt == null && !db.ComparisonLines.Any(l => l.ComparisonId == c.ComparisonId && l.Waits), cancellationToken);
    }

    /// <summary>The result sheet, in the log before it is shown. Null: no such comparison.</summary>
    public async Task<ComparisonResult?> OpenAsync(Staff by, Guid comparisonId)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonShown, now, subjectId: comparisonId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.Comparisons.AsNoTracking().SingleOrDefaultAsync(c => c.ComparisonId == comparisonId) is not { } comparison)
        {
            await dbFactory.LogMissingAsync(by, Operation.ComparisonShown, comparisonId, now);
            return null;
        }

        var result = await ResultAsync(db, comparison);
        db.Add(OperationLogEntry.For(by, now, Operation.ComparisonShown, subjectId: comparisonId, detail: $"第{comparison.Number}回 違い・紙なし{result.Found.Count}件"));
        await db.SaveChangesAsync();
        return result;
    }

    /// <summary>確定, by somebody who took no part in it.</summary>
    /// <param name="by">Who signs.</param>
    /// <param name="comparisonId">What.</param>
    /// <param name="note">所見.</param>
    /// <param name="seen">Version of the comparison on the screen: what is signed is what was read.</param>
    public async Task SignOffAsync(Staff by, Guid comparisonId, string? note, Guid seen)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.ComparisonSignOff, Operation.ComparisonSignedOff, now, subjectId: comparisonId);
        await using var db = await dbFactory.CreateDbContextAsync();
        await using var turn = await db.Database.BeginTransactionAsync();
        var comparison = await db.Comparisons.SingleOrDefaultAsync(c => c.ComparisonId == comparisonId) ?? throw ComparisonDesk.Gone();
        if (comparison.IsOpen && comparison.Version != seen)
        {
            throw new RuleException("画面を開いた後に、判定か違いの処理が変わりました。画面を開き直して、確かめてから確定してください。");
        }

        var lines = await db.ComparisonLines.Where(l => l.ComparisonId == comparisonId).OrderBy(l => l.Position).ToListAsync();
        var outcomes = (await OutcomesAsync(db, comparisonId)).ToDictionary(o => o.Key, o => o.Value.Whole);
        comparison.SignOff(by, lines, outcomes, note, now);
        await DeleteNotesAsync(db, comparisonId);
        db.Add(OperationLogEntry.For(
            by, now, Operation.ComparisonSignedOff, subjectId: comparisonId,
            detail: $"第{comparison.Number}回 一致{lines.Count(l => l.Answer is ComparisonAnswer.Agrees)} 違い{outcomes.Count} 紙なし{lines.Count(l => l.Answer is ComparisonAnswer.Missing)}"));
        await SaveAsync(db);
        await turn.CommitAsync();
    }

    /// <summary>取りやめ, with a reason; what was noted of slips is deleted.</summary>
    public async Task DiscardAsync(Staff by, Guid comparisonId, string? reason)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonDiscarded, now, subjectId: comparisonId);
        await using var db = await dbFactory.CreateDbContextAsync();
        await using var turn = await db.Database.BeginTransactionAsync();
        var comparison = await db.Comparisons.SingleOrDefaultAsync(c => c.ComparisonId == comparisonId) ?? throw ComparisonDesk.Gone();
        comparison.Discard(by, reason, now);
        await DeleteNotesAsync(db, comparisonId);
        db.Add(OperationLogEntry.For(by, now, Operation.ComparisonDiscarded, subjectId: comparisonId, detail: $"第{comparison.Number}回", purpose: comparison.DiscardReason));
        await SaveAsync(db);
        await turn.CommitAsync();
    }

    /// <summary>Writes down that the result sheet is printed.</summary>
    /// <returns>UTC; stands on the paper.</returns>
    public async Task<DateTime> RecordPrintAsync(Staff by, Guid comparisonId, string? purpose)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.LedgerPrint, Operation.ComparisonPrinted, now, subjectId: comparisonId);
        var stated = StatedPurpose.Demand("印刷の目的", purpose);
        await using var db = await dbFactory.CreateDbContextAsync();
        var found = await db.ComparisonLines.CountAsync(l => l.ComparisonId == comparisonId && !l.Waits && (l.Answer == ComparisonAnswer.Differs || l.Answer == ComparisonAnswer.Missing));
        db.Add(OperationLogEntry.For(by, now, Operation.ComparisonPrinted, subjectId: comparisonId, detail: $"違い・紙なし{Math.Min(found, MaxFound)}件", purpose: stated));
        await db.SaveChangesAsync();
        return now;
    }

    private static async Task<ComparisonResult> ResultAsync(PortalDb db, Comparison comparison)
    {
        var id = comparison.ComparisonId;
        var outcomes = await OutcomesAsync(db, id);
        var found = await ComparisonSearch.Texts(db, Found(db, id)).Take(MaxFound).AsNoTracking().ToListAsync();
        var noted = (await db.PaperValues.Where(v => db.ComparisonLines.Any(l => l.ComparisonLineId == v.ComparisonLineId && l.ComparisonId == id))
            .Select(v => v.ComparisonLineId).Distinct().ToListAsync()).ToHashSet();
        var names = await db.ComparisonLines.Where(l => l.ComparisonId == id && !l.Waits && l.Answer == ComparisonAnswer.Differs).Select(l => l.ItemNames).ToListAsync();
        var pairs = await db.ComparisonLines.Where(l => l.ComparisonId == id && l.AnsweredByName != null)
            .GroupBy(l => new { l.AnsweredByName, l.ReaderName }).Select(g => new { g.Key.AnsweredByName, g.Key.ReaderName, Count = g.Count() })
            .OrderByDescending(g => g.Count).ThenBy(g => g.AnsweredByName).ThenBy(g => g.ReaderName).ToListAsync();
        return new()
        {
            Comparison = comparison,
            Tally = await ComparisonDesk.TallyAsync(db, id),
            Items = names.SelectMany(n => n.Split(',')).GroupBy(n => Enum.Parse<ComparedItem>(n)).ToDictionary(g => g.Key, g => g.Count()),
            Pairs = [.. pairs.Select(p => (p.AnsweredByName!, p.ReaderName ?? "", p.Count))],
            Found = [.. found.Select(row => new FoundLine(row, outcomes.GetValueOrDefault(row.Line.ComparisonLineId), noted.Contains(row.Line.ComparisonLineId)))],
            SameDraws = comparison.IsSample ? await ComparisonSearch.SameDraws(db, comparison).ToListAsync() : [],
            Outcomes = outcomes.Values.GroupBy(o => o.Whole).ToDictionary(g => g.Key, g => g.Count()),
        };
    }

    private static IQueryable<ComparisonLine> Found(PortalDb db, Guid comparisonId) => db.ComparisonLines
        .Where(l => l.ComparisonId == comparisonId && !l.Waits && (l.Answer == ComparisonAnswer.Differs || l.Answer == ComparisonAnswer.Missing));

    private static async Task<IReadOnlyDictionary<Guid, LineOutcome>> OutcomesAsync(PortalDb db, Guid comparisonId) =>
        await Outcomes.OfAsync(db, await ComparisonSearch.Texts(db, Found(db, comparisonId).Where(l => l.Answer == ComparisonAnswer.Differs)).AsNoTracking().ToListAsync());

    private static Task<int> DeleteNotesAsync(PortalDb db, Guid comparisonId) =>
        db.PaperValues.Where(v => db.ComparisonLines.Any(l => l.ComparisonLineId == v.ComparisonLineId && l.ComparisonId == comparisonId)).ExecuteDeleteAsync();

    private static async Task SaveAsync(PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException("ほかの職員が同時に変更しました。画面を開き直してください。");
        }
    }
}
