using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Features.Exchange.ResidentIndex;

namespace Portal.Bench;

/// <summary>
/// 宛名の回答 at a hundred requests a second, over HTTP from the real portal in a process of its own. A request is due every ten milliseconds whether
/// or not the one before was answered, and its time begins when it was due: a portal that falls behind is measured as slow.
/// </summary>
internal static class AnswerBench
{
    private const int PerSecond = 100;
    private const int Seconds = 30;
    private const int WarmUp = 300;
    private const int People = 2_000;

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        Report.Heading($"Answers: {PerSecond} requests a second for {Seconds} s, {ledgers.LargePeople:N0} people, every scope");
        var file = ledgers.Scratch(ledgers.Large);
        var (secret, numbers) = await PrepareAsync(file);
        using var portal = await ScreenBench.StartAsync(file);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(ScreenBench.Address) };
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{secret.ClientId}:{secret.Secret}"));
            using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/token") { Content = form, Headers = { Authorization = new AuthenticationHeaderValue("Basic", basic) } };
            using var granted = await http.SendAsync(request);
            var token = (await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            http.DefaultRequestHeaders.Add("X-Purpose", AddresseePurpose.HealthManagement.Code());

            await AskAsync(http, numbers, WarmUp);
            var times = (await AskAsync(http, numbers, PerSecond * Seconds)).Order().ToList();
            report.Line("answer, p95", times[(int)Math.Ceiling(times.Count * 0.95) - 1], "ms", 20,
                $"p50 {times[times.Count / 2]:0.0} ms, p99 {times[(int)(times.Count * 0.99)]:0.0} ms, longest {times[^1]:0.0} ms");
            report.Line("answered", times.Count, "", PerSecond * Seconds, atLeast: true);
        }
        finally
        {
            portal.Kill(entireProcessTree: true);
        }
    }

    private static async Task<ConcurrentBag<double>> AskAsync(HttpClient http, List<string> numbers, int count)
    {
        var times = new ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        var waiting = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / PerSecond);
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            var number = numbers[i % numbers.Count];
            waiting.Add(Task.Run(async () =>
            {
                using var answer = await http.GetAsync(new Uri($"/api/addressees/{number}", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                times.Add((Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds);
            }));
        }

        await Task.WhenAll(waiting);
        return times;
    }

    /// <summary>A client, and the numbers of people all over the ledger.</summary>
    private static async Task<(ClientSecret Secret, List<string> Numbers)> PrepareAsync(string file)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", BenchChain.New());
        var secret = await new ClientDesk(factory, new PasswordHasher<AddresseeClient>(), TimeProvider.System).EnterAsync(Staff.System("bench"), new ClientEntry
        {
            Name = "測定",
            System = "測定",
            Contact = "測定",
            Scopes = Enum.GetValues<AddresseeScope>(),
            AddressRanges = "127.0.0.0/8, ::1",
            PerMinute = $"{AddresseeClient.MaxPerMinute}",
            ValidUntil = DateOnly.FromDateTime(DateTime.Today).AddDays(30),
        });
        await using var db = factory.CreateDbContext();
        var all = await db.People.AsNoTracking().Where(p => p.IntegratedNumber != null && p.MergedIntoId == null).OrderBy(p => p.LedgerPersonId).Select(p => p.IntegratedNumber!).ToListAsync();
        var shared = all.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var numbers = all.Where(n => !shared.Contains(n)).ToList();
        SqliteConnection.ClearAllPools();
        var step = Math.Max(1, numbers.Count / People);
        // Far from each other, so that neighbours do not warm each other's pages.
        return (secret, [.. numbers.Where((_, at) => at % step == 0).OrderBy(n => n[^4..], StringComparer.Ordinal)]);
    }
}
