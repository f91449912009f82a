using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Reports;
using Portal.Features.Accounts;
using Portal.Features.Accounts.Reviews;
using Portal.Features.OperationLog.Reviews;
using Portal.Features.Reports;

namespace Portal.Tests.Journeys.Screens;

/// <summary>IDs, reviews, media and reports.</summary>
internal sealed partial class ScreenLedger
{
    private async Task AdministerAsync()
    {
        await using var db = await ledger.CreateDbContextAsync();
        _ids.Account = (await db.Accounts.SingleAsync(a => a.AccountId == "takahashi")).AccountKey;
        _ids.SharedId = (await db.Accounts.SingleAsync(a => a.AccountId == "madoguchi-a")).AccountKey;
        (_ids.StaffMember, _ids.Clerk) = (_members["0104"], _members["0101"]);
        _ids.Terminal = (await db.Terminals.OrderBy(t => t.Name).FirstAsync()).TerminalId;
        _ids.Medium = (await db.Media.SingleAsync(m => m.Number == "M-001")).MediumId;
        _ids.MediumUse = (await db.MediumUses.SingleAsync(u => u.Number == 4)).MediumUseId;
        _ids.AskedAccount = await Get<AccountDesk>().RequestAsync(
            Administrator, new() { AccountId = "watanabe", StaffMemberId = _members["0103"], Roles = [Role.Viewer], ValidUntil = Today.AddMonths(3), Reason = "窓口の応援のため" });
        _ids.IdReview = (await Get<ReviewDesk>().OpenAsync(Administrator)).IdReviewId;
        _ids.LogReview = (await Get<LogReviewDesk>().OpenAdHocAsync(Auditor, Today, Today, "住民からの問合せのため")).LogReviewId;
        await SitAsync(db);
        await ReportAsync();
    }

    /// <summary>Yesterday at the counter: three people after one another.</summary>
    private async Task SitAsync(PortalDb db)
    {
        var morning = JapanTime.ToUtc(Today.AddDays(-1).ToDateTime(new(8, 45)));
        var session = new Session
        {
            SessionId = Guid.CreateVersion7(),
            AccountKey = _ids.SharedId,
            StaffMemberId = _members["0103"],
            TerminalId = _ids.Terminal,
            Method = SignInMethod.Password,
            OpenedAt = morning,
            LastActiveAt = morning.AddHours(8),
            EndedAt = morning.AddHours(8.25),
            EndReason = SessionEnd.SignedOut,
        };
        foreach (var (number, from, until) in (ReadOnlySpan<(string, double, double)>)[("0101", 0, 1.5), ("0103", 1.6, 3.25), ("0102", 4.25, 8.25)])
        {
            session.Seats.Add(new()
            {
                SeatId = Guid.CreateVersion7(),
                SessionId = session.SessionId,
                AccountKey = _ids.SharedId,
                StaffMemberId = _members[number],
                TerminalId = _ids.Terminal,
                From = morning.AddHours(from),
                Until = morning.AddHours(until),
            });
        }

        db.Add(session);
        await db.SaveChangesAsync();
    }

    private async Task ReportAsync()
    {
        var period = ReportPeriod.OfMonth(new(2021, 7, 1));
        _ids.Report = (await Get<ReportDesk>().MakeAsync(Reporter, period)).ReportRunId;
        var content = await Get<ReportDesk>().ShowAsync(Reporter, period);
        var (table, row, at) = content.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Values.Select((value, at) => (t, r, at, value)))).Where(c => c.value > 0).Select(c => (c.t, c.r, c.at)).First();
        _ids.ReportRows = Addresses.ReportRows(content.Period, content.AsOf, table.Key, row.Key, table.Columns[at].Key);
    }
}
