using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Demo;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SignIn;

namespace Portal.Bench;

/// <summary>What an event of an open page pays for being asked about, and whether the time of a sign-in tells which IDs exist.</summary>
internal static class AccessBench
{
    private const int Calls = 1000;
    private const int Tries = 200;

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={ledgers.Scratch(ledgers.Small)}", BenchChain.New());
        var hasher = new PasswordHasher<Credential>(Options.Create(new PasswordHasherOptions { IterationCount = SignInSetup.HashRounds }));
        await new DemoStaff(factory, hasher, TimeProvider.System).SeedAsync();
        await AskAsync(factory, report);
        await GuessAsync(factory, hasher, report);
    }

    private static async Task AskAsync(PortalDbSetup.SqliteFactory factory, Report report)
    {
        var gate = new SessionGate(factory, SessionLimits.Default, TimeProvider.System);
        Report.Heading($"Sessions, {Calls} events each: the question before an event");
        foreach (var (what, id) in new[] { ("personal ID", "takahashi"), ("shared ID, four members", "madoguchi-a") })
        {
            var session = await OpenAsync(factory, id);
            var asked = await Measured.EachAsync([.. Enumerable.Repeat(session, Calls)], each => gate.AskAsync(each));
            report.Line($"{what}, p95", asked.P95, "ms", 5, $"p50 {asked.P50:0.00} ms");
        }
    }

    private static async Task<Guid> OpenAsync(PortalDbSetup.SqliteFactory factory, string id)
    {
        await using var db = factory.CreateDbContext();
        var account = await db.Accounts.SingleAsync(a => a.AccountId == id);
        var person = account.StaffMemberId ?? account.OwnerId!.Value;
        var terminal = await db.Terminals.SingleAsync(t => t.Name == DemoStaff.TerminalName);
        var now = DateTime.UtcNow;
        var session = new Session
        {
            SessionId = Guid.NewGuid(),
            AccountKey = account.AccountKey,
            StaffMemberId = person,
            TerminalId = terminal.TerminalId,
            Method = SignInMethod.Password,
            OpenedAt = now,
            LastActiveAt = now,
        };
        db.Add(session);
        await db.SaveChangesAsync();
        return session.SessionId;
    }

    private static async Task GuessAsync(PortalDbSetup.SqliteFactory factory, PasswordHasher<Credential> hasher, Report report)
    {
        var desk = new PasswordDesk(factory, hasher, new PasswordPolicy(), TimeProvider.System);
        string[] known = ["takahashi", "ito", "kobayashi", "sasaki", "yoshida", "nakamura", "kimura", "saito", "matsumoto", "inoue"];
        await desk.TryAsync(known[0], "a wrong password", "");
        await desk.TryAsync("nobody", "a wrong password", "");
        List<double> there = [], nowhere = [];
        for (var each = 0; each < Tries; each++)
        {
            there.Add(await TimeAsync(desk, known[each % known.Length]));
            nowhere.Add(await TimeAsync(desk, $"nobody{each}"));
        }

        Report.Heading($"Wrong passwords, {Tries} known and {Tries} unknown IDs in turn, {SignInSetup.HashRounds:N0} rounds");
        var gap = Math.Abs(Median(there) - Median(nowhere));
        report.Line("gap of the medians", gap, "ms", 5, $"known {Median(there):0.0} ms, unknown {Median(nowhere):0.0} ms; the known ones lock on the way");
    }

    private static async Task<double> TimeAsync(PasswordDesk desk, string id)
    {
        var start = Stopwatch.GetTimestamp();
        await desk.TryAsync(id, "a wrong password", "");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
