using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality.Twins;
using Portal.Features.Ledger.AsOf;
using Portal.Features.OperationLog;

namespace Portal.Features.DataQuality;

/// <summary>A page of the list with what stands around it.</summary>
public sealed record FindingPage
{
    public required IReadOnlyList<FindingRow> Rows { get; init; }
    public required bool HasMore { get; init; }

    /// <summary>Of the part on screen, whatever rule is chosen.</summary>
    public required IReadOnlyList<RuleCount> Counts { get; init; }

    /// <summary>When the whole ledger was last checked, UTC; null: never.</summary>
    public required DateTime? LastChecked { get; init; }

    /// <summary>同一人物の疑い that wait for a decision, on a list of their own; of now, whatever is asked for.</summary>
    public required int TwinPairs { get; init; }

    public int Total => Counts.Sum(c => c.Count);
}

/// <summary>Somebody a finding can be given to.</summary>
public sealed record Colleague(Guid StaffMemberId, string Name);

/// <summary>点検 — the list, whose each finding is, and what became of it.</summary>
public sealed partial class FindingDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>One page; in the log before it is shown.</summary>
    /// <param name="by">Who looks.</param>
    /// <param name="question">What is asked for.</param>
    /// <param name="after">The last finding of the page before.</param>
    /// <param name="cancellationToken">The page left.</param>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<FindingPage> ShowAsync(Staff by, FindingQuestion question, Guid? after = null, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.FindingsShown, now, cancellationToken: cancellationToken);
        AsOfDesk.DemandPast(question.At ?? now, now);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var last = await db.FindingRecords.Where(f => f.FindingRecordId == after).Select(f => new { f.FoundAt, f.FindingRecordId }).SingleOrDefaultAsync(cancellationToken);
        var rows = await FindingSearch.Rows(db, question, by, last is null ? null : (last.FoundAt, last.FindingRecordId)).ToListAsync(cancellationToken);
        var page = new FindingPage
        {
            Rows = [.. rows.Take(FindingSearch.PageSize)],
            HasMore = rows.Count > FindingSearch.PageSize,
            Counts = await FindingSearch.Counts(FindingSearch.Part(db, question, by)).ToListAsync(cancellationToken),
            TwinPairs = await TwinRows.Pairs(db, TwinView.Open).CountAsync(cancellationToken),
            LastChecked = await db.OperationLog.Where(e => e.Operation == Operation.LedgerChecked && e.Result == OperationResult.Done && !e.Detail!.StartsWith(LedgerCheck.Began)).MaxAsync(e => (DateTime?)e.At, cancellationToken),
        };
        db.Add(OperationLogEntry.For(by, now, Operation.FindingsShown, detail: $"{Words(question)} {page.Rows.Count}件{(page.HasMore ? "（続きあり）" : "")}"));
        await db.SaveChangesAsync(cancellationToken);
        return page;
    }

    /// <summary>What is left, for those who correct; 0 for others.</summary>
    public async Task<int> CountAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.RecordCorrect))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await FindingSearch.Left(db).CountAsync(cancellationToken);
    }

    /// <summary>What is one's own to deal with.</summary>
    public async Task<int> CountMineAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.RecordCorrect))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await FindingSearch.Mine(db, by.PersonKey).CountAsync(cancellationToken);
    }

    /// <summary>Staff with an ID in use, to give findings to. Writes only a denial.</summary>
    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(Staff by, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.FindingAssigned, Now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return [.. (await Holders(db).ToListAsync(cancellationToken))
            .Where(h => RolePermissions.Of(h.Roles).Contains(Permission.RecordCorrect)).Select(h => h.Colleague).DistinctBy(c => c.StaffMemberId)];
    }

    /// <summary>担当を決める: oneself, or a colleague.</summary>
    /// <param name="by">Who decides.</param>
    /// <param name="seen">The findings, and the version of each on the screen.</param>
    /// <param name="colleague">Null: oneself.</param>
    public async Task AssignAsync(Staff by, IReadOnlyDictionary<Guid, Guid> seen, Guid? colleague)
    {
        var (key, name) = (by.PersonKey, by.Name);
        if (colleague is { } id && id != by.StaffMemberId)
        {
            var found = (await ColleaguesAsync(by)).FirstOrDefault(c => c.StaffMemberId == id) ?? throw new RuleException("この職員は訂正の権限を持つIDを使っていません。別の職員を選んでください。");
            (key, name) = (found.StaffMemberId.ToString("N"), found.Name);
        }

        await ChangeAsync(by, Operation.FindingAssigned, seen, null, (record, _) => record.Assign(key, name), name);
    }

    /// <summary>却下 of one or several.</summary>
    public Task DismissAsync(Staff by, IReadOnlyDictionary<Guid, Guid> seen, string? reason) =>
        ChangeAsync(by, Operation.FindingDismissed, seen, reason, (record, now) => record.Dismiss(by, reason, now));

    /// <summary>未対応に戻す.</summary>
    public Task ReopenAsync(Staff by, IReadOnlyDictionary<Guid, Guid> seen) =>
        ChangeAsync(by, Operation.FindingReopened, seen, null, (record, now) => record.Reopen(now));

    /// <summary>Writes down that the page is printed.</summary>
    /// <returns>UTC; stands on the paper.</returns>
    public async Task<DateTime> RecordPrintAsync(Staff by, FindingQuestion question, int rows, Guid? after, string? purpose)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerPrint, Operation.FindingsPrinted, now);
        var stated = StatedPurpose.Demand("印刷の目的", purpose);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.FindingsPrinted, subjectId: after, detail: $"{Words(question)} {rows}件", purpose: stated));
        await db.SaveChangesAsync();
        return now;
    }

    private async Task ChangeAsync(Staff by, Operation operation, IReadOnlyDictionary<Guid, Guid> seen, string? purpose, Action<FindingRecord, DateTime> change, string? detail = null)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, operation, now);
        if (seen.Count == 0)
        {
            throw new RuleException("所見を選んでください。");
        }

        var ids = seen.Keys.ToList();
        await using var db = await dbFactory.CreateDbContextAsync();
        var records = await db.FindingRecords.Where(f => EF.Parameter(ids).Contains(f.FindingRecordId)).OrderBy(f => f.FindingRecordId).ToListAsync();
        if (records.Count != seen.Count || records.Exists(f => f.Version != seen[f.FindingRecordId]))
        {
            throw Changed();
        }

        foreach (var record in records)
        {
            change(record, now);
            db.Add(OperationLogEntry.For(
                by, now, operation, record.LedgerPersonId, record.FindingRecordId, $"{record.Rule.Label()} {detail}".TrimEnd(), purpose is null ? null : record.Reason));
        }

        await SaveAsync(db);
    }

    private static IQueryable<Holder> Holders(PortalDb db) =>
        from a in db.Accounts.AsNoTracking()
        join s in db.StaffMembers on a.StaffMemberId equals s.StaffMemberId
        where a.State == AccountState.Active
        orderby s.Kana, s.StaffMemberId
        select new Holder(new Colleague(s.StaffMemberId, s.Name), a.Roles);

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

    private static string Words(FindingQuestion question) =>
        string.Join(' ', new[] { question.At is { } at ? $"時点 {Moments.ShowExact(at)}" : question.View.Label(), question.Rule?.Label(), question.Source?.ToString() }.OfType<string>());

    private sealed record Holder(Colleague Colleague, IReadOnlyList<Role> Roles);
}
