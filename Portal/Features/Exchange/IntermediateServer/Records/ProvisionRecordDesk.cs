using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Records;

/// <summary>Which records.</summary>
/// <param name="PersonId">About whom; null for everybody.</param>
/// <param name="From">Japan's first day.</param>
/// <param name="Until">Japan's last day.</param>
/// <param name="OnlyDue">期限を過ぎたもの.</param>
public sealed record ProvisionRecordQuestion(Guid? PersonId = null, DateOnly? From = null, DateOnly? Until = null, bool OnlyDue = false);

/// <summary>情報提供等の記録 — found by person or period, and printed for a disclosure request; each in the log.</summary>
public sealed class ProvisionRecordDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int ShownMost = 500;

    /// <exception cref="RuleException">The period cannot be.</exception>
    public async Task<ProvisionRecordList> FindAsync(Staff by, ProvisionRecordQuestion question, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ProvisionRecordView, Operation.ProvisionRecordsShown, now, question.PersonId, ct);
        if (question.From > question.Until)
        {
            throw new RuleException("期間の終わりは、始まりの日以後の日付を入力してください。");
        }

        var today = JapanTime.DayOf(now);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var rows = await Rows(db, question, today).Take(ShownMost + 1).ToListAsync(ct);
        var list = new ProvisionRecordList
        {
            Rows = [.. rows.Take(ShownMost)],
            HasMore = rows.Count > ShownMost,
            Due = await db.ProvisionRecords.CountAsync(r => r.KeptUntil < today, ct),
            Name = question.PersonId is { } id ? await db.People.Where(p => p.LedgerPersonId == id).Select(p => p.Name).SingleOrDefaultAsync(ct) : null,
            At = now,
        };
        db.Add(OperationLogEntry.For(by, now, Operation.ProvisionRecordsShown, question.PersonId, detail: Words(question, list.Rows.Count)));
        await db.SaveChangesAsync(ct);
        return list;
    }

    /// <summary>Newest first.</summary>
    internal static IQueryable<ProvisionRecordRow> Rows(PortalDb db, ProvisionRecordQuestion question, DateOnly today)
    {
        var records = db.ProvisionRecords.AsNoTracking();
        if (question.PersonId is { } id)
        {
            // Who was merged into this person was asked about under the number of before.
            records = records.Where(r => r.LedgerPersonId == id || db.People.Any(p => p.LedgerPersonId == r.LedgerPersonId && p.MergedIntoId == id));
        }

        if (question.From is { } from)
        {
            var first = JapanTime.ToUtc(from.ToDateTime(TimeOnly.MinValue));
            records = records.Where(r => r.At >= first);
        }

        if (question.Until is { } until)
        {
            var end = JapanTime.ToUtc(until.AddDays(1).ToDateTime(TimeOnly.MinValue));
            records = records.Where(r => r.At < end);
        }

        records = question.OnlyDue ? records.Where(r => r.KeptUntil < today) : records;
        return from r in records
               join p in db.People.AsNoTracking() on r.LedgerPersonId equals (Guid?)p.LedgerPersonId into people
               from p in people.DefaultIfEmpty()
               orderby r.At descending, r.ProvisionRecordId
               select new ProvisionRecordRow(r, p == null ? null : p.Name, p == null ? null : p.ResidentNumber);
    }

    /// <summary>The list as it is on screen is about to be printed.</summary>
    /// <returns>When it was recorded, UTC.</returns>
    /// <exception cref="RuleException">No purpose.</exception>
    public async Task<DateTime> PrintAsync(Staff by, ProvisionRecordQuestion question, int count, string? purpose)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ProvisionRecordView, Operation.ProvisionRecordsPrinted, now, question.PersonId);
        var stated = StatedPurpose.Demand("印刷の目的", purpose);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.ProvisionRecordsPrinted, question.PersonId, purpose: stated, detail: Words(question, count)));
        await db.SaveChangesAsync();
        return now;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static string Words(ProvisionRecordQuestion question, int count) =>
        $"{(question.OnlyDue ? "期限を過ぎたもの " : "")}{question.From:yyyy-MM-dd}～{question.Until:yyyy-MM-dd} {count}件";
}

/// <summary>Name and number are null where nobody in the ledger was asked about.</summary>
public sealed record ProvisionRecordRow(ProvisionRecord Record, string? Name, string? ResidentNumber);

public sealed record ProvisionRecordList
{
    public required IReadOnlyList<ProvisionRecordRow> Rows { get; init; }
    public required bool HasMore { get; init; }

    /// <summary>All of those past their seven years.</summary>
    public required int Due { get; init; }

    /// <summary>Whose, where one person is asked about.</summary>
    public string? Name { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}
