using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.DataQuality.Twins;

/// <summary>A page of the candidates with what stands around it.</summary>
/// <param name="Rows">The likelier first.</param>
/// <param name="Total">Of all pages.</param>
/// <param name="LastSought">UTC; null: never.</param>
/// <param name="Off">Why the rule is switched off; null while it is in use.</param>
public sealed record TwinPage(IReadOnlyList<TwinRow> Rows, int Total, DateTime? LastSought, SwitchedOffRule? Off);

/// <summary>What a search over all people found.</summary>
/// <param name="People">Compared.</param>
/// <param name="Pairs">Likely, whatever was decided on them.</param>
/// <param name="New">Of those, not known before.</param>
public sealed record TwinResult(int People, int Pairs, int New);

/// <summary>重複の候補 — the list, the search that fills it, and 「別人」.</summary>
public sealed class TwinDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int MaxAttempts = 3;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>One page; in the log before it is shown.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<TwinPage> ShowAsync(Staff by, TwinView view, int page = 1, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.TwinsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await TwinRows.Of(db, view).Skip((page - 1) * TwinRows.PageSize).Take(TwinRows.PageSize).ToListAsync(cancellationToken);
        var shown = new TwinPage(
            rows, await TwinRows.Pairs(db, view).CountAsync(cancellationToken),
            await db.OperationLog.Where(e => e.Operation == Operation.TwinsSought && e.Result == OperationResult.Done).MaxAsync(e => (DateTime?)e.At, cancellationToken),
            await TwinRows.OffAsync(db, cancellationToken));
        db.Add(OperationLogEntry.For(by, now, Operation.TwinsShown, detail: $"{view.Label()} {page}ページ {rows.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return shown;
    }

    /// <summary>What the list says of two people; null: not a candidate. No resident's record.</summary>
    public async Task<TwinPair?> FindAsync(Guid oneId, Guid twoId, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await TwinRows.On(db).AsNoTracking().SingleOrDefaultAsync(
            t => (t.FirstId == oneId && t.SecondId == twoId) || (t.FirstId == twoId && t.SecondId == oneId), cancellationToken);
    }

    /// <summary>How many wait for a decision, for those who decide; 0 for others.</summary>
    public async Task<int> CountAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.RecordMerge) && !by.May(Permission.RecordCorrect))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await TwinRows.Pairs(db, TwinView.Open).CountAsync(cancellationToken);
    }

    /// <summary>全員の照合: compares everybody with everybody likely, and brings the list up to it.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">The rule is switched off, or others went on changing the pairs.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the list is as it was.</exception>
    public async Task<TwinResult> SeekAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.TwinsSought, now, cancellationToken: cancellationToken);
        var people = await ReadAsync(cancellationToken);
        var found = await Task.Run(() => TwinSearch.Among(people, cancellationToken), cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteAsync(by, people.Count, found, now, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < MaxAttempts)
            {
                // Somebody has just decided on a pair, corrected one of the two, or sought as well: once more by what they left.
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new RuleException("照合の間に、ほかの職員が候補を何度も変更しました。一覧は前のままです。もう一度照合してください。");
            }
        }
    }

    /// <summary>「別人」 with a reason: the pair leaves the list until what made it changes.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">No reason, not on the list, or decided meanwhile.</exception>
    public Task JudgeAsync(Staff by, Guid twinPairId, Guid version, string? reason) => DecideAsync(by, twinPairId, version, (pair, now) => pair.Judge(by, reason, now));

    /// <summary>Takes 「別人」 back.</summary>
    public Task ReopenAsync(Staff by, Guid twinPairId, Guid version) => DecideAsync(by, twinPairId, version, (pair, _) => pair.Reopen());

    /// <summary>Writes down that the page is printed.</summary>
    /// <returns>UTC; stands on the paper.</returns>
    public async Task<DateTime> RecordPrintAsync(Staff by, TwinView view, int rows, string? purpose)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerPrint, Operation.TwinsPrinted, now);
        var stated = StatedPurpose.Demand("印刷の目的", purpose);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.TwinsPrinted, detail: $"{view.Label()} {rows}件", purpose: stated));
        await db.SaveChangesAsync();
        return now;
    }

    private async Task<List<TwinFacts>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        return await TwinRows.OffAsync(db, cancellationToken) is null
            ? await TwinReader.EverybodyAsync(db, cancellationToken)
            : throw new RuleException($"「{FindingRule.Twins.Label()}」の規則が止めてあります。点検の規則で戻してから照合してください。");
    }

    private async Task<TwinResult> WriteAsync(Staff by, int people, IReadOnlyList<TwinCandidate> found, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var (likely, added) = await TwinList.BringUpAsync(db, found, now, cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.TwinsSought, detail: $"{people}人 候補{likely}組 新しく{added}組"));
        await db.SaveChangesAsync(cancellationToken);
        return new(people, likely, added);
    }

    private async Task DecideAsync(Staff by, Guid twinPairId, Guid version, Action<TwinPair, DateTime> decide)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.TwinsJudged, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var pair = await db.TwinPairs.SingleOrDefaultAsync(t => t.TwinPairId == twinPairId);
        if (pair is null || pair.Version != version)
        {
            throw Changed();
        }

        decide(pair, now);
        var detail = pair.IsJudged ? TwinPair.Different : "候補に戻す";
        db.Add(OperationLogEntry.For(by, now, Operation.TwinsJudged, pair.FirstId, pair.SecondId, detail, pair.JudgedReason));
        db.Add(OperationLogEntry.For(by, now, Operation.TwinsJudged, pair.SecondId, pair.FirstId, detail, pair.JudgedReason));
        await SaveAsync(db);
    }

    private static async Task SaveAsync(PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Changed();
        }
    }

    private static RuleException Changed() => new("ほかの職員が同時に変更しました。画面を開き直してください。");
}
