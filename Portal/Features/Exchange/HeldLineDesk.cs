using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange;

/// <summary>保留行 — staff choose whose a held line is, or set it aside.</summary>
public sealed class HeldLineDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const string Gone = "他の職員が先に処理しました。画面を読み込み直してください。";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>How many lines wait for a person to be chosen; 0 for those who choose none.</summary>
    public async Task<int> CountWaitingAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.ImportRun))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await db.HeldLines.CountAsync(l => l.State == HeldLineState.Waiting, cancellationToken);
    }

    /// <summary>The waiting lines of an import with those they may be about; looking is logged before anything is shown.</summary>
    public async Task<List<HeldRow>> ShowAsync(ImportRun run, int page, Staff by, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ImportRun, Operation.HeldLinesShown, Now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await HeldLineList.LoadAsync(db, run, page, cancellationToken);
        if (rows.Count > 0)
        {
            db.Add(OperationLogEntry.For(by, Now, Operation.HeldLinesShown, subjectId: run.ImportRunId, detail: $"取込 {run.Number}: {rows.Count}行"));
            await db.SaveChangesAsync(cancellationToken);
        }

        return rows;
    }

    /// <summary>The person with the 宛名番号 staff typed, for a line whose candidates do not have the right one.</summary>
    public async Task<List<Candidate>> FindAsync(string? number, Staff by, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ImportRun, Operation.HeldLinesShown, Now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var found = await HeldLineList.ByNumberAsync(db, Fold.Digits(number), cancellationToken);
        foreach (var person in found)
        {
            db.Add(OperationLogEntry.For(by, Now, Operation.HeldLinesShown, person.LedgerPersonId, detail: "宛名番号による候補"));
        }

        await db.SaveChangesAsync(cancellationToken);
        return found;
    }

    /// <summary>照合 — takes the line into the ledger for the person chosen; its values win over corrections made by hand, since staff have looked.</summary>
    /// <param name="heldLineId">The line.</param>
    /// <param name="personId">The person chosen; null registers a 宛名 line as a new person.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="RuleException">Decided already, the import is undone, or the line cannot be this person's.</exception>
    public async Task MatchAsync(Guid heldLineId, Guid? personId, Staff by, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ImportRun, Operation.HeldLineMatched, Now, personId, cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        await db.Database.BeginTransactionAsync(cancellationToken);
        var (held, kind) = await LoadAsync(db, heldLineId, cancellationToken);
        var (layout, line) = HeldLineText.Read(held, kind);
        await DemandPersonAsync(db, personId, line, cancellationToken);

        var context = new ImportContext { ImportRunId = held.ImportRunId, Layout = layout, Now = Now, Choice = new(personId) };
        var plan = await LineMatcher.For(db, context).PlanAsync([line], cancellationToken);
        if (plan.Held.Count > 0)
        {
            throw new RuleException(plan.Held[0].Reason);
        }

        try
        {
            await new ImportWriter(db, held.ImportRunId, by, context.Now).WriteAsync(plan, cancellationToken);
            held.MatchedPersonId = personId ?? plan.People.FirstOrDefault()?.LedgerPersonId;
            await DecideAsync(db, held, HeldLineState.Matched, Operation.HeldLineMatched, by, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException(Gone);
        }

        await db.Database.CommitTransactionAsync(cancellationToken);
    }

    /// <summary>除外 — sets the line aside; the ledger stays as it is.</summary>
    /// <exception cref="RuleException">Decided already, or the import is undone.</exception>
    public async Task DismissAsync(Guid heldLineId, Staff by, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ImportRun, Operation.HeldLineDismissed, Now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var (held, _) = await LoadAsync(db, heldLineId, cancellationToken);
        try
        {
            await DecideAsync(db, held, HeldLineState.Dismissed, Operation.HeldLineDismissed, by, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException(Gone);
        }
    }

    private static async Task<(HeldLine Held, ImportKind Kind)> LoadAsync(PortalDb db, Guid heldLineId, CancellationToken cancellationToken)
    {
        var held = await db.HeldLines.AsNoTracking().SingleOrDefaultAsync(l => l.HeldLineId == heldLineId, cancellationToken) ?? throw new RuleException(Gone);
        var run = await db.ImportRuns.AsNoTracking().SingleAsync(r => r.ImportRunId == held.ImportRunId, cancellationToken);
        return held.State != HeldLineState.Waiting || run.State != ImportState.Applied ? throw new RuleException(Gone) : (held, run.Kind);
    }

    private static async Task DemandPersonAsync(PortalDb db, Guid? personId, ImportLine line, CancellationToken cancellationToken)
    {
        if (personId is null && line is not ResidentLine)
        {
            throw new RuleException("照合する人を選んでください。");
        }

        if (personId is { } id && !await db.People.AnyAsync(p => p.LedgerPersonId == id && p.Status == RecordStatus.Active && p.MergedIntoId == null, cancellationToken))
        {
            throw new RuleException("選んだ人は台帳で有効ではありません。別の人を選んでください。");
        }

        // A number belongs to one person; 0001 and 1 are not the same text, and the ledger would hold both.
        if (line is ResidentLine { ResidentNumber: var number } && await db.People.AnyAsync(
            p => p.ResidentNumberKey == SearchKeys.Number(number) && p.Status == RecordStatus.Active && p.LedgerPersonId != personId, cancellationToken))
        {
            throw new RuleException("この宛名番号は別の人が使っています。その人を選ぶか、この行を除外してください。");
        }
    }

    private async Task DecideAsync(PortalDb db, HeldLine held, HeldLineState state, Operation operation, Staff by, CancellationToken cancellationToken)
    {
        db.Attach(held);
        (held.State, held.DecidedBy, held.DecidedAt, held.Version) = (state, by.PersonKey, Now, Guid.CreateVersion7());
        // Attached after its decision was set, the choice of person is not yet marked as changed.
        db.Entry(held).Property(l => l.MatchedPersonId).IsModified = true;
        db.Add(OperationLogEntry.For(by, Now, operation, held.MatchedPersonId, held.HeldLineId, $"{held.LineNumber}行目"));
        await db.SaveChangesAsync(cancellationToken);
    }
}
