using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Cli;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;

namespace Portal.Bench.Durability;

/// <summary>
/// The process that is killed: clerks who correct the same few doses through the desks of the portal, and say on the output what they
/// ask for and what they were told. A line that was written before the kill is read after it.
/// </summary>
internal sealed class CorrectingClerks(CliSession session, int clerks)
{
    public const string Ready = "ready";
    public const string Go = "go";
    public const string Asked = "asked";
    public const string Done = "done";
    public const string Refused = "refused";

    /// <summary>Few enough that two clerks often meet at one dose.</summary>
    private const int DoseCount = 300;

    private readonly CorrectionDesk _desk = session.Services.GetRequiredService<CorrectionDesk>();
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];

    public async Task<int> RunAsync(TextReader said, CancellationToken cancellationToken)
    {
        var doses = await DosesAsync(cancellationToken);
        await session.Output.WriteLineAsync(Ready);
        var again = await ReadAsync(said, cancellationToken);
        var work = Task.WhenAll(Enumerable.Range(0, clerks).Select(clerk => Task.Run(() => WorkAsync(clerk, doses, again, cancellationToken), cancellationToken)));
        // Whoever started this is gone: nobody reads on.
        await Task.WhenAny(work, said.ReadToEndAsync(cancellationToken));
        return ExitCode.Done;
    }

    /// <summary>What was asked for before the kill and not answered: the clerk presses once more.</summary>
    private static async Task<ConcurrentDictionary<int, ConcurrentQueue<AskedCorrection>>> ReadAsync(TextReader said, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<int, ConcurrentQueue<AskedCorrection>> again = [];
        while (await said.ReadLineAsync(cancellationToken) is { } line && line != Go)
        {
            var asked = AskedCorrection.Parse(line);
            again.GetOrAdd(asked.Clerk, _ => []).Enqueue(asked);
        }

        return again;
    }

    private async Task<List<Guid>> DosesAsync(CancellationToken cancellationToken)
    {
        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        return await db.Doses.Where(d => d.Status == RecordStatus.Active).OrderBy(d => d.DoseId).Select(d => d.DoseId).Take(DoseCount).ToListAsync(cancellationToken);
    }

    private async Task WorkAsync(int clerk, List<Guid> doses, ConcurrentDictionary<int, ConcurrentQueue<AskedCorrection>> again, CancellationToken cancellationToken)
    {
        var by = session.By with { AccountId = string.Create(CultureInfo.InvariantCulture, $"clerk-{clerk}"), Name = $"計測 {clerk}" };
        for (var at = 0; !cancellationToken.IsCancellationRequested; at++)
        {
            var asked = again.GetValueOrDefault(clerk)?.TryDequeue(out var unanswered) == true
                ? unanswered
                : new(Guid.CreateVersion7(), doses[Random.Shared.Next(doses.Count)], clerk, string.Create(CultureInfo.InvariantCulture, $"{_mark}-{clerk}-{at}"));
            await CorrectAsync(by, asked);
        }
    }

    private async Task CorrectAsync(Staff by, AskedCorrection asked)
    {
        var opened = await _desk.OpenAsync(by, RecordKind.Dose, asked.DoseId) ?? throw new InvalidOperationException("The dose is gone.");
        await session.Output.WriteLineAsync($"{Asked} {asked}");
        try
        {
            var outcome = await _desk.CorrectAsync(by, RecordKind.Dose, asked.DoseId, new CorrectionRequest
            {
                RevisionId = asked.RevisionId,
                Act = RevisionAct.Correct,
                Seen = opened.Texts,
                Wanted = new Dictionary<string, string?> { [DoseFields.Doctor.Key] = asked.Value },
                Grounds = new Grounds(ReasonKind.TranscriptionError),
            });
            await session.Output.WriteLineAsync($"{(outcome is CorrectionOutcome.Applied ? Done : Refused)} {asked}");
        }
        catch (RuleException)
        {
            // Too many met at one dose: the clerk is told to press again.
            await session.Output.WriteLineAsync($"{Refused} {asked}");
        }
    }
}
