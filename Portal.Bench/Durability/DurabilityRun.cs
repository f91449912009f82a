using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Portal.Cli;
using Portal.Features.OperationLog.Verification;

namespace Portal.Bench.Durability;

/// <summary>Kills the process that corrects again and again, and looks each time at what the next one found.</summary>
/// <param name="session">The ledger, for verifying the log beside the process that is killed.</param>
/// <param name="ledger">Its file.</param>
/// <param name="wish">How long and with what.</param>
internal sealed class DurabilityRun(CliSession session, string ledger, DurabilityWish wish)
{
    /// <summary>After every so many kills the portal itself starts, and the whole log is verified.</summary>
    private const int PortalEvery = 10;

    private readonly Random _random = new(wish.Seed);
    private readonly Dictionary<Guid, AskedCorrection> _unanswered = [];
    private readonly Dictionary<Guid, AskedCorrection> _told = [];
    private readonly Dictionary<Guid, AskedCorrection> _refused = [];
    private readonly List<string> _faults = [];
    private readonly List<TimeSpan> _starts = [];
    private readonly List<TimeSpan> _portalStarts = [];
    private int _verified;
    private int _cutOff;
    private int _again;

    public async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        for (var kill = 1; kill <= wish.Kills; kill++)
        {
            using (var life = await StartAsync(cancellationToken))
            {
                if (kill % PortalEvery == 1)
                {
                    await VerifyAsync(cancellationToken);
                }

                Take(await life.WorkAsync([.. _unanswered.Values], Answers(kill), TimeSpan.FromMilliseconds(_random.Next(30)), cancellationToken));
            }

            if (kill % PortalEvery == 0)
            {
                // Killed as well, as soon as it is ready.
                using var portal = await PortalProcess.StartAsync(ledger, wish.Folder, program: null, cancellationToken);
                _portalStarts.Add(portal.ReadyAfter);
                session.Output.WriteLine($"  {kill} kills, {_told.Count:N0} corrections told as saved, {_faults.Count} faults, {watch.Elapsed:mm\\:ss}");
            }
        }

        using (await StartAsync(cancellationToken))
        {
            await VerifyAsync(cancellationToken);
        }

        Print(report);
    }

    /// <summary>What the last kill left is recovered by the program itself; then it is looked at, before anything new is written.</summary>
    private async Task<KilledClerks> StartAsync(CancellationToken cancellationToken)
    {
        var life = await KilledClerks.StartAsync(ledger, wish.Clerks, null, cancellationToken);
        _starts.Add(life.ReadyAfter);
        _faults.AddRange(WrittenLedger.Faults(ledger, _told.Values, _refused.Values));
        return life;
    }

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var verified = await session.Services.GetRequiredService<LogVerifyDesk>().VerifyAsync(session.By, null, cancellationToken);
        if (!verified.Verdict.IsWhole || !verified.IsLogged)
        {
            _faults.Add($"log verify: {verified.Verdict.Words}");
        }

        _verified++;
        // Or this process would keep the shared memory of the write-ahead log alive, and no start would have to recover it.
        SqliteConnection.ClearAllPools();
    }

    /// <summary>So that all kills together reach what was wished for.</summary>
    private int Answers(int kill)
    {
        var left = Math.Max(1, wish.Answers - _told.Count);
        var mean = Math.Max(1, left / (wish.Kills - kill + 1));
        return kill == wish.Kills ? left : _random.Next((mean + 1) / 2, (mean * 3 / 2) + 1);
    }

    private void Take(IReadOnlyList<string> lines)
    {
        TakeLines(lines);
        _cutOff += _unanswered.Count;
    }

    private void TakeLines(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.Split(' ', 2) is not [var word, var rest])
            {
                _faults.Add($"said: {line}");
                continue;
            }

            var asked = AskedCorrection.Parse(rest);
            switch (word)
            {
                case CorrectingClerks.Asked:
                    _again += _unanswered.TryAdd(asked.RevisionId, asked) ? 0 : 1;
                    break;
                case CorrectingClerks.Done:
                    _unanswered.Remove(asked.RevisionId);
                    _told.Add(asked.RevisionId, asked);
                    break;
                default:
                    _unanswered.Remove(asked.RevisionId);
                    _refused.Add(asked.RevisionId, asked);
                    break;
            }
        }
    }

    private void Print(Report report)
    {
        _faults.Take(20).ToList().ForEach(Report.Note);
        report.Line("corrections told as saved", _told.Count, "", wish.Answers, $"{_refused.Count:N0} refused, {_cutOff:N0} cut off by a kill, {_again:N0} pressed again", atLeast: true);
        report.Line("lost, doubled, half, or a log not whole", _faults.Count, "", 0, $"looked at after each of {wish.Kills} kills; the log verified {_verified} times");
        report.Line("start to ready after a kill, longest", _starts.Skip(1).Max().TotalSeconds, "s", 10, $"{wish.Clerks} clerks' process, {_starts.Count - 1} starts");
        if (_portalStarts.Count > 0)
        {
            report.Line("the portal itself, start to ready, longest", _portalStarts.Max().TotalSeconds, "s", 10, $"{_portalStarts.Count} starts");
        }
    }
}
