using Microsoft.Playwright;

namespace Portal.Tests.Journeys.Screens;

/// <summary>連携</summary>
internal static partial class AllScreens
{
    private static IEnumerable<Screen> Exchange =>
    [
        new("imports", "/exchange/imports", "takahashi"),
        new("import-new", "/exchange/imports/new", "takahashi"),
        new("import", "/exchange/imports/{id:guid}", "takahashi", ids => Addresses.Import(ids.Import)),
        new("health", "/exchange/health-management", "takahashi"),
        new("health-new", "/exchange/health-management/new", "takahashi"),
        new("health-run", "/exchange/health-management/{Id:guid}", "takahashi", ids => $"{Addresses.Health}/{ids.HealthRun}"),
        new("vrs-runs", "/exchange/vrs", "takahashi"),
        new("vrs-new", "/exchange/vrs/new", "takahashi"),
        new("vrs-run", "/exchange/vrs/{Id:guid}", "takahashi", ids => $"{Addresses.VrsRuns}/{ids.VrsRun}"),
        new("vrs-files", "/exchange/vrs/files", "takahashi") { Open = CountAsync },
        new("vrs-flags", "/exchange/vrs/flags", "takahashi"),
        new("vrs-flag-run", "/exchange/vrs/flags/{id:guid}", "takahashi", ids => Addresses.VrsFlagRun(ids.Flags)) { Open = OpenRowAsync },
        new("transfers", "/exchange/vrs/transfers", "ito") { Open = Key("F2") },
        new("transfer-new", "/exchange/vrs/transfers/new/{personId:guid}", "ito", ids => Addresses.NewTransfer(ids.MovedIn)),
        new("transfer", "/exchange/vrs/transfers/{id:guid}", "ito", ids => Addresses.Transfer(ids.Transfer)),
        new("municipality-requests", "/exchange/vrs/requests", "takahashi"),
        new("municipality-request-new", "/exchange/vrs/requests/new", "takahashi"),
        new("municipality-request", "/exchange/vrs/requests/{id:guid}", "takahashi", ids => Addresses.MunicipalityRequest(ids.Request)),
        new("exchanges", "/exchange/runs", "takahashi"),
        new("exchange", "/exchange/runs/{id:guid}", "yoshida", ids => Addresses.Exchange(ids.WaitingRun)),
        new("exchange-send", "/exchange/runs/{id:guid}", "takahashi", ids => Addresses.Exchange(ids.ApprovedRun)),
        new("lists", "/exchange/lists", "inoue"),
        new("lists-look", "/exchange/lists", "inoue") { Open = async page => { await page.Keyboard.PressAsync("F4"); await page.GetByText("暗号化して出力を用意する").WaitForAsync(); } },
        new("media", "/exchange/media", "nakamura"),
        new("medium-new", "/exchange/media/new", "nakamura"),
        new("medium", "/exchange/media/{Id:guid}", "nakamura", ids => Addresses.Medium(ids.Medium)) { Open = Press("紛失") },
        new("medium-use-new", "/exchange/media/uses/new", "takahashi"),
        new("medium-use", "/exchange/media/uses/{Id:guid}", "yoshida", ids => Addresses.MediumUse(ids.MediumUse)),
        new("resident-index", "/exchange/resident-index", "nakamura"),
        new("client-new", "/exchange/resident-index/clients/new", "nakamura"),
        new("client", "/exchange/resident-index/clients/{Id:guid}", "nakamura", ids => Addresses.AddresseeClient(ids.Client)),
        new("client-stop", "/exchange/resident-index/clients/{Id:guid}", "nakamura", ids => Addresses.AddresseeClient(ids.Client)) { Open = Press("停止") },
        new("replica", "/exchange/intermediate-server", "takahashi") { Open = CountAsync },
        new("replica-comparisons", "/exchange/intermediate-server/comparisons", "takahashi"),
        new("replica-comparison", "/exchange/intermediate-server/comparisons/{Id:guid}", "takahashi", ids => Addresses.ReplicaComparison(ids.ReplicaComparison)),
        new("inquiries", "/exchange/inquiries", "takahashi"),
        new("inquiry-new", "/exchange/inquiries/people/{Id:guid}", "takahashi", ids => Addresses.NewInquiry(ids.MovedIn)),
        new("inquiry", "/exchange/inquiries/{Id:guid}", "yoshida", ids => Addresses.Inquiry(ids.Inquiry)),
        new("provision", "/exchange/inquiries/provisions/{Id:guid}", "takahashi", ids => Addresses.Provision(ids.Provision)),
        new("permits", "/exchange/inquiries/permits", "yoshida"),
        new("permits-enter", "/exchange/inquiries/permits", "yoshida") { Open = Key("F2") },
        new("provision-records", "/exchange/provision-records", "yoshida"),
    ];

    private static async Task CountAsync(IPage page)
    {
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("確かめた結果").WaitForAsync();
    }
}
