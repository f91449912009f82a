using System.Diagnostics;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Features.DataQuality.Twins;

namespace Portal.Bench;

/// <summary>重複の候補 of a whole ledger: everybody compared, for the first time and again.</summary>
internal static class TwinsBench
{
    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={ledgers.Scratch(ledgers.Large)}", BenchChain.New());
        var desk = new TwinDesk(factory, TimeProvider.System);
        Report.Heading($"Twins among {ledgers.LargePeople:N0} people");
        report.Line("first time", await SecondsAsync(desk), "s", 10);
        report.Line("again", await SecondsAsync(desk), "s", 10);
    }

    private static async Task<double> SecondsAsync(TwinDesk desk)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await desk.SeekAsync(Staff.System("bench"));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"  {result.People:N0} people, {result.Pairs:N0} pairs, {result.New:N0} new, {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024:N0} MB at most");
        return seconds;
    }
}
