using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Personnel;

/// <summary>発令の記録の出力 — every personnel event and who confirmed the IDs it touched; logged before it is handed out.</summary>
public sealed class PersonnelExport(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task<(byte[] Content, string FileName)> MakeAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.PersonnelExported, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var events = await Events(db).ToListAsync(cancellationToken);
        var people = await db.StaffMembers.AsNoTracking().ToDictionaryAsync(s => s.StaffMemberId, cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().ToDictionaryAsync(a => a.AccountKey, a => a.AccountId, cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.PersonnelExported, detail: $"Excel {events.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return (PersonnelWorkbook.Make(events, people, accounts, by, now), $"異動の記録_{JapanTime.DayOf(now):yyyyMMdd}.xlsx");
    }

    public static IQueryable<PersonnelEvent> Events(PortalDb db) => db.PersonnelEvents.AsNoTracking().Include(e => e.Confirmations)
        .OrderByDescending(e => e.EffectiveOn).ThenByDescending(e => e.PersonnelEventId);
}

/// <summary>異動の記録 in Excel: the events, and what was confirmed of them.</summary>
public static class PersonnelWorkbook
{
    public const string Cover = "表紙";
    public const string List = "発令";
    public const string Confirmations = "IDの確認";

    public static byte[] Make(
        IReadOnlyList<PersonnelEvent> events, IReadOnlyDictionary<Guid, StaffMember> people, IReadOnlyDictionary<Guid, string> accounts, Staff by, DateTime now) => Sheets.Make(book =>
        {
            var today = JapanTime.DayOf(now);
            var cover = book.Worksheets.Add(Cover);
            var row = cover.PutCover("小樽市 予防接種台帳 異動の記録",
            [
                ("出力", Moments.Show(now)),
                ("出力した職員", $"{by.Department} {by.Name}（{by.AccountId}、端末 {by.Terminal}）"),
            ]);
            row = cover.PutCounts(row, events.Where(e => e.CancelledAt is null).GroupBy(e => e.Kind).OrderBy(g => g.Key).Select(g => (g.Key.Label(), (long)g.Count()))
                .Append(("取消", events.Count(e => e.CancelledAt is not null))));
            cover.PutSigners(row, "確認者");
            book.Worksheets.Add(List).PutTable(
                [("発令日", 17), ("職員番号", 12), ("氏名", 18), ("所属", 20), ("発令", 9), ("備考", 30), ("状態", 10), ("実行", 26), ("記録した職員", 16), ("記録した日時", 26), ("取消した職員", 16), ("取消の日時", 26), ("取消の理由", 30)],
                events.Select(e => (string?[])
                [
                    JapaneseDate.Format(e.EffectiveOn), people[e.StaffMemberId].StaffNumber, people[e.StaffMemberId].Name, people[e.StaffMemberId].Department, e.Kind.Label(), e.Note,
                    StateOf(e, today), Moment(e.SweptAt), e.EnteredByName, Moments.Show(e.EnteredAt), e.CancelledByName, Moment(e.CancelledAt), e.CancelReason,
                ]));
            book.Worksheets.Add(Confirmations).PutTable(
                [("発令日", 17), ("職員番号", 12), ("氏名", 18), ("発令", 9), ("ID", 18), ("確認した職員", 16), ("確認した日時", 26), ("所見", 40)],
                events.SelectMany(e => e.Confirmations.OrderBy(c => c.ConfirmedAt).ThenBy(c => c.AccountKey).Select(c => (string?[])
                [
                    JapaneseDate.Format(e.EffectiveOn), people[e.StaffMemberId].StaffNumber, people[e.StaffMemberId].Name, e.Kind.Label(), accounts.GetValueOrDefault(c.AccountKey),
                    c.ConfirmedByName, Moments.Show(c.ConfirmedAt), c.Note,
                ])));
        });

    private static string? Moment(DateTime? utc) => utc is { } at ? Moments.Show(at) : null;

    private static string StateOf(PersonnelEvent happening, DateOnly today) =>
        happening.CancelledAt is not null ? "取消" : happening.SweptAt is not null ? "実行済み" : happening.EffectiveOn <= today ? "実行中" : "予定";
}
