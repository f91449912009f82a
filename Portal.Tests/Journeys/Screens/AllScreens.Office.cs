using Microsoft.Playwright;
using Portal.Domain;

namespace Portal.Tests.Journeys.Screens;

/// <summary>帳票, 管理, 操作ログ, and what lies outside the circuit.</summary>
internal static partial class AllScreens
{
    private static IEnumerable<Screen> Office =>
    [
        new("reports", "/reports", "inoue"),
        new("report", "/reports/{Code}", "inoue", _ => $"{Addresses.Reports}/2021-07"),
        new("report-tables", "/reports/{Code}", "inoue", _ => $"{Addresses.Reports}/2021-07") { Open = Key("F9") },
        new("report-kept", "/reports/runs/{Id:guid}", "inoue", ids => Addresses.ReportRun(ids.Report)),
        new("report-rows", "/reports/{Code}/rows", "yoshida", ids => ids.ReportRows),
        new("accounts", "/accounts", "nakamura"),
        new("accounts-suspend", "/accounts", "nakamura") { Open = SuspendManyAsync },
        new("account-new", "/accounts/new", "nakamura"),
        new("account", "/accounts/{id:guid}", "nakamura", ids => Addresses.Account(ids.Account)),
        new("account-suspend", "/accounts/{id:guid}", "nakamura", ids => Addresses.Account(ids.Account)) { Open = Press("停止する") },
        new("account-change", "/accounts/{id:guid}", "nakamura", ids => Addresses.Account(ids.Account)) { Open = Press("変更を申請する") },
        new("account-approve", "/accounts/{id:guid}", "yoshida", ids => Addresses.Account(ids.AskedAccount)) { Open = Press("承認する") },
        new("accounts-shared", "/accounts/shared", "nakamura"),
        new("shared-id-new", "/accounts/shared/new", "nakamura"),
        new("shared-id", "/accounts/shared/{Id:guid}", "nakamura", ids => $"{Addresses.SharedId(ids.SharedId)}?day={JapanTime.DayOf(DateTime.UtcNow).AddDays(-1):yyyy-MM-dd}"),
        new("staff", "/accounts/staff", "nakamura"),
        new("staff-new", "/accounts/staff/new", "nakamura"),
        new("staff-member", "/accounts/staff/{id:guid}", "nakamura", ids => Addresses.StaffMember(ids.StaffMember)),
        new("staff-member-pin", "/accounts/staff/{id:guid}", "nakamura", ids => Addresses.StaffMember(ids.StaffMember)) { Open = Press("暗証番号の初回コードを発行") },
        new("personnel", "/accounts/personnel", "nakamura"),
        new("personnel-new", "/accounts/personnel/new", "nakamura"),
        new("personnel-import", "/accounts/personnel/import", "nakamura"),
        new("terminals", "/accounts/terminals", "nakamura"),
        new("terminal-new", "/accounts/terminals/new", "nakamura"),
        new("terminal", "/accounts/terminals/{Id:guid}", "nakamura", ids => Addresses.Terminal(ids.Terminal)),
        new("terminal-lost", "/accounts/terminals/{Id:guid}", "nakamura", ids => Addresses.Terminal(ids.Terminal)) { Open = Press("紛失") },
        new("sessions", "/accounts/sessions", "nakamura"),
        new("sessions-end", "/accounts/sessions", "nakamura") { Open = page => page.Locator("main tbody button").Last.ClickAsync() },
        new("id-reviews", "/accounts/reviews", "nakamura"),
        new("id-review", "/accounts/reviews/{Id:guid}", "yoshida", ids => Addresses.Review(ids.IdReview)),
        new("safeguards", "/safeguards", "yoshida"),
        new("safeguard", "/safeguards/{Key}", "yoshida", _ => Addresses.Safeguard("media-erased")),
        new("system-status", "/maintenance", "nakamura"),
        new("log", "/log", "saito") { Open = OpenRowAsync },
        new("log-export", "/log", "saito") { Open = Key("F6") },
        new("log-days", "/log/days", "saito"),
        new("log-day", "/log/days/{Id:guid}", "saito", ids => Addresses.LogDay(ids.Clerk, JapanTime.DayOf(DateTime.UtcNow))),
        new("log-viewers", "/log/people/{Id:guid}", "yoshida", ids => Addresses.LogViewers(ids.Person)),
        new("log-reviews", "/log/reviews", "saito"),
        new("log-review-start", "/log/reviews", "saito") { Open = Key("F2") },
        new("log-review", "/log/reviews/{Id:guid}", "saito", ids => Addresses.LogReview(ids.LogReview)) { Open = OpenRowAsync },
        new("log-verification", "/log/verification", "saito") { Open = VerifyAsync },
        new("own-account", Addresses.OwnAccount, "takahashi"),
        new("own-password", "/own/password", "takahashi"),
        new("own-again", Addresses.ProveAgain, "takahashi", _ => Addresses.ProveAgainFor("/ledger")),
        new("terminal-register", Addresses.RegisterTerminal, "takahashi"),
        new("seat", "/sign-in/seat", "madoguchi-a"),
    ];

    /// <summary>The first row that unfolds.</summary>
    private static Task OpenRowAsync(IPage page) => page.Locator("main tbody tr[tabindex]").First.PressAsync("Enter");

    private static async Task SuspendManyAsync(IPage page)
    {
        await page.Locator("main tbody input[type=checkbox]").Nth(2).CheckAsync();
        await Press("一括停止を確認する")(page);
        await page.Locator(".act-panel").WaitForAsync();
    }

    private static async Task VerifyAsync(IPage page)
    {
        await page.Keyboard.PressAsync("F12");
        await page.Locator(".verdict").First.WaitForAsync();
    }
}
