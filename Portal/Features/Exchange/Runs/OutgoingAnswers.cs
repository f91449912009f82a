using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Runs;

/// <summary>What a result file said.</summary>
public sealed record OutgoingAnswer(int Accepted, int Rejected, int Waiting);

/// <summary>結果の取込 — the partner's word for each line, whole or not at all. What it accepted is from then on what it holds.</summary>
public sealed partial class OutgoingAnswers(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, OutgoingFiles files, ImportFolder folder, TimeProvider time)
{
    public const long MaxBytes = 100L * 1024 * 1024;
    public const string AcceptedCode = "0000";

    private const int LinesAtOnce = 5_000;

    /// <exception cref="RuleException">Another run's file, out of form, cut off, or it contradicts what was taken before.</exception>
    public async Task<OutgoingAnswer> TakeAsync(Staff by, Guid exchangeRunId, Guid version, Stream file, CancellationToken ct = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandForAsync(by, Permission.ExchangeRun, Operation.ExchangeAnswered, now, exchangeRunId, ct);
        return await dbFactory.LogRefusalAsync(by, Operation.ExchangeAnswered, now, personId: null, exchangeRunId, async () =>
        {
            // Read to its end before anything is written: nobody else waits for a slow line.
            var said = await ReadAsync(file, await FindAsync(exchangeRunId, version, ct), ct);
            return await TakeAsync(by, exchangeRunId, version, said, now, ct);
        });
    }

    private async Task<ExchangeRun> FindAsync(Guid exchangeRunId, Guid version, CancellationToken ct)
    {
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        return await ExchangeDesk.LoadAsync(db, exchangeRunId, version, ct);
    }

    private async Task<OutgoingAnswer> TakeAsync(
        Staff by, Guid exchangeRunId, Guid version, Dictionary<int, (string Code, string? Message)> said, DateTime now, CancellationToken ct)
    {
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var run = await ExchangeDesk.LoadAsync(db, exchangeRunId, version, ct);
        var news = 0;
        foreach (var some in said.Chunk(LinesAtOnce))
        {
            news += await WriteAsync(db, run, some.ToDictionary(), ct);
        }

        if (news == 0)
        {
            throw new RuleException("この結果はすでに取り込んであります。台帳も連携も変わっていません。");
        }

        var (accepted, rejected) = (await CountAsync(db, run, ExchangeLineState.Accepted, ct), await CountAsync(db, run, ExchangeLineState.Rejected, ct));
        run.Answer(accepted, rejected, now);
        var sent = files.Of(run.Kind);
        var refusedBefore = await RefusedPeopleAsync(db, sent, ct);
        await HoldAsync(db, run, sent, ct);
        db.Add(OperationLogEntry.For(
            by, now, Operation.ExchangeAnswered, subjectId: exchangeRunId, detail: $"{ExchangeDesk.Words(run)} {said.Count}行の結果、受理{accepted} 不受理{rejected} 結果待ち{run.Waiting}"));
        await ExchangeDesk.SaveAsync(db, ct);
        refusedBefore.UnionWith(await RefusedPeopleAsync(db, sent, ct));
        await Recheck.PeopleAsync(db, refusedBefore, [], now, ct);
        await transaction.CommitAsync(ct);
        return new(accepted, rejected, run.Waiting);
    }

    private async Task<Dictionary<int, (string Code, string? Message)>> ReadAsync(Stream file, ExchangeRun run, CancellationToken ct)
    {
        var staged = await folder.StageAsync(file, ct);
        try
        {
            return Read(staged.Path, run, ct);
        }
        finally
        {
            File.Delete(staged.Path);
        }
    }

    private Dictionary<int, (string Code, string? Message)> Read(string path, ExchangeRun run, CancellationToken ct)
    {
        var layout = layouts.Of(files.Of(run.Kind).Result);
        var (line, code, message) = (layout.IndexOf("Line"), layout.IndexOf("Code"), layout.IndexOf("Message"));
        Dictionary<int, (string, string?)> said = [];
        try
        {
            using var text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            foreach (var values in ExchangeFile.Read(text, layout, run.Number))
            {
                ct.ThrowIfCancellationRequested();
                var number = int.Parse(values[line], System.Globalization.CultureInfo.InvariantCulture);
                if (number < 1 || number > run.Lines)
                {
                    throw new RuleException($"送っていない行（{number:N0}行目）の結果があります。取り込んでいません。相手に確かめてください。");
                }

                if (!said.TryAdd(number, (values[code], message < 0 || values[message].Length == 0 ? null : values[message])))
                {
                    throw new RuleException($"{number:N0}行目の結果が2つあります。取り込んでいません。相手に確かめてください。");
                }
            }
        }
        catch (DecoderFallbackException)
        {
            throw new RuleException("文字コードが UTF-8 ではありません。取り込んでいません。相手に確かめてください。");
        }

        return said.Count > 0 ? said : throw new RuleException("結果が1行もありません。取り込んでいません。相手に確かめてください。");
    }

    /// <returns>How many lines had no answer before.</returns>
    private static async Task<int> WriteAsync(PortalDb db, ExchangeRun run, Dictionary<int, (string Code, string? Message)> said, CancellationToken ct)
    {
        var numbers = said.Keys.ToArray();
        var known = await Lines(db, run, numbers).Where(l => l.State != ExchangeLineState.Waiting).Select(l => new { l.LineNumber, l.Code }).ToDictionaryAsync(l => l.LineNumber, l => l.Code, ct);
        if (known.FirstOrDefault(l => l.Value != said[l.Key].Code) is { Key: > 0 } other)
        {
            throw new RuleException($"{other.Key:N0}行目の結果（{said[other.Key].Code}）が、前に取り込んだ結果（{other.Value}）と違います。取り込んでいません。相手に確かめてください。");
        }

        foreach (var alike in said.Where(l => !known.ContainsKey(l.Key)).GroupBy(l => l.Value, l => l.Key))
        {
            var (code, message, state) = (alike.Key.Code, alike.Key.Message, alike.Key.Code == AcceptedCode ? ExchangeLineState.Accepted : ExchangeLineState.Rejected);
            await Lines(db, run, [.. alike]).ExecuteUpdateAsync(
                u => u.SetProperty(l => l.State, state).SetProperty(l => l.Code, code).SetProperty(l => l.Message, message), ct);
        }

        return said.Count - known.Count;
    }

    internal static IQueryable<ExchangeLine> Lines(PortalDb db, ExchangeRun run, int[] numbers) =>
        db.ExchangeLines.Where(l => l.ExchangeRunId == run.ExchangeRunId && EF.Parameter(numbers).Contains(l.LineNumber));

    private static Task<int> CountAsync(PortalDb db, ExchangeRun run, ExchangeLineState state, CancellationToken ct) =>
        db.ExchangeLines.CountAsync(l => l.ExchangeRunId == run.ExchangeRunId && l.State == state, ct);

    /// <summary>相手の手元. A full file takes the place of everything before it.</summary>
    private static async Task HoldAsync(PortalDb db, ExchangeRun run, OutgoingFile file, CancellationToken ct)
    {
        var id = run.ExchangeRunId;
        await Outdated(db, run, file).ExecuteUpdateAsync(u => u.SetProperty(l => l.IsHeld, false).SetProperty(l => l.ReplacedById, id), ct);
        await db.ExchangeLines.Where(l => l.ExchangeRunId == run.ExchangeRunId && l.State == ExchangeLineState.Accepted && l.Act != ExchangeAct.Remove && l.Act != ExchangeAct.RemovePrior)
            .ExecuteUpdateAsync(u => u.SetProperty(l => l.IsHeld, true), ct);
        await Settled(db, run, file).ExecuteUpdateAsync(u => u.SetProperty(l => l.IsRefused, false).SetProperty(l => l.SettledById, id), ct);
        await db.ExchangeLines.Where(l => l.ExchangeRunId == run.ExchangeRunId && l.State == ExchangeLineState.Rejected)
            .ExecuteUpdateAsync(u => u.SetProperty(l => l.IsRefused, true), ct);
    }

    /// <summary>Refusals of earlier files this run has an answer for.</summary>
    internal static IQueryable<ExchangeLine> Settled(PortalDb db, ExchangeRun run, OutgoingFile file)
    {
        var (id, register) = (run.ExchangeRunId, file.Register);
        var before = db.ExchangeLines.Where(l => l.IsRefused && l.Register == register && l.ExchangeRunId != id);
        return run.Kind == file.Full
            ? before
            : before.Where(l => db.ExchangeLines.Any(n => n.ExchangeRunId == id && n.State != ExchangeLineState.Waiting && n.RecordId == l.RecordId));
    }

    /// <summary>Whose doses the register does not take at this moment: their findings change with an answer.</summary>
    private static async Task<HashSet<Guid>> RefusedPeopleAsync(PortalDb db, OutgoingFile file, CancellationToken ct) =>
        await Refused(db, file.Register).ToHashSetAsync(ct);

    internal static IQueryable<Guid> Refused(PortalDb db, ExchangeRegister register) =>
        from l in db.ExchangeLines
        where l.IsRefused && l.Register == register
        join d in db.Doses on l.RecordId equals d.DoseId
        select d.LedgerPersonId;

    internal static IQueryable<ExchangeLine> Outdated(PortalDb db, ExchangeRun run, OutgoingFile file)
    {
        var (id, register) = (run.ExchangeRunId, file.Register);
        var before = db.ExchangeLines.Where(l => l.Register == register && l.IsHeld && l.ExchangeRunId != id);
        return run.Kind == file.Full
            ? before
            : before.Where(l => db.ExchangeLines.Any(n => n.ExchangeRunId == id && n.State == ExchangeLineState.Accepted && n.Act != ExchangeAct.RemovePrior && n.RecordId == l.RecordId));
    }
}
