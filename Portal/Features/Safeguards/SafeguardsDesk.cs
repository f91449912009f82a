using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.OperationLog;
using Portal.Features.Safeguards.Proof;

namespace Portal.Features.Safeguards;

/// <summary>安全管理措置の状況 and 自己点検. The evidence is computed when it is looked at; nothing of it is kept.</summary>
public sealed class SafeguardsDesk(IDbContextFactory<PortalDb> dbFactory, Proofs proofs, TimeProvider time)
{
    public const int MaxOpen = 200;

    /// <summary>Every promise as it stands now.</summary>
    public async Task<Board> ShowAsync(Staff by, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.SafeguardsView, Operation.SafeguardsShown, Now, cancellationToken: cancellationToken);
        var board = await MakeAsync(cancellationToken);
        await LogAsync(by, Operation.SafeguardsShown, board.Summary, cancellationToken);
        return board;
    }

    /// <summary>One promise and its self-inspections. Null: no such promise.</summary>
    public async Task<OpenedPromise?> OpenAsync(Staff by, string key, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.SafeguardsView, Operation.SafeguardsShown, Now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (Promises.Find(key) is not { } promise)
        {
            db.Add(OperationLogEntry.For(by, Now, Operation.SafeguardsShown, detail: "該当なし", result: OperationResult.Failed));
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }

        var newest = (await InspectionProof.NewestAsync(db, cancellationToken)).GetValueOrDefault(promise.Key);
        var line = new BoardLine(promise, await EvidenceOfAsync(promise, cancellationToken), newest, time.Today());
        var history = await History(db, promise.Key).ToListAsync(cancellationToken);
        var open = promise.Open is { } records && by.May(Permission.LedgerView) ? await Open(records(db)).ToListAsync(cancellationToken) : null;
        await LogAsync(by, Operation.SafeguardsShown, $"{promise.Key} 自己点検{history.Count}件{(open is null ? "" : $" 該当者{open.Count}人")}", cancellationToken);
        return new OpenedPromise(line, history, open);
    }

    /// <summary>自己点検の記録 of one promise. Nothing is overwritten: a mistake is put right by another one.</summary>
    public async Task<SelfInspection> InspectAsync(Staff by, string key, DateOnly? on, InspectionResult result, string? note)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.SelfInspect, Operation.SelfInspected, now);
        var promise = Promises.Find(key) ?? throw new RuleException("この項目は一覧にありません。画面を開き直してください。");
        var inspection = SelfInspection.Record(by, promise.Key, on, result, note, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(inspection);
        db.Add(OperationLogEntry.For(by, now, Operation.SelfInspected, subjectId: inspection.SelfInspectionId, detail: $"{promise.Key} {result.Label()}"));
        await db.SaveChangesAsync();
        return inspection;
    }

    /// <summary>Writes down that the board is printed.</summary>
    /// <returns>UTC; stands on the paper.</returns>
    public async Task<DateTime> RecordPrintAsync(Staff by)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.SafeguardsView, Operation.SafeguardsExported, now);
        await LogAsync(by, Operation.SafeguardsExported, "印刷", CancellationToken.None);
        return now;
    }

    /// <summary>自己点検表: the board and every self-inspection as a workbook, logged before it is handed out.</summary>
    public async Task<(byte[] Content, string FileName)> ExportAsync(Staff by, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.SafeguardsView, Operation.SafeguardsExported, Now, cancellationToken: cancellationToken);
        var board = await MakeAsync(cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var history = await History(db, null).ToListAsync(cancellationToken);
        var content = InspectionWorkbook.Make(board, history, by.Name);
        await LogAsync(by, Operation.SafeguardsExported, board.Summary, cancellationToken);
        return (content, $"自己点検表_{JapanTime.DayOf(board.At):yyyyMMdd}.xlsx");
    }

    /// <param name="db">The ledger.</param>
    /// <param name="key">Of one promise; null for all.</param>
    public static IQueryable<SelfInspection> History(PortalDb db, string? key) => db.SelfInspections.AsNoTracking()
        .Where(i => key == null || i.Promise == key)
        .OrderByDescending(i => i.InspectedOn).ThenByDescending(i => i.EnteredAt).ThenBy(i => i.SelfInspectionId);

    /// <summary>As many as anybody works through before the next look.</summary>
    public static IQueryable<OpenRecord> Open(IQueryable<LedgerPerson> people) => people
        .OrderBy(p => p.ResidentNumberKey).ThenBy(p => p.LedgerPersonId).Take(MaxOpen).Select(p => new OpenRecord(p.LedgerPersonId, p.ResidentNumber));

    private DateTime Now => time.Utc();

    private async Task<Board> MakeAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var newest = await InspectionProof.NewestAsync(db, cancellationToken);
        var lines = new List<BoardLine>();
        foreach (var promise in Promises.All)
        {
            lines.Add(new BoardLine(promise, await EvidenceOfAsync(promise, cancellationToken), newest.GetValueOrDefault(promise.Key), time.Today()));
        }

        return new Board(lines, Now);
    }

    /// <summary>What cannot be computed is a finding of its own, and no reason to hide the others.</summary>
    private async Task<TodaysEvidence?> EvidenceOfAsync(Promise promise, CancellationToken cancellationToken)
    {
        try
        {
            return promise.Evidence is { } of ? await of(proofs, cancellationToken) : null;
        }
        catch (RuleException missing)
        {
            return TodaysEvidence.Broken(missing.Message);
        }
    }

    private async Task LogAsync(Staff by, Operation operation, string detail, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, Now, operation, detail: detail));
        await db.SaveChangesAsync(cancellationToken);
    }
}
