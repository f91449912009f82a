using Microsoft.Playwright;

namespace Portal.Tests.Journeys.Screens;

/// <summary>Every page of the portal and the panels that open on them; a test holds it against the pages there are.</summary>
internal static partial class AllScreens
{
    public static IReadOnlyList<Screen> All { get; } = [.. Ledger, .. Exchange, .. Office];

    /// <summary>Pages outside the circuit: no <c>@page</c> names them.</summary>
    public static IReadOnlyList<string> Plain { get; } =
    [
        Addresses.SignIn, "/sign-in/second", "/sign-in/seat", "/sign-in/password", "/sign-in/pin",
        Addresses.OwnAccount, "/own/password", "/own/pin", Addresses.ProveAgain, Addresses.RegisterTerminal,
    ];

    private static IEnumerable<Screen> Ledger =>
    [
        new("sign-in", Addresses.SignIn, ""),
        new("sign-in-help", Addresses.SignIn, "") { Open = HelpAsync },
        new("home", "/", "takahashi"),
        new("home-chief", "/", "yoshida"),
        new("session-ending", "/", "takahashi") { Open = Show("session-modal") },
        new("reconnecting", "/", "takahashi") { Open = Show("components-reconnect-modal") },
        new("not-found", "/not-found", "takahashi"),
        new("whats-new", "/whats-new", "takahashi"),
        new("help", "/ledger", "takahashi") { Open = HelpAsync },
        new("help-picture", "/ledger", "takahashi") { Open = HelpPictureAsync },
        new("sheet-help", "/ledger/people/{id:guid}", "takahashi", ids => Addresses.Person(ids.Person)) { Open = HelpAsync },
        new("search-empty", "/ledger", "sasaki"),
        new("search", "/ledger", "takahashi") { Open = SearchAsync },
        new("search-as-of", "/ledger/as-of", "takahashi", _ => Addresses.AsOfResults(DateTime.UtcNow)) { Open = SearchAsOfAsync },
        new("my-number-search", "/ledger/my-number", "ito"),
        new("sheet", "/ledger/people/{id:guid}", "takahashi", ids => Addresses.Person(ids.Person)),
        new("sheet-protected", "/ledger/people/{id:guid}", "takahashi", ids => Addresses.Person(ids.Protected)) { Open = Press("理由を示して表示") },
        new("sheet-print", "/ledger/people/{id:guid}", "sasaki", ids => Addresses.Person(ids.Person)) { Open = Key("F8") },
        new("sheet-my-number", "/ledger/people/{id:guid}", "ito", ids => Addresses.Person(ids.Asked)) { Open = Press("変更", ".my-number") },
        new("as-of", "/ledger/people/{Id:guid}/as-of", "takahashi", ids => Addresses.AsOf(ids.Person, DateTime.UtcNow.AddDays(-1))),
        new("evidence-pack", "/ledger/people/{Id:guid}/evidence-pack", "yoshida", ids => Addresses.EvidencePack(ids.Person)),
        new("register", "/ledger/register", "takahashi"),
        new("person-new", "/ledger/people/new", "takahashi"),
        new("dose-new", "/ledger/people/{PersonId:guid}/doses/new", "takahashi", ids => Addresses.NewDose(ids.WithoutNumber)),
        new("correct-dose", "/corrections/doses/{Id:guid}", "takahashi", ids => Addresses.CorrectDose(ids.Dose)),
        new("correct-dose-check", "/corrections/doses/{Id:guid}", "takahashi", ids => Addresses.CorrectDose(ids.Dose)) { Open = CheckDoseAsync },
        new("correct-person", "/corrections/people/{Id:guid}", "takahashi", ids => Addresses.CorrectPerson(ids.MovedIn)),
        new("residence", "/corrections/people/{Id:guid}/residence", "takahashi", ids => Addresses.Residence(ids.MovedIn)),
        new("number", "/corrections/people/{Id:guid}/number", "takahashi", ids => Addresses.IssueNumber(ids.WithoutNumber)),
        new("restore", "/corrections/revisions/{Id:guid}/restore", "takahashi", ids => Addresses.Restore(ids.Applied)),
        new("requests", "/corrections/requests", "takahashi"),
        new("approvals", "/corrections/approvals", "yoshida"),
        new("approval", "/corrections/approvals/{Id:guid}", "yoshida", ids => Addresses.Approval(ids.Waiting)),
        new("merge", "/corrections/people/{FirstId:guid}/merge/{SecondId:guid}", "yoshida", ids => Addresses.Compare(ids.Twin, ids.OtherTwin)),
        new("unmerge", "/corrections/merges/{Id:guid}", "yoshida", ids => Addresses.Merge(ids.Merge)),
        new("findings", "/data-quality", "takahashi"),
        new("finding-chart", "/data-quality/chart", "takahashi"),
        new("finding-rules", "/data-quality/rules", "yoshida"),
        new("twins", "/data-quality/twins", "yoshida"),
        new("bulk-fixes", "/data-quality/bulk-fixes", "takahashi"),
        new("bulk-fix-new", "/data-quality/bulk-fixes/new/{Word}", "takahashi", _ => Addresses.NewBulkFix(Domain.DataQuality.FindingRule.Lot)),
        new("bulk-fix", "/data-quality/bulk-fixes/{Id:guid}", "yoshida", ids => Addresses.BulkFix(ids.BulkFix)),
        new("comparisons", "/comparisons", "takahashi"),
        new("comparison-new", "/comparisons/new", "takahashi"),
        new("comparison", "/comparisons/{Id:guid}", "takahashi", ids => Addresses.Comparison(ids.Comparison)),
        new("compare", "/comparisons/{Id:guid}/compare", "takahashi", ids => Addresses.CompareSlips(ids.Comparison)),
        new("slip-correction", "/comparisons/lines/{LineId:guid}/{Word}", "takahashi", ids => Addresses.CorrectSlip(ids.ComparisonLine, Domain.Corrections.RecordKind.Dose)),
    ];

    private static Func<IPage, Task> Press(string button, string within = "main") =>
        page => page.Locator(within).GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();

    /// <summary>A dialog of the frame, kept open: session.js would close it at its next tick.</summary>
    private static Func<IPage, Task> Show(string dialog) => page => page.EvaluateAsync($"() => {{ const dialog = document.getElementById('{dialog}'); dialog.close = () => {{}}; dialog.showModal(); }}");

    private static Func<IPage, Task> Key(string key) => page => page.Keyboard.PressAsync(key);

    private static async Task HelpAsync(IPage page)
    {
        await page.Keyboard.PressAsync("F1");
        await page.Locator("#help-title").WaitForAsync();
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.help-picture img')].filter(e => e.getBoundingClientRect().top < innerHeight).every(e => e.complete)");
    }

    private static async Task HelpPictureAsync(IPage page)
    {
        await HelpAsync(page);
        await page.Locator(".help-picture").First.ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.help-large:popover-open img').complete");
    }

    private static async Task SearchAsync(IPage page)
    {
        await page.Locator("search-box input").FillAsync("サトウ");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("main tbody tr[tabindex]").First.WaitForAsync();
    }

    private static async Task SearchAsOfAsync(IPage page)
    {
        await page.Locator("#as-of-text").FillAsync("サトウ");
        await page.Keyboard.PressAsync("F12");
        await page.Locator("main tbody tr[tabindex]").First.WaitForAsync();
    }

    private static async Task CheckDoseAsync(IPage page)
    {
        await page.GetByLabel("接種医師名").Or(page.GetByLabel("医師")).First.FillAsync("渚 三郎");
        await page.GetByLabel("理由", new() { Exact = true }).SelectOptionAsync("TranscriptionError");
        await page.Keyboard.PressAsync("F12");
        await page.Locator("tr.changed .after").First.WaitForAsync();
    }
}
