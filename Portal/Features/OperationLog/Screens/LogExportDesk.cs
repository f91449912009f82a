using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Media;

namespace Portal.Features.OperationLog.Screens;

/// <summary>操作ログの出力 — under the rules for media: a purpose and an approved use of a medium first, the log next, the file last.</summary>
public sealed class LogExportDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>Whether an order can be filled, and with how many rows. Writes only a denial.</summary>
    /// <exception cref="Domain.Corrections.FieldProblemsException">The purpose is missing, or the use of the medium is not approved for this person or for so much.</exception>
    /// <exception cref="RuleException">Nothing, or too much.</exception>
    public async Task<(LogExportOrder Order, int Count)> CheckAsync(Staff by, LogExportOrder asked, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.LogExport, Operation.LogExported, Now, cancellationToken: cancellationToken);
        var order = asked.Demand();
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var count = await (await RowsAsync(db, order, cancellationToken)).Rows.Take(LogExportOrder.MaxRows + 1).CountAsync(cancellationToken);
        await MediumExportDesk.CheckAsync(db, by, order.MediumUseId, Bounded(count), nameof(order.MediumUseId), Now, cancellationToken);
        return (order, count);
    }

    /// <summary>The workbook, encrypted. The log and the register of media have it, with its count, before anybody else does.</summary>
    /// <param name="by">Who takes it away.</param>
    /// <param name="asked">What.</param>
    /// <param name="passphrase">Opens it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<EncryptedFile> MakeAsync(Staff by, LogExportOrder asked, Passphrase passphrase, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LogExport, Operation.LogExported, now, cancellationToken: cancellationToken);
        return await dbFactory.LogRefusalAsync(
            by, Operation.LogExported, now, personId: null, asked.MediumUseId, () => MakeAsync(by, asked.Demand(), passphrase, now, cancellationToken));
    }

    private async Task<EncryptedFile> MakeAsync(Staff by, LogExportOrder order, Passphrase passphrase, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var (rows, people) = await RowsAsync(db, order, cancellationToken);
        var entries = await rows.Take(LogExportOrder.MaxRows + 1).ToListAsync(cancellationToken);
        Bounded(entries.Count);
        var conditions = order.Question.Describe(await LogSearch.StaffNameAsync(db, order.Question, cancellationToken)) + (order.UpTo is { } last ? $"、番号 {last}まで" : "");
        var onto = await MediumExportDesk.CheckAsync(db, by, order.MediumUseId, entries.Count, nameof(order.MediumUseId), now, cancellationToken);
        var book = LogWorkbook.Make(entries, await NumbersAsync(db, entries, cancellationToken), order, onto.Words, conditions, by, now);
        var file = await EncryptedFile.MakeAsync($"操作ログ_{JapanTime.Of(now):yyyyMMdd_HHmmss}", ".xlsx", book, passphrase, cancellationToken);
        await MediumExportDesk.PutAsync(db, by, onto.Use.MediumUseId, file.Name, entries.Count, file.Content.Length, now, cancellationToken);
        db.Add(OperationLogEntry.For(
            by, now, Operation.LogExported, people is [var only] ? only : null, purpose: order.Purpose, detail: $"Excel {entries.Count}件、{onto.Words}、{conditions}"));
        await db.SaveMediaAsync(cancellationToken);
        return file;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static int Bounded(int count) => count switch
    {
        0 => throw new RuleException("当てはまる操作がないため、出力するものがありません。"),
        > LogExportOrder.MaxRows => throw new RuleException($"{LogExportOrder.MaxRows:N0}件を超えるため出力できません。期間を狭めてください。"),
        _ => count,
    };

    private static async Task<(IQueryable<OperationLogEntry> Rows, IReadOnlyList<Guid>? People)> RowsAsync(PortalDb db, LogExportOrder order, CancellationToken cancellationToken)
    {
        var people = await LogSearch.PeopleAsync(db, order.Question, cancellationToken);
        var rows = LogSearch.Rows(db, order.Question, people);
        return (LogSearch.Page(order.UpTo is { } last ? rows.Where(e => e.Sequence <= last) : rows, order.Question, null), people);
    }

    /// <summary>宛名番号 of whom the rows concern; names stay in the ledger, whoever exports.</summary>
    private static async Task<Dictionary<Guid, string?>> NumbersAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, CancellationToken cancellationToken)
    {
        Dictionary<Guid, string?> numbers = [];
        foreach (var ids in entries.Select(e => e.LedgerPersonId).OfType<Guid>().Distinct().Chunk(1_000))
        {
            foreach (var person in await db.People.Where(p => ids.Contains(p.LedgerPersonId)).Select(p => new { p.LedgerPersonId, p.ResidentNumber }).ToListAsync(cancellationToken))
            {
                numbers[person.LedgerPersonId] = person.ResidentNumber;
            }
        }

        return numbers;
    }
}

public sealed class LogExportOrders(TimeProvider time) : OneTimeOrders<EncryptedOrder<LogExportOrder>>(time);
