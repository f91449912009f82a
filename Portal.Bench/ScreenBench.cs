using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Playwright;
using Portal.Data;

namespace Portal.Bench;

/// <summary>From Enter in the box to the first row on the screen, in a real Chromium before the real portal.</summary>
internal static class ScreenBench
{
    private const int Calls = 40;
    internal const string Address = "http://localhost:5479";
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/microsoft-edge"];

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        Report.Heading("Screen: Enter to first row, Chromium 1366 x 768");
        if (Array.Find(Browsers, File.Exists) is not { } browserPath)
        {
            Report.Note("skipped: no Chromium, Chrome or Edge");
            return;
        }

        using var portal = await StartAsync(ledgers.Scratch(ledgers.Large));
        try
        {
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = browserPath,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
            });
            var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1366, Height = 768 } });
            await page.GotoAsync($"{Address}/sign-in?back=/ledger");
            await page.Locator("button[value=takahashi]").ClickAsync();
            await page.Locator("search-box input").WaitForAsync();
            string[] texts = ["サトウ", "タカハシ", "田中", "S25.3", "花園一丁目", "ｲﾄｳ", "吉田", "ナカムラ"];
            List<double> times = [];
            for (var call = 0; call < Calls; call++)
            {
                times.Add(await SearchAsync(page, texts[call % texts.Length]));
            }

            var sorted = times.Skip(texts.Length).Order().ToList();
            report.Line("Enter to first row, p95", sorted[(int)Math.Ceiling(sorted.Count * 0.95) - 1], "ms", 150, $"p50 {sorted[sorted.Count / 2]:0} ms, {sorted.Count} searches of up to 100 rows after {texts.Length} to warm up");
        }
        finally
        {
            portal.Kill(entireProcessTree: true);
        }
    }

    private static async Task<double> SearchAsync(IPage page, string text)
    {
        var box = page.Locator("search-box input");
        await box.FillAsync(text);
        await page.EvaluateAsync("""
            () => {
              window.firstRow = new Promise(resolve => {
                const before = document.querySelector('main tbody tr');
                const mark = before?.textContent;
                let start = 0;
                addEventListener('keydown', e => { if (e.key === 'Enter') start = performance.now(); }, { capture: true, once: true });
                const seen = new MutationObserver(() => {
                  const row = document.querySelector('main tbody tr');
                  if (start && row && row.textContent.trim() && row.textContent !== mark) {
                    seen.disconnect();
                    requestAnimationFrame(() => resolve(performance.now() - start));
                  }
                });
                seen.observe(document.body, { childList: true, subtree: true, characterData: true });
              });
            }
            """);
        await box.PressAsync("Enter");
        return await page.EvaluateAsync<double>("() => window.firstRow");
    }

    internal static async Task<Process> StartAsync(string database)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PortalDb).Assembly.Location, "--urls", Address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ConnectionStrings__Portal"] = $"Data Source={database}",
                ["Demo__People"] = "0",
            },
        };
        var portal = Process.Start(start) ?? throw new InvalidOperationException("The portal did not start.");
        portal.BeginOutputReadLine();
        portal.BeginErrorReadLine();
        for (var attempt = 0; attempt < 150; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", 5479);
                return portal;
            }
            catch (SocketException)
            {
                await Task.Delay(200);
            }
        }

        portal.Kill(entireProcessTree: true);
        throw new InvalidOperationException("The portal did not open its port.");
    }
}
